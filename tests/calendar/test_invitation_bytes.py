"""Invitations, read back by icalendar (and by vobject where it is installed)."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.attendee import calendar_name, folded
from barnstorm.calendar.invitation import Method, Partstat, invitation
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.rows.invite import Mailbox, Occasion
from tests.occasions import ANN, NASTY, ORGANISER, hostile_text, occasion


def parsed(data: bytes) -> Any:
    """The one event in it. Each of its values is one of thirty types, of which a test knows the one."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    assert event.errors == []
    return event


def request(told: Occasion, guest: Mailbox = ANN, description: str = "") -> bytes:
    return invitation(told, Method.REQUEST, description).to(guest, ORGANISER)


def test_a_request_has_all_that_rfc_5546_asks_for() -> None:
    data = request(occasion(sequence=3), description="Tea from seven.")
    event = parsed(data)
    assert b"\r\nMETHOD:REQUEST\r\n" in data
    assert event["UID"] == "015bf203-ff80-7b54-b66c-e693eff2af2c@together.example"
    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == datetime(2017, 5, 2, 9, tzinfo=UTC)
    assert event["CREATED"].dt == datetime(2017, 5, 1, 9, tzinfo=UTC)
    assert event["DTSTART"].dt == datetime(2017, 5, 16, 19, 30, tzinfo=ZoneInfo("Europe/London"))
    assert event["DTEND"].dt == datetime(2017, 5, 16, 21, 30, tzinfo=ZoneInfo("Europe/London"))
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event["SUMMARY"] == "Carlisle barnstorm"
    assert event["LOCATION"] == "Tullie House, Castle Street, Carlisle, CA3 8TP"
    assert event["DESCRIPTION"] == "Tea from seven."
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:hello@together.example"
    assert event["ORGANIZER"].params["CN"] == "Carlisle Together"
    assert event["X-MICROSOFT-DISALLOW-COUNTER"] == "TRUE"


def test_the_guest_is_the_only_attendee_and_is_shown_buttons() -> None:
    attendee = parsed(request(occasion()))["ATTENDEE"]
    assert attendee == "mailto:ann@example.org"
    assert dict(attendee.params) == {
        "CN": "Ann Bell",
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
    }


