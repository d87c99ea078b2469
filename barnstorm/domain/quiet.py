"""The hours of the night in which nobody is reminded of anything."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[int, int]
"""From the one full hour of wall time until the other, which is not quiet any more. May run over midnight."""


def is_quiet(moment: datetime, hours: Hours | None, zone: ZoneInfo) -> bool:
    if hours is None:
        return False
    begin, end = hours
    hour = moment.astimezone(zone).hour
    return begin <= hour < end if begin < end else hour >= begin or hour < end


def morning_after(moment: datetime, hours: Hours | None, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours that `moment` lies in end (UTC); None if it lies in none."""
    if hours is None or not is_quiet(moment, hours, zone):
        return None
    wall = moment.astimezone(zone)
    same_day = wall.hour < hours[1]
    day = wall.date() if same_day else wall.date() + timedelta(days=1)
    return datetime.combine(day, time(hours[1]), zone).astimezone(UTC)


def evening_before(moment: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """The last minute (UTC) before the quiet hours that `moment` lies in: 20:59 if they begin at nine."""
    wall = moment.astimezone(zone)
    same_day = wall.hour >= hours[0]
    day = wall.date() if same_day else wall.date() - timedelta(days=1)
    return datetime.combine(day, time(hours[0]), zone).astimezone(UTC) - timedelta(minutes=1)
