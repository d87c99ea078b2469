"""Dates and times as people write them.

WHEN is ISO (`2017-05-16T19:30`, with or without an offset) or what an organiser would write on a poster:
`Tue 16 May 2017 7.30pm`, `16/05/2017 19:30` (day first), `tomorrow 7.30pm`, `Thursday 7pm`. A reading that could mean
two things is refused: a bare `7.30` may be morning or evening, and a weekday must fit its date.

Everything here is wall time in the zone of the event, except where an offset was written.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from barnstorm.domain.zones import resolve
from barnstorm.errors.when import EndBeforeStart, UnreadableSpan, UnreadableTime, WrongWeekday

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LONGEST_BARE_END = timedelta(hours=12)
"""A bare end time earlier than the start means the next morning, up to this long after the start."""

_TIME = re.compile(
    r"(?:(?<=\s)|^|(?<=T))(?:at\s+)?(?:"
    r"(?P<word>noon|midday|midnight)"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\.?)"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})(?::(?P<second24>\d{2})(?:\.\d+)?)?"
    r")\s*(?P<offset>Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_NUMERIC_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})")
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[a-z]{3,9})\.?(?:\s+(?P<y>\d{4}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"(?P<month>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+(?P<y>\d{4}))?", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(?P<m>\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Clock:
    """A time of day as written, with the offset if one was."""

    time: time
    offset: timezone | None = None


def read_when(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) that `text` means in `zone`, seen from the instant `now`."""
    tidy = " ".join(text.replace(",", " ").split())
    tidy = re.sub(r"(?<=\d)[Tt](?=\d)", " ", tidy)
    found = _TIME.search(tidy)
    if found is None:
        raise UnreadableTime(text, "the time of day is missing" if _day_or_none(tidy, now, zone) else "")
    clock = _clock(found, text)
    before = tidy[: found.start()].strip()
    wall = datetime.combine(_day(before, text, now.astimezone(zone), clock.time), clock.time)
    return _instant(wall, clock.offset, zone)


def read_day(text: str, now: datetime, zone: ZoneInfo) -> date:
    """The day that `text` means in `zone`: `2017-05-16`, `16 May 2017`, `16/05/2017`, `today`."""
    return _day(" ".join(text.replace(",", " ").split()), text, now.astimezone(zone), None)


