"""VTIMEZONE, read back by dateutil, which knows nothing of how it was made."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz  # type: ignore[import-untyped]  # its stubs are a package of their own
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.zone import vtimezone

COMMON = (
    *("Europe/London", "Europe/Dublin", "Europe/Berlin", "America/Chicago", "America/St_Johns", "Australia/Sydney"),
    *("Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kolkata", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Lagos"),
)
HARD = ("Africa/Casablanca", "Africa/Cairo", "America/Nuuk", "America/Santiago", "Asia/Jerusalem", "Asia/Gaza", "UTC")


def read_back(name: str, moment: datetime) -> timedelta | None:
    """The offset at `moment` that a reader finds in our VTIMEZONE; None if there is none."""
    zone = vtimezone(name, moment)
    if zone is None:
        return None
    text = zone.to_ical().decode().replace("\r\n", "\n")
    reader = tz.tzical(StringIO(text)).get(name)
    assert reader is not None
    wall = moment.replace(tzinfo=None, fold=0)
    return wall.replace(tzinfo=reader).utcoffset()


@given(
    name=st.sampled_from(COMMON + HARD),
    moment=st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001 - made aware below
)
def test_a_reader_of_the_rules_finds_the_true_offset_or_is_given_none(name: str, moment: datetime) -> None:
    here = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(name))
    assert read_back(name, here) in (here.utcoffset(), None)


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_the_zones_people_meet_in_have_rules_all_year(name: str, month: int) -> None:
    moment = datetime(2027, month, 15, 19, tzinfo=ZoneInfo(name))
    assert read_back(name, moment) == moment.utcoffset()


def test_a_zone_whose_rule_is_not_true_at_the_event_has_none() -> None:
    """Morocco changed its clocks for Ramadan: whatever its file says of the years to come, one of these differs."""
    zone = ZoneInfo("Africa/Casablanca")
    evenings = [datetime(2017, 5, 16, 19, tzinfo=zone), datetime(2017, 6, 10, 19, tzinfo=zone)]
    assert None in [vtimezone(zone.key, evening) for evening in evenings]
    assert vtimezone(zone.key, *evenings) is None


@pytest.mark.parametrize("name", ["Africa/Cairo", "America/Nuuk", "UTC", "Etc/UTC"])
def test_what_a_yearly_rule_cannot_say_is_left_to_utc(name: str) -> None:
    assert vtimezone(name, datetime(2027, 6, 1, 12, tzinfo=ZoneInfo(name))) is None


def test_the_second_of_two_equal_wall_times_has_no_rule() -> None:
    """01:30 on the night the clocks go back means the first one to every reader (RFC 5545 3.3.5)."""
    zone = ZoneInfo("Europe/London")
    first = datetime(2017, 10, 29, 1, 30, tzinfo=zone)
    assert vtimezone(zone.key, first) is not None
    assert vtimezone(zone.key, first.replace(fold=1)) is None


def test_each_half_has_a_yearly_rule_with_byday() -> None:
    """Outlook reads nothing else (MS-STANOICAL 2.2.47)."""
    moment = datetime(2017, 5, 16, 19, 30, tzinfo=ZoneInfo("Europe/London"))
    zone = vtimezone("Europe/London", moment)
    assert zone is not None
    assert zone.to_ical().decode().splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:STANDARD",
        "DTSTART:19701025T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:GMT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T010000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:BST",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]
