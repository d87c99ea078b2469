"""Wall time and instants: the arithmetic of zones.

People type and read wall time in the event's zone; the store keeps UTC. Between them stand the two nights a year on
which a wall time does not exist (spring) or exists twice (autumn).
"""

from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from barnstorm.errors.when import NoSuchWallTime, TwofoldWallTime, UnknownZone

MINUTE = timedelta(minutes=1)


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; UnknownZone with the nearest name if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        by_folded = {known.casefold(): known for known in available_timezones()}
        city = {known.rpartition("/")[2].casefold(): known for known in sorted(available_timezones())}
        folded = name.strip().replace(" ", "_").casefold()
        nearest = by_folded.get(folded) or city.get(folded)
        if nearest is None:
            close = get_close_matches(folded, by_folded, n=1)
            nearest = by_folded[close[0]] if close else ""
        raise UnknownZone(name, nearest) from None


def resolve(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a naive wall time in `zone`.

    Refuses a wall time that does not exist with the two nearest that do, and one that exists twice with both offsets.
    """
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    if not _exists(wall, zone):
        raise NoSuchWallTime(_spoken(wall), zone.key, *_nearest(wall, zone))
    if first.utcoffset() != second.utcoffset():
        raise TwofoldWallTime(_spoken(wall), zone.key, _offered(first), _offered(second))
    return first.astimezone(UTC)


def resolve_day_start(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant a day begins in `zone`; where midnight is skipped or doubled, the first moment of the day."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _exists(wall: datetime, zone: ZoneInfo) -> bool:
    there_and_back = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) == wall


def _nearest(wall: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """The last minute before the gap that holds `wall`, and the first after it."""
    before = after = wall
    while not _exists(before, zone):
        before -= MINUTE
    while not _exists(after, zone):
        after += MINUTE
    return f"{before:%H:%M}" if before.date() == wall.date() else _spoken(before), f"{after:%H:%M}"


def _spoken(wall: datetime) -> str:
    return f"{wall:%a} {wall.day} {wall:%b %Y %H:%M}"


def _offered(moment: datetime) -> str:
    """A form that can be typed back, with the zone's own name for it: 2017-10-29T01:30+01:00 (BST)."""
    return f"{moment.isoformat(timespec='minutes')} ({moment.tzname()})"
