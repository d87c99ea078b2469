"""Calendar replies as clients write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.calendar.reply import Attendee, NotACalendar, read_reply
from tests.incoming_mails import attendee, calendar


def test_outlooks_reply_without_an_organiser_is_read() -> None:
    reply = read_reply(calendar("outlook.ics", uid="u@x", attendee="ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:ann@example.org"))
    assert (reply.method, reply.uid, reply.sequence, reply.organiser) == ("REPLY", "u@x", 0, "")
    assert reply.attendees == (Attendee("ann@example.org", partstat="ACCEPTED"),)
    assert reply.stamp == datetime(2017, 5, 11, 9, 12, 43, tzinfo=UTC)
    assert reply.starts_at is None  # “GMT Standard Time” is no zone of ours


def test_what_belongs_to_an_alarm_is_not_the_events() -> None:
    reply = read_reply(calendar(uid="u@x"))
    assert reply.uid == "u@x"
    assert [one.address for one in reply.attendees] == ["ann@example.org"]


def test_folded_lines_quoted_parameters_and_escapes_are_undone() -> None:
    text = calendar(uid="u@x", more="COMMENT:One\\, two\\; three\\\\n\r\n ine\\nlines")
    line = (
        'ATTENDEE;CN="Bell; Ann, the younger";PARTSTAT=accepted;SENT-BY="mailto:bo@example.org";\r\n'
        " X-NUM-GUESTS=2:mai\r\n lto:ann%40work@example.org"
    )
    reply = read_reply(text.replace("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@example.org", line))
    assert reply.attendees[0] == Attendee(
        "ann@work@example.org", "Bell; Ann, the younger", "ACCEPTED", sent_by="bo@example.org", guests=2
    )
    assert reply.comment == "One, two; three\\nine\nlines"


def test_the_method_of_the_mime_header_serves_where_the_body_has_none() -> None:
    text = calendar(uid="u@x").replace("METHOD:REPLY\r\n", "")
    assert read_reply(text, "REPLY").method == "REPLY"
    assert read_reply(text).method == ""
    assert read_reply(calendar(uid="u@x", method="REQUEST"), "REPLY").method == "REQUEST"


@pytest.mark.parametrize("guests", ["-1", "lots", "99999", "1e3", ""])
def test_guests_that_are_no_number_are_not_believed(guests: str) -> None:
    text = calendar(uid="u@x", attendee=attendee(more=f";X-NUM-GUESTS={guests}"))
    assert read_reply(text).attendees[0].guests is None


@pytest.mark.parametrize("stamp", ["00010101T000000Z", "99991231T235959Z", "yesterday", ""])
def test_a_stamp_that_cannot_be_is_none(stamp: str) -> None:
    assert read_reply(calendar(uid="u@x", stamp=stamp)).stamp is None


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR", "BEGIN:VEVENT\r\nUID:\r\nEND:VEVENT", "UID:outside"])
def test_a_calendar_without_an_event_is_none(text: str) -> None:
    with pytest.raises(NotACalendar):
        read_reply(text)


lines = st.one_of(
    st.text(max_size=60),
    st.sampled_from(calendar(uid="u@x").splitlines()),
    st.sampled_from(["DTSTAMP:00000000T000000Z", "SEQUENCE:-4", "DTSTART;TZID=../../etc/passwd:20170516T193000"]),
    st.builds("ATTENDEE;{}:{}".format, st.text(max_size=30), st.text(max_size=30)),
)


@given(st.lists(lines, max_size=30).map("\r\n".join))
def test_any_text_is_a_reply_or_none(text: str) -> None:
    try:
        reply = read_reply(text)
    except NotACalendar:
        return
    assert "\n" not in reply.uid
    assert all("\n" not in one.address for one in reply.attendees)
