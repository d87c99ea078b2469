"""WHEN on the command line: `--start`, `--end` or `--for`, `--from`, `--to`."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from barnstorm.domain.events import Kind, usual_end
from barnstorm.domain.when import after_start, read_day, read_end, read_span, read_when
from barnstorm.domain.zones import resolve_day_start, zone_named
from barnstorm.errors.event import DaysHaveNoLength, LastDayBeforeFirst
from barnstorm.errors.when import TwoEnds
from barnstorm.rows.event import EventRow


def zone_of(given: str | None, default: ZoneInfo) -> ZoneInfo:
    return zone_named(given) if given else default


def span(
    start: str, end: str | None, length: str | None, kind: Kind, now: datetime, zone: ZoneInfo, *, all_day: bool
) -> tuple[datetime, datetime]:
    """Start and end (UTC) as typed; without an end the usual length of its kind, or one day."""
    if all_day:
        first, after = whole_days(start, end, length, now, zone)
        return first, after or after_days(first, 1, zone)
    starts_at, ends_at = moved(start, end, length, now, zone)
    return starts_at, ends_at or usual_end(kind, starts_at)


def moved_row(
    row: EventRow, start: str, end: str | None, length: str | None, now: datetime, *, all_day: bool
) -> tuple[datetime, datetime]:
    """Start and end (UTC) of an event that is moved. Without an end it is as long as it was: in days if it has whole
    days, and as long as its kind usually is if it had them until now.
    """
    zone = ZoneInfo(row.timezone)
    if not all_day:
        starts_at, ends_at = moved(start, end, length, now, zone)
        return starts_at, ends_at or _as_long(row, starts_at)
    first, after = whole_days(start, end, length, now, zone)
    days = (row.ends_at.date() - row.starts_at.date()).days if row.all_day else 1
    return first, after or after_days(first, days, zone)


def _as_long(row: EventRow, starts_at: datetime) -> datetime:
    if row.all_day:
        return usual_end(Kind(row.kind), starts_at)
    # In UTC: two wall times of one zone would be subtracted as if its clocks never changed.
    return starts_at + (row.ends_at.astimezone(UTC) - row.starts_at.astimezone(UTC))


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


def whole_days(
    start: str, end: str | None, length: str | None, now: datetime, zone: ZoneInfo
) -> tuple[datetime, datetime | None]:
    """The first midnight and, if a last day was typed, the one after it (UTC): the last day is meant whole."""
    if length:
        raise DaysHaveNoLength(length)
    first = read_day(start, now, zone)
    if not end:
        return resolve_day_start(first, zone), None
    last = read_day(end, now, zone)
    if last < first:
        raise LastDayBeforeFirst(f"{first:%d %b %Y}", f"{last:%d %b %Y}")
    return resolve_day_start(first, zone), resolve_day_start(last + timedelta(days=1), zone)


def after_days(starts_at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The midnight (UTC) so many days after the one that is `starts_at`, whatever the clocks do in between."""
    return resolve_day_start(starts_at.astimezone(zone).date() + timedelta(days=days), zone)


def days(
    since: str | None, until: str | None, now: datetime, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """The instants from which and before which: both days are meant whole."""
    first = resolve_day_start(read_day(since, now, zone), zone) if since else None
    last = resolve_day_start(read_day(until, now, zone) + timedelta(days=1), zone) if until else None
    return first, last
