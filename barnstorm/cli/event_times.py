"""WHEN on the command line: `--start`, `--end` or `--for`, `--from`, `--to`."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from barnstorm.domain.events import Kind, usual_end
from barnstorm.domain.when import after_start, read_day, read_end, read_span, read_when
from barnstorm.domain.zones import resolve_day_start, zone_named
from barnstorm.errors.when import TwoEnds


def zone_of(given: str | None, default: ZoneInfo) -> ZoneInfo:
    return zone_named(given) if given else default


def span(
    start: str, end: str | None, length: str | None, kind: Kind, now: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """Start and end (UTC) as typed; without an end the usual length of its kind."""
    starts_at, ends_at = moved(start, end, length, now, zone)
    return starts_at, ends_at or usual_end(kind, starts_at)


def moved(
    start: str, end: str | None, length: str | None, now: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """Start and, if one was typed, end (UTC)."""
    if end and length:
        raise TwoEnds
    starts_at = read_when(start, now, zone)
    if length:
        return starts_at, after_start(starts_at, starts_at + read_span(length), zone)
    return starts_at, read_end(end, starts_at, now, zone) if end else None


def days(
    since: str | None, until: str | None, now: datetime, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """The instants from which and before which: both days are meant whole."""
    first = resolve_day_start(read_day(since, now, zone), zone) if since else None
    last = resolve_day_start(read_day(until, now, zone) + timedelta(days=1), zone) if until else None
    return first, last
