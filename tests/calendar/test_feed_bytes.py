"""A feed, read back by icalendar."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.feed import feed
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.rows.invite import Occasion
from tests.occasions import ORGANISER, hostile_text, occasion


def read(data: bytes) -> Any:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert not any(event.errors for event in calendar.events)
    return calendar


def at(zone: str, *when: int, number: int = 1) -> Occasion:
    start = datetime(*when, tzinfo=ZoneInfo(zone))  # type: ignore[misc, arg-type]  # year, month, day, hour
    return occasion(
        calendar_uid=f"{number}@together.example", timezone=zone, starts_at=start, ends_at=start.replace(hour=21)
    )


def test_a_feed_says_what_it_is_called_and_when_to_look_again() -> None:
    data = feed("Carlisle Together", [(occasion(), "Tea from seven.")], ORGANISER)
    calendar = read(data)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Carlisle Together"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in data
    assert b"\r\nX-PUBLISHED-TTL:PT1H\r\n" in data
    (event,) = calendar.events
    assert event["UID"] == occasion().calendar_uid
    assert event["ORGANIZER"] == "mailto:hello@together.example"
    assert event["DESCRIPTION"] == "Tea from seven."
    assert "ATTENDEE" not in event


def test_each_zone_is_told_once_and_one_that_has_no_rule_at_one_event_still_serves_another() -> None:
    told = [
        at("Europe/London", 2017, 5, 16, 19, number=1),
        at("Europe/London", 2017, 12, 1, 19, number=2),
        at("America/Chicago", 2017, 5, 16, 19, number=3),
        at("Africa/Casablanca", 2017, 5, 16, 19, number=4),
        at("Africa/Casablanca", 2017, 6, 10, 19, number=5),
        at("Africa/Cairo", 2027, 6, 10, 19, number=6),
    ]
    calendar = read(feed("Everywhere", [(one, "") for one in told], None))
    zones = [zone["TZID"] for zone in calendar.walk("VTIMEZONE")]
    assert len(zones) == len(set(zones))
    assert {"Europe/London", "America/Chicago"} <= set(zones)
    for event, one in zip(calendar.events, told, strict=True):
        assert event["DTSTART"].dt.astimezone(UTC) == one.starts_at.astimezone(UTC)
        assert "ORGANIZER" not in event


@given(titles=st.lists(hostile_text, max_size=3), about=hostile_text)
def test_hostile_titles_add_no_event_and_name_nobody(titles: list[str], about: str) -> None:
    told = [(occasion(title=one_line(title) or "Untitled"), paragraphs(about)) for title in titles]
    calendar = read(feed("Carlisle", told, ORGANISER))
    assert [event["SUMMARY"] for event in calendar.events] == [one.title for one, _ in told]
    assert all(event["ORGANIZER"] == "mailto:hello@together.example" for event in calendar.events)
    assert not any("ATTENDEE" in event for event in calendar.events)
