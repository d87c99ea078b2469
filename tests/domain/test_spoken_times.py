"""Times in the words of a letter."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from barnstorm.domain import spoken

LONDON = ZoneInfo("Europe/London")


def at(text: str, zone: str = "Europe/London") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("wall", "said"),
    [
        ("2017-05-16T19:30", "7.30pm"),
        ("2017-05-16T19:00", "7pm"),
        ("2017-05-16T09:05", "9.05am"),
        ("2017-05-16T12:00", "noon"),
        ("2017-05-16T12:15", "12.15pm"),
        ("2017-05-16T00:00", "midnight"),
        ("2017-05-16T00:15", "12.15am"),
    ],
)
def test_an_hour_is_said_as_on_a_poster(wall: str, said: str) -> None:
    assert spoken.clock(at(wall)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2017-05-16T19:30", "2017-05-16T21:30", "Tuesday 16 May 2017, 7.30pm to 9.30pm"),
        ("2017-12-31T22:00", "2018-01-01T01:00", "Sunday 31 December 2017, 10pm to Monday 1 January 2018, 1am"),
        ("2017-03-26T00:30", "2017-03-26T03:00", "Sunday 26 March 2017, 12.30am GMT to 3am BST"),
    ],
)
def test_a_span_names_the_end_s_day_or_offset_where_it_differs(start: str, end: str, said: str) -> None:
    assert spoken.span(at(start), at(end)) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "BST, Europe/London"),
        ("America/Chicago", "CDT, America/Chicago"),
        ("Asia/Kathmandu", "UTC+05:45, Asia/Kathmandu"),
        ("America/Sao_Paulo", "UTC-03:00, America/Sao_Paulo"),
    ],
)
def test_a_zone_without_letters_of_its_own_is_told_by_its_offset(zone: str, said: str) -> None:
    assert spoken.zone(at("2017-05-16T19:30", zone), at("2017-05-16T21:30", zone), zone) == said


def test_only_the_place_is_named_if_the_clocks_change_in_between() -> None:
    """`11pm BST to 2am GMT` has said the rest."""
    zone = "Europe/London"
    assert spoken.zone(at("2017-10-28T23:00", zone), at("2017-10-29T02:00", zone), zone) == zone
