"""Whole letters, read back by Python's email package and by icalendar: every header and parameter, whatever people are
called.
"""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.attendee import calendar_name
from barnstorm.calendar.invitation import Method
from barnstorm.domain.answers import Answer
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.mail.subjects import KINDS
from barnstorm.mail.wording import calendar_description
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Occasion
from barnstorm.services.letter.composing import compose, personal_calendar
from tests.occasions import CAMPAIGN, hostile_text, household, occasion

NOW = datetime(2017, 5, 10, 11, tzinfo=UTC)
MESSAGE_ID = "<7.0123456789abcdef@together.example>"
HEADERS = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"),
    "List-Unsubscribe",
}
METHODS = {"invite": "REQUEST", "update": "REQUEST", "cancel": "CANCEL", "dropped": "CANCEL"}


def raw(kind: str, told: Occasion, whose: Household, campaign: Campaign = CAMPAIGN) -> bytes:
    return compose(kind, told, whose, campaign, MESSAGE_ID, NOW).written.raw


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def calendars(message: EmailMessage) -> list[bytes]:
    kinds = {"text/calendar", "application/ics"}
    found: list[Any] = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() in kinds]
    return found


def entry(data: bytes) -> Any:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    assert event.errors == []
    return event


def squeezed(text: str) -> str:
    """Python puts blanks between the encoded words of a long name (cpython#92081)."""
    return "".join(text.split())


@given(
    kind=st.sampled_from(KINDS),
    names=st.lists(hostile_text, min_size=1, max_size=3),
    title=hostile_text,
    place=hostile_text,
    about=hostile_text,
    sender=hostile_text,
)
def test_every_header_and_parameter_comes_back_as_it_was(
    kind: str, names: list[str], title: str, place: str, about: str, sender: str
) -> None:
    told = occasion(title=one_line(title) or "Untitled", venue=one_line(place), description=paragraphs(about))
    whose = household(*(one_line(name) for name in names))
    campaign = replace(CAMPAIGN, sender_name=one_line(sender) or "Us", plus=True)
    data = raw(kind, told, whose, campaign)
    message = read(data)
    assert data.isascii()
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in data.split(b"\r\n"))
    assert set(message.keys()) - {"Auto-Submitted", "X-Auto-Response-Suppress"} == HEADERS
    (to,), (sent_by,), (replies,) = (message[name].addresses for name in ("To", "From", "Reply-To"))
    assert (to.addr_spec, squeezed(to.display_name)) == (whose.address, squeezed(whose.mailbox.name))
    assert sent_by.addr_spec == "hello@together.example"
    assert squeezed(sent_by.display_name) == squeezed(replies.display_name) == squeezed(campaign.sender_name)
    assert replies.addr_spec == f"hello+{whose.token}@together.example"
    assert squeezed(message["Subject"]).endswith(squeezed(f"{told.title}, Tuesday 16 May 2017, 7.30pm"))
    if kind == "reminder":
        assert calendars(message) == []
        return
    inline, attached = calendars(message)
    assert inline == attached
    event = entry(inline)
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part["content-type"].params["method"] == METHODS[kind]
    assert f"\r\nMETHOD:{METHODS[kind]}\r\n".encode() in inline
    assert (event["SUMMARY"], event["LOCATION"]) == (told.title, told.place)
    assert event["DESCRIPTION"] == calendar_description(told, campaign)
    assert event["ATTENDEE"] == f"mailto:{whose.address}"
    assert event["ATTENDEE"].params["CN"] == (calendar_name(whose.mailbox.name) or whose.address)
    assert event["ORGANIZER"] == f"mailto:{replies.addr_spec}"
    assert event["ORGANIZER"].params.get("CN", "") == calendar_name(campaign.sender_name)


@pytest.mark.parametrize("kind", KINDS)
def test_very_long_names_and_descriptions_make_a_sound_letter(kind: str) -> None:
    told = occasion(title="é🎉" * 150, description="Tea; from, seven — bring a friend.\n" * 300)
    assert len(told.description) > 10_000
    data = raw(kind, told, household("王" * 300, "long " * 60))
    # The way to unsubscribe is never folded within: see test_letter_bytes.
    assert max(len(line) for line in data.split(b"\r\n") if not line.startswith(b"List-Unsubscribe: ")) <= 78
    assert told.title in read(data)["Subject"]


def test_the_same_letter_is_the_same_bytes() -> None:
    assert raw("invite", occasion(), household()) == raw("invite", occasion(), household())


@pytest.mark.parametrize(
    ("answers", "sequence", "said_after", "partstat"),
    [
        ((Answer.GOING,), 0, False, "ACCEPTED"),
        ((Answer.MAYBE,), 0, True, "NEEDS-ACTION"),
        ((Answer.GOING,), 1, False, "NEEDS-ACTION"),
        ((Answer.GOING,), 1, True, "ACCEPTED"),
        ((Answer.GOING, Answer.INVITED), 0, True, "NEEDS-ACTION"),
        ((Answer.GOING, Answer.GOING), 0, True, "ACCEPTED"),
    ],
)
def test_only_those_need_answer_who_have_not_said_yes_to_this_version(
    answers: tuple[Answer, ...], sequence: int, said_after: bool, partstat: str
) -> None:
    told = occasion(sequence=sequence)
    said = told.revised_at + timedelta(hours=1 if said_after else -1)
    guests = tuple(Guest(f"Guest {n}", "Guest", f"1-{n}-k7f3q2w9xa2b", one, said) for n, one in enumerate(answers))
    event = entry(calendars(read(raw("invite", told, Household("nixons@example.org", guests))))[0])
    assert event["ATTENDEE"].params["PARTSTAT"] == partstat


def test_a_home_is_told_under_a_newer_stamp_to_who_has_a_place_since() -> None:
    """Thunderbird passes over what has the SEQUENCE and the stamp of what it holds."""
    told = occasion(venue="Ann’s kitchen", private=True)
    stranger, guest = household(), household(answer=Answer.GOING)
    said = told.revised_at + timedelta(days=2)
    guest = replace(guest, guests=tuple(replace(one, answered_at=said) for one in guest.guests))
    before, after = (entry(calendars(read(raw("invite", told, whose)))[0]) for whose in (stranger, guest))
    assert before["LOCATION"] == "Ann’s kitchen, Carlisle (the address comes with your place)"
    assert after["LOCATION"] == "Ann’s kitchen, Castle Street, Carlisle, CA3 8TP"
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_the_file_handed_on_is_the_calendar_in_the_letter() -> None:
    (inline, _) = calendars(read(raw("invite", occasion(), household())))
    assert personal_calendar(occasion(), Method.REQUEST, CAMPAIGN, household()) == inline
