"""Times in the words of an invitation: `Tuesday 16 May 2017, 7.30pm to 9.30pm`.

No relative words ("tomorrow"): a letter that waits for a mail server overnight must still be true.
"""

from datetime import datetime, timedelta

from barnstorm.domain.when import MONTHS, WEEKDAYS


def day(moment: datetime) -> str:
    """`Tuesday 16 May 2017`, in the moment's own zone."""
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def clock(moment: datetime) -> str:
    """`7.30pm`, `7pm`, `noon`, `midnight`."""
    if moment.minute == 0 and moment.hour % 12 == 0:
        return "noon" if moment.hour else "midnight"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'pm' if moment.hour >= 12 else 'am'}"  # noqa: PLR2004 - noon


def span(start: datetime, end: datetime) -> str:
    """From when to when. The end's day is said if it is another; the offsets if the clocks change in between."""
    first, last = clock(start), clock(end)
    if start.utcoffset() != end.utcoffset():
        first, last = f"{first} {abbreviation(start)}", f"{last} {abbreviation(end)}"
    if start.date() == end.date():
        return f"{day(start)}, {first} to {last}"
    return f"{day(start)}, {first} to {day(end)}, {last}"


def days(start: datetime, end: datetime) -> str:
    """`Saturday 20 May 2017, all day`, from the first midnight to the one after the last day."""
    last = end - timedelta(microseconds=1)
    if start.date() == last.date():
        return f"{day(start)}, all day"
    return f"{day(start)} to {day(last)}, all day"


def zone(start: datetime, end: datetime, name: str) -> str:
    """`BST, Europe/London`; only the name if the clocks change in between, because `span` says it of both times."""
    return f"{abbreviation(start)}, {name}" if start.utcoffset() == end.utcoffset() else name


def abbreviation(moment: datetime) -> str:
    """`BST`; `UTC+05:30` where the zone has no letters of its own."""
    letters = moment.tzname() or ""
    return letters if letters.isalpha() else f"UTC{moment:%z}"[:6] + ":" + f"{moment:%z}"[3:5]
