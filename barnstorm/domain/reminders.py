"""When a reminder is due, until when it may still go, and who has no use for it.

A rule is written as people say it: `7d`, `1d`, `2h`, `45m` before the start, or `1d@18:00`: the day before, at six.
Days are counted on the wall clock of the event's zone (half past seven stays half past seven, whatever the clocks do in
between); hours and minutes are exact. What would come in the night comes in the morning, or on the evening before.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from barnstorm.domain.quiet import Hours, evening_before, morning_after
from barnstorm.errors.invite import UnreadableReminder

DEFAULT = ("7d", "1d", "2h")
LAST_CALL = timedelta(minutes=30)
"""Nobody is reminded later than this before the start: they are on their way, or will not come."""

GAP = timedelta(hours=4)
"""Between two letters about the same event."""

LONGEST = timedelta(days=365)
_RULE = re.compile(r"(?P<count>0|[1-9]\d{0,5})\s*(?P<unit>[wdhm])(?:\s*@\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d))?")


@dataclass(frozen=True)
class Rule:
    """`days` on the wall clock, at the hour of the start or at `at`; or `exact` before it. `name` is its text."""

    name: str
    days: int = 0
    exact: timedelta = timedelta(0)
    at: time | None = None


@dataclass(frozen=True)
class Window:
    """One reminder of one event: it may go from `due` (included) until `expires` (not included), both UTC.

    `next_takes_over` says whether it expires because the next reminder does, rather than because the event is near.
    """

    rule: str
    due: datetime
    expires: datetime
    next_takes_over: bool


@dataclass(frozen=True)
class Night:
    """The quiet hours of an event: `hours` in its `zone`."""

    hours: Hours | None
    zone: ZoneInfo

    def morning(self, moment: datetime) -> datetime | None:
        """When the night that `moment` lies in ends; None by day."""
        return morning_after(moment, self.hours, self.zone)


def read_rule(text: str) -> Rule:
    found = _RULE.fullmatch(text.strip().lower())
    if found is None or not found[0].isascii():
        raise UnreadableReminder(text)
    count, unit, at = int(found["count"]), found["unit"], _hour(found, text)
    days = {"w": 7, "d": 1}.get(unit, 0) * count
    exact = timedelta(hours=count) if unit == "h" else timedelta(minutes=count if unit == "m" else 0)
    if at is not None and unit in "hm":
        raise UnreadableReminder(text, "only days have an hour of their own")
    if timedelta(days=days) + exact > LONGEST:
        raise UnreadableReminder(text, "it is more than a year")
    if at is None and timedelta(days=days) + exact <= LAST_CALL:
        raise UnreadableReminder(text, "it must be more than 30 minutes before the start")
    return Rule(f"{count}{unit}{f'@{at:%H:%M}' if at else ''}", days, exact, at)


def due_at(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When the reminder is due (UTC), were there no night. A wall time skipped in spring gives the time after the gap,
    one that comes twice in autumn the first.
    """
    if not rule.days and rule.at is None:
        return starts_at.astimezone(UTC) - rule.exact
    wall = starts_at.astimezone(zone).replace(tzinfo=None) - timedelta(days=rule.days)
    nominal = wall if rule.at is None else datetime.combine(wall.date(), rule.at)
    return nominal.replace(tzinfo=zone, fold=0).astimezone(UTC)


def windows(rules: Iterable[Rule], starts_at: datetime, night: Night) -> list[Window]:
    """The windows of an event's reminders, the earliest first. They never overlap."""
    last = starts_at.astimezone(UTC) - LAST_CALL
    dues = sorted((_by_day(due_at(rule, starts_at, night.zone), last, night), rule.name) for rule in rules)
    nexts = [*(due for due, _ in dues[1:]), last]
    return [
        Window(name, due, min(following, last), following < last)
        for (due, name), following in zip(dues, nexts, strict=False)
    ]


def why_not(window: Window, answered_at: datetime | None, made_at: datetime | None, now: datetime) -> str:
    """Why somebody who answered at `answered_at` gets no such reminder, of a rule made at `made_at`; empty if they do,
    now or when it is due.
    """
    if answered_at is not None and answered_at > window.due:
        return "They answered after it was due."
    if made_at is not None and made_at > window.due:
        return "The rule was made after it was due."
    if window.due < window.expires and now < window.expires:
        return ""
    return "The next reminder took over." if window.next_takes_over else "Too close to the start."


def goes_at(window: Window, last_letter: datetime | None, now: datetime, night: Night) -> tuple[datetime, str]:
    """When the reminder goes to somebody who was last written to about the event at `last_letter`: not within GAP of
    that, nor at night. If that is too late, the reason why it does not go.
    """
    rested = window.due if last_letter is None else max(window.due, last_letter + GAP)
    morning = night.morning(max(rested, now))
    due = morning or rested
    if due < window.expires:
        return due, ""
    by_night = rested < window.expires
    return window.due, "It would come in the night." if by_night else "They had a letter about it shortly before."


def _by_day(due: datetime, last: datetime, night: Night) -> datetime:
    """Later, if there is still time to set out then; else before the night."""
    morning = night.morning(due)
    if morning is None or night.hours is None:
        return due
    return morning if morning <= last else evening_before(due, night.hours, night.zone)


def _hour(found: re.Match[str], text: str) -> time | None:
    if found["hour"] is None:
        return None
    try:
        return time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        raise UnreadableReminder(text, "there is no such time of day") from None