def read_on(text: str, day: date, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that `text` means: just a time (`18:45`) on `day`, or a whole WHEN."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return read_when(text, now, zone)
    clock = _clock(found, text)
    return _instant(datetime.combine(day, clock.time), clock.offset, zone)


def read_end(text: str, start: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant an event ends: a whole WHEN, or just a time (`9.30pm`) on the evening that `start` opens."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return after_start(start, read_when(text, now, zone), zone)
    clock = _clock(found, text)
    begins = start.astimezone(zone)
    wall = datetime.combine(begins.date(), clock.time)
    if wall <= begins.replace(tzinfo=None):
        next_day = wall + timedelta(days=1)
        if next_day - begins.replace(tzinfo=None) > LONGEST_BARE_END:
            raise EndBeforeStart(f"{begins:%H:%M}", f"{wall:%H:%M}")
        wall = next_day
    return after_start(start, _instant(wall, clock.offset, zone), zone)


def after_start(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """`end`, if it is later than `start`; else EndBeforeStart, both told in `zone`."""
    if end <= start:
        first, last = start.astimezone(zone), end.astimezone(zone)
        raise EndBeforeStart(f"{first:%d %b %Y %H:%M}", f"{last:%d %b %Y %H:%M}")
    return end


def read_span(text: str) -> timedelta:
    """A length of time greater than zero: `2h`, `90m`, `1h30`, `1.5h`."""
    found = _SPAN.fullmatch(text.strip())
    if found is None or not (found["h"] or found["m"]) or (found["h"] is None and text.strip().isdecimal()):
        raise UnreadableSpan(text)
    span = timedelta(hours=float(found["h"] or 0), minutes=int(found["m"] or 0))
    if not timedelta(0) < span <= timedelta(days=31):
        raise UnreadableSpan(text)
    return span


def _clock(found: re.Match[str], text: str) -> Clock:
    offset = _offset(found["offset"])
    if found["word"]:
        return Clock(time(0 if found["word"].lower() == "midnight" else 12), offset)
    hour, minute = int(found["hour"] or found["hour24"]), int(found["minute"] or found["minute24"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - a twelve-hour clock
            raise UnreadableTime(text, f"there is no {found.group().strip()}")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    elif len(found["hour24"]) == 1:
        ambiguous = f"{hour}.{minute:02}"
        raise UnreadableTime(text, f"{ambiguous} may be morning or evening: write {ambiguous}pm or 0{hour}:{minute:02}")
    try:
        return Clock(time(hour, minute, int(found["second"] or found["second24"] or 0)), offset)
    except ValueError:
        raise UnreadableTime(text, f"there is no {found.group().strip()}") from None


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    named = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 1}
    if text.upper() in named:
        return timezone(timedelta(hours=named[text.upper()]))
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _instant(wall: datetime, offset: timezone | None, zone: ZoneInfo) -> datetime:
    return resolve(wall, zone) if offset is None else wall.replace(tzinfo=offset).astimezone(UTC)


def _day_or_none(text: str, now: datetime, zone: ZoneInfo) -> date | None:
    try:
        return _day(text, text, now.astimezone(zone), None)
    except (UnreadableTime, WrongWeekday):
        return None


def _day(text: str, whole: str, today: datetime, at: time | None) -> date:
    """The day `text` names. `today` is the present moment in the zone; `whole` is what the person typed."""
    words = re.sub(r"\bon\b", "", text, flags=re.IGNORECASE).strip().lower()
    near = {"today": 0, "tonight": 0, "": 0 if at else None, "tomorrow": 1, "tomorrow night": 1}.get(words)
    if near is not None and words:
        return today.date() + timedelta(days=near)
    said = next((i for i, day in enumerate(WEEKDAYS) if re.match(rf"{day[:3].lower()}[a-z]*\b", words)), None)
    rest = re.sub(r"^[a-z]+\s*", "", words) if said is not None and _is_weekday(words.split()[0]) else words
    if said is not None and not rest:
        return _coming(said, today, at)
    day = _calendar_day(rest, whole, today)
    if said is not None and rest != words and day.weekday() != said:
        raise WrongWeekday(
            whole, f"{day.day} {MONTHS[day.month - 1]} {day.year}", WEEKDAYS[day.weekday()], WEEKDAYS[said]
        )
    return day


def _is_weekday(word: str) -> bool:
    bare = word.rstrip(".")
    return any(day.lower().startswith(bare) or bare == "weds" for day in WEEKDAYS) and len(bare) >= 3  # noqa: PLR2004


def _coming(weekday: int, today: datetime, at: time | None) -> date:
    """The first day of that name that still lies ahead, today included if the time is still to come."""
    ahead = (weekday - today.weekday()) % 7
    if ahead == 0 and at is not None and at <= today.time():
        ahead = 7
    return today.date() + timedelta(days=ahead)


def _calendar_day(text: str, whole: str, today: datetime) -> date:
    for pattern in (_ISO_DAY, _NUMERIC_DAY, _DAY_MONTH, _MONTH_DAY):
        found = pattern.fullmatch(text.strip())
        if found is None:
            continue
        parts = found.groupdict()
        month = int(parts["m"]) if "m" in parts else _month(parts["month"], whole)
        try:
            if parts["y"] is None:
                return _next_such_day(int(parts["d"]), month, today.date())
            year = int(parts["y"])
            return date(year + 2000 if year < 100 else year, month, int(parts["d"]))  # noqa: PLR2004 - two digits
        except ValueError:
            raise UnreadableTime(whole, "there is no such day") from None
    raise UnreadableTime(whole)


def _month(word: str, whole: str) -> int:
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(word.lower()) or word.lower() == "sept" == name[:4].lower():
            return number
    raise UnreadableTime(whole)


def _next_such_day(day: int, month: int, today: date) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