def test_who_is_known_to_come_is_shown_as_coming() -> None:
    data = invitation(occasion(), Method.REQUEST, "").to(ANN, ORGANISER, Partstat.ACCEPTED)
    assert parsed(data)["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancellation_says_so_twice_and_asks_nothing() -> None:
    data = invitation(occasion(sequence=1, cancelled=True), Method.CANCEL, "").to(ANN, ORGANISER)
    event = parsed(data)
    assert b"\r\nMETHOD:CANCEL\r\n" in data
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["ATTENDEE"] == "mailto:ann@example.org"
    assert "RSVP" not in event["ATTENDEE"].params
    assert b"VALARM" not in data


def test_what_is_published_names_no_guest() -> None:
    data = invitation(occasion(), Method.PUBLISH, "").to_nobody(ORGANISER)
    assert b"\r\nMETHOD:PUBLISH\r\n" in data
    assert "ATTENDEE" not in parsed(data)
    assert parsed(data)["ORGANIZER"] == "mailto:hello@together.example"
    assert "ORGANIZER" not in parsed(invitation(occasion(), Method.PUBLISH, "").to_nobody(None))


def test_who_is_taken_off_has_it_cancelled_though_the_event_goes_on() -> None:
    event = parsed(invitation(occasion(sequence=1), Method.CANCEL, "").to(ANN, ORGANISER))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_organiser_may_be_a_mailbox_of_the_guests_own() -> None:
    """Clients send their answer to it, so it can say whose answer it is."""
    theirs = Mailbox("Carlisle; Together", "hello+1-2-k7f3q2w9xa2b@together.example")
    event = parsed(invitation(occasion(), Method.REQUEST, "").to(ANN, theirs))
    assert event["ORGANIZER"] == "mailto:hello+1-2-k7f3q2w9xa2b@together.example"
    assert event["ORGANIZER"].params["CN"] == "Carlisle, Together"


def test_an_all_day_event_is_written_in_days_and_its_end_is_the_day_after() -> None:
    zone = ZoneInfo("Europe/London")
    told = occasion(
        all_day=True,
        starts_at=datetime(2017, 3, 25, tzinfo=zone),
        ends_at=datetime(2017, 3, 27, tzinfo=zone),
    )
    data = request(told)
    assert b"\r\nDTSTART;VALUE=DATE:20170325\r\n" in data
    assert b"\r\nDTEND;VALUE=DATE:20170327\r\n" in data
    assert b"TZID" not in data
    assert b"VTIMEZONE" not in data


def test_the_same_version_gives_the_same_bytes() -> None:
    """Thunderbird then says "already processed" rather than asking again."""
    assert request(occasion()) == request(occasion())


def test_every_fact_of_the_occasion_that_a_calendar_can_show_is_shown() -> None:
    """What is put into the description, or is for letters only, is named here; a new fact must be put somewhere."""
    elsewhere = {"ref", "description", "access", "access_note", "organisations", "host", "cancelled_reason", "timezone"}
    shown = {"calendar_uid", "sequence", "created_at", "revised_at", "title", "starts_at", "ends_at", "cancelled"}
    place = {"venue", "address", "postcode", "seat", "private", "place_note"}
    assert {field.name for field in fields(Occasion)} == elsewhere | shown | place | {"all_day"}


@given(title=hostile_text, place=hostile_text, about=hostile_text, name=hostile_text)
def test_other_peoples_text_comes_back_as_it_was_and_changes_nothing_else(
    title: str, place: str, about: str, name: str
) -> None:
    told = occasion(title=one_line(title) or "Untitled", venue=one_line(place), address="", postcode="")
    data = request(told, Mailbox(name, "ann@example.org"), paragraphs(about))
    event = parsed(data)
    assert event["SUMMARY"] == told.title
    assert event.get("LOCATION", "") == told.venue
    assert event.get("DESCRIPTION", "") == paragraphs(about)
    assert event["ATTENDEE"] == "mailto:ann@example.org"
    assert event["ATTENDEE"].params["CN"] == (calendar_name(name) or "ann@example.org")
    assert sound(data)


def sound(data: bytes) -> bool:
    """CRLF only, no line over 75 octets, no character cut, no control character but TAB."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        line.decode()
    return re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data.replace(b"\r\n", b"")) is None


@given(line=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400))
def test_a_folded_line_unfolds_to_itself(line: str) -> None:
    data = folded(line)
    assert all(len(part) <= 75 and isinstance(part.decode(), str) for part in data.split(b"\r\n"))
    assert data.replace(b"\r\n ", b"") == f"{line}\r\n".encode()


@pytest.mark.parametrize("name", NASTY)
def test_a_name_in_a_calendar_holds_nothing_that_readers_disagree_on(name: str) -> None:
    assert not set(calendar_name(name)) & set('";\\^\r\n\x00\x1b\u202e')


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("ann@example.org", "mailto:ann@example.org"),
        ("o'brien+list@example.org", "mailto:o'brien+list@example.org"),
        ("100%@example.org", "mailto:100%25@example.org"),
        ("a?b/c#d&e@example.org", "mailto:a%3Fb%2Fc%23d%26e@example.org"),
    ],
)
def test_an_address_is_a_sound_uri(address: str, uri: str) -> None:
    assert parsed(request(occasion(), Mailbox("", address)))["ATTENDEE"] == uri


EVENINGS = [
    ("Europe/London", datetime(2017, 3, 25, 23, 0), datetime(2017, 3, 26, 3, 0)),  # noqa: DTZ001 - the zone is added
    ("Europe/London", datetime(2017, 10, 28, 23, 0), datetime(2017, 10, 29, 2, 30)),  # noqa: DTZ001
    ("Europe/London", datetime(2017, 10, 29, 0, 30), datetime(2017, 10, 29, 1, 30, fold=1)),  # noqa: DTZ001
    ("America/Chicago", datetime(2027, 3, 13, 18, 30), datetime(2027, 3, 13, 20, 30)),  # noqa: DTZ001
    ("Africa/Casablanca", datetime(2017, 6, 10, 20, 0), datetime(2017, 6, 11, 0, 30)),  # noqa: DTZ001
    ("Africa/Cairo", datetime(2027, 6, 10, 20, 0), datetime(2027, 6, 10, 22, 0)),  # noqa: DTZ001
    ("Asia/Kathmandu", datetime(2027, 12, 31, 23, 0), datetime(2028, 1, 1, 1, 0)),  # noqa: DTZ001
    ("UTC", datetime(2027, 6, 10, 20, 0), datetime(2027, 6, 10, 22, 0)),  # noqa: DTZ001
]
"""Nights on which the clocks change, meetings past midnight, zones that need UTC."""


@pytest.mark.parametrize(("name", "start", "end"), EVENINGS)
def test_start_and_end_are_the_same_instants_to_who_reads_them(name: str, start: datetime, end: datetime) -> None:
    zone = ZoneInfo(name)
    starts_at, ends_at = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
    event = parsed(request(occasion(timezone=name, starts_at=starts_at, ends_at=ends_at)))
    assert event["DTSTART"].dt.astimezone(UTC) == starts_at.astimezone(UTC)
    assert event["DTEND"].dt.astimezone(UTC) == ends_at.astimezone(UTC)


def test_a_zone_that_cannot_be_told_is_written_in_utc_without_a_vtimezone() -> None:
    zone = ZoneInfo("Africa/Cairo")
    told = occasion(
        timezone="Africa/Cairo",
        starts_at=datetime(2027, 6, 10, 20, tzinfo=zone),
        ends_at=datetime(2027, 6, 10, 22, tzinfo=zone),
    )
    data = request(told)
    assert b"VTIMEZONE" not in data
    assert b"TZID" not in data
    assert b"DTSTART:20270610T170000Z\r\n" in data


@pytest.mark.parametrize("name", NASTY)
def test_vobject_reads_the_same(name: str) -> None:
    vobject = pytest.importorskip("vobject")
    told = occasion(title=one_line(name) or "Untitled")
    event = vobject.readOne(request(told, Mailbox(name, "ann@example.org")).decode()).vevent
    assert event.summary.value == told.title
    assert event.attendee.value == "mailto:ann@example.org"
    assert event.attendee.params["CN"] == [calendar_name(name) or "ann@example.org"]
