"""VTIMEZONE: one STANDARD and one DAYLIGHT, each with a yearly rule.

Outlook reads only TZID, DTSTART, RRULE and the offsets (MS-STANOICAL 2.2.47), and needs BYDAY in the rule; what the
library writes (RDATE only) it reads an hour wrong. The rules come from the POSIX footer of the zone's own file
(RFC 9636 section 3.3). Zones whose rule cannot be written so, or whose footer is not true at the event (Morocco in
Ramadan), have none: the event is then written in UTC.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_OFFSET = r"[+-]?\d{1,2}(?::\d{2}){0,2}"
_NAME = r"<[A-Za-z0-9+-]+>|[A-Za-z]+"
_FOOTER = re.compile(
    rf"(?P<std>{_NAME})(?P<std_west>{_OFFSET})(?:(?P<dst>{_NAME})(?P<dst_west>{_OFFSET})?,(?P<on>[^,]+),(?P<off>[^,]+))?"
)
_ONSET = re.compile(
    rf"M(?P<month>\d{{1,2}})\.(?P<week>[1-5])\.(?P<weekday>[0-6])(?:/(?P<at>{_OFFSET.replace('{1,2}', '{1,3}')}))?"
)
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_LAST = 5
_FIRST_YEAR = 1970


@dataclass(frozen=True)
class Onset:
    """The moment each year when the clocks change: the `week`th `weekday` (0 is Sunday, week 5 is the last)."""

    month: int
    week: int
    weekday: int
    at: timedelta

    def in_year(self, year: int) -> datetime:
        """The wall time, in the offset that ends then."""
        if self.week == _LAST:
            next_month = datetime(year + self.month // 12, self.month % 12 + 1, 1)  # noqa: DTZ001 - wall time
            last = next_month - timedelta(days=1)
            return last - timedelta(days=(last.isoweekday() - self.weekday) % 7) + self.at
        first = datetime(year, self.month, 1)  # noqa: DTZ001 - wall time
        return first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1)) + self.at


@dataclass(frozen=True)
class Observance:
    """An offset, its letters, and when it begins; no onset if it always holds."""

    name: str
    offset: timedelta
    onset: Onset | None


def vtimezone(name: str, *moments: datetime) -> Timezone | None:
    """The VTIMEZONE of the zone `name`, if a reader of it comes to the right instant for each of `moments`."""
    observances = _observances(name)
    if not observances or not all(_told_right(observances, moment) for moment in moments):
        return None
    zone = Timezone()
    zone.add("tzid", name)
    for own, other in zip(observances, reversed(observances), strict=True):
        zone.add_component(_component(own, other, daylight=own.offset > other.offset))
    return zone


def _told_right(observances: tuple[Observance, ...], moment: datetime) -> bool:
    """Whether the rules give the moment's own offset, and its wall time means it.

    A wall time that comes twice (autumn) means the first of the two (RFC 5545 3.3.5).
    """
    first = moment.replace(fold=0)
    return moment.utcoffset() == first.utcoffset() == _offset_at(observances, moment)


def _offset_at(observances: tuple[Observance, ...], moment: datetime) -> timedelta:
    if len(observances) == 1:
        return observances[0].offset
    here = moment.astimezone(UTC).replace(tzinfo=None)
    year = (here + observances[0].offset).year
    changes = sorted(
        (own.onset.in_year(when) - other.offset, own.offset)
        for own, other in zip(observances, reversed(observances), strict=True)
        if own.onset
        for when in (year - 1, year)
    )
    return [offset for begins, offset in changes if begins <= here][-1]


def _component(own: Observance, other: Observance, *, daylight: bool) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if daylight else TimezoneStandard()
    part.add("tzname", own.name)
    part.add("tzoffsetfrom", other.offset)
    part.add("tzoffsetto", own.offset)
    if own.onset is None:
        part.add("dtstart", datetime(_FIRST_YEAR, 1, 1))  # noqa: DTZ001 - wall time, as RFC 5545 3.6.5 wants
        return part
    week = -1 if own.onset.week == _LAST else own.onset.week
    part.add("dtstart", own.onset.in_year(_FIRST_YEAR))
    part.add("rrule", {"freq": "yearly", "bymonth": own.onset.month, "byday": f"{week}{_DAYS[own.onset.weekday]}"})
    return part


@lru_cache(maxsize=64)
def _observances(name: str) -> tuple[Observance, ...]:
    """The one or two offsets of the zone from now on; none if they cannot be written as BYDAY rules."""
    found = _FOOTER.fullmatch(_footer(name))
    if found is None or (found["std"] == "UTC" and not found["dst"]):
        return ()
    standard = _east(found["std_west"])
    if not found["dst"]:
        return (Observance(_letters(found["std"]), standard, None),)
    summer = _east(found["dst_west"]) if found["dst_west"] else standard + timedelta(hours=1)
    on, off = _onset(found["on"]), _onset(found["off"])
    if on is None or off is None:
        return ()
    return (Observance(_letters(found["std"]), standard, off), Observance(_letters(found["dst"]), summer, on))


def _onset(text: str) -> Onset | None:
    """None for a change before midnight or after the day's end: "the Friday after the last Thursday" has no BYDAY."""
    found = _ONSET.fullmatch(text)
    at = _span(found["at"] or "2") if found else timedelta(days=-1)
    if found is None or not timedelta(0) <= at < timedelta(days=1):
        return None
    return Onset(int(found["month"]), int(found["week"]), int(found["weekday"]), at)


def _footer(name: str) -> str:
    """The last line of the file that zoneinfo reads for this zone."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return _last_line(path.read_bytes())
    packaged = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    return _last_line(packaged.read_bytes()) if packaged.is_file() else ""


def _last_line(data: bytes) -> str:
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _letters(name: str) -> str:
    return name.strip("<>")


def _east(west: str) -> timedelta:
    """POSIX counts hours west of Greenwich."""
    return -_span(west)


def _span(text: str) -> timedelta:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -span if text.startswith("-") else span
