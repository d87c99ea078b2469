"""When a reminder is due, until when it may still go, and who has no use for it.

A rule is written as people say it: `7d`, `1d`, `2h`, `45m` before the start. Days are counted on the wall clock of the
event's zone (half past seven stays half past seven, whatever the clocks do in between); hours and minutes are exact.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from barnstorm.errors.invite import UnreadableReminder

DEFAULT = ("7d", "1d", "2h")
LAST_CALL = timedelta(minutes=30)
"""Nobody is reminded later than this before the start: they are on their way, or will not come."""

LONGEST = timedelta(days=365)
_RULE = re.compile(r"(?P<count>[1-9]\d{0,5})\s*(?P<unit>[wdhm])")


@dataclass(frozen=True)
class Rule:
    """`days` on the wall clock, then `exact` before the start; only one of them is not zero. `name` is its own text."""

    name: str
    days: int = 0
    exact: timedelta = timedelta(0)


@dataclass(frozen=True)
class Window:
    """One reminder of one event: it may go from `due` (included) until `expires` (not included), both UTC.

    `next_due` says whether it expires because the next reminder takes over, rather than because the event is near.
    """

    rule: str
    due: datetime
    expires: datetime
    next_takes_over: bool


def read_rule(text: str) -> Rule:
    found = _RULE.fullmatch(text.strip().lower())
    if found is None:
        raise UnreadableReminder(text)
    count, unit = int(found["count"]), found["unit"]
    days = {"w": 7, "d": 1}.get(unit, 0) * count
    exact = timedelta(hours=count) if unit == "h" else timedelta(minutes=count if unit == "m" else 0)
    if timedelta(days=days) + exact > LONGEST:
        raise UnreadableReminder(text, "it is more than a year")
    if timedelta(days=days) + exact <= LAST_CALL:
        raise UnreadableReminder(text, "it must be more than 30 minutes before the start")
    return Rule(f"{count}{unit}", days, exact)


def due_at(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When the reminder is due (UTC). A wall time skipped in spring gives the time after the gap, one that comes twice
    in autumn the first.
    """
    wall = starts_at.astimezone(zone).replace(tzinfo=None) - timedelta(days=rule.days)
    nominal = wall.replace(tzinfo=zone, fold=0) if rule.days else starts_at
    return nominal.astimezone(UTC) - rule.exact


def windows(rules: Iterable[Rule], starts_at: datetime, zone: ZoneInfo) -> list[Window]:
    """The windows of an event's reminders, the earliest first. They never overlap."""
    last = starts_at.astimezone(UTC) - LAST_CALL
    dues = sorted((due_at(rule, starts_at, zone), rule.name) for rule in rules)
    nexts = [*(due for due, _ in dues[1:]), last]
    return [
        Window(name, due, min(following, last), following < last)
        for (due, name), following in zip(dues, nexts, strict=False)
    ]


def why_not(window: Window, answered_at: datetime | None, now: datetime) -> str:
    """Why somebody who answered at `answered_at` gets no such reminder; empty if they do, now or when it is due."""
    if answered_at is not None and answered_at > window.due:
        return "They answered after it was due."
    if window.due < window.expires and now < window.expires:
        return ""
    return "The next reminder took over." if window.next_takes_over else "Too close to the start."
