"""Letters, read back by Python's email package."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.text import one_line
from barnstorm.mail.letter import Envelope, Written, carried, invitation, notice
from barnstorm.rows.invite import Mailbox
from tests.occasions import ANN, NASTY, ORGANISER, hostile_text

CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:\xf0\x9f\x8e\x89\r\nEND:VCALENDAR\r\n"
MOMENT = datetime(2017, 5, 10, 11, tzinfo=UTC)
USUAL = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}


def envelope(to: Mailbox = ANN, subject: str = "Invitation", sender: Mailbox = ORGANISER) -> Envelope:
    return Envelope(sender, to, subject, MOMENT, "<7.0123456789abcdef@together.example>")


def invited(to: Mailbox = ANN, subject: str = "Invitation", text: str = "Hello", html: str = "<p>Hello") -> Written:
    return invitation(envelope(to, subject), text, html, CALENDAR, "REQUEST")


def read(written: Written) -> EmailMessage:
    message = email.message_from_bytes(written.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def shape(part: MIMEPart) -> Any:
    return (
        (part.get_content_type(), [shape(p) for p in part.iter_parts()])
        if part.is_multipart()
        else part.get_content_type()
    )


def test_an_invitation_has_the_shape_that_clients_look_for() -> None:
    """The calendar is the last alternative, and once more a file: either alone shows no buttons somewhere."""
    alternatives = ["text/plain", "text/html", "text/calendar"]
    assert shape(read(invited())) == ("multipart/mixed", [("multipart/alternative", alternatives), "application/ics"])


def test_the_calendar_part_names_its_method_and_is_the_attached_file_byte_for_byte() -> None:
    parts = {part.get_content_type(): part for part in read(invited()).walk()}
    inline, attached = parts["text/calendar"], parts["application/ics"]
    assert inline["content-type"].params == {"method": "REQUEST", "charset": "UTF-8"}
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == CALENDAR
    assert attached.get_filename() == "invite.ics"


def test_an_invitation_does_not_say_that_a_machine_wrote_it_and_a_reminder_does() -> None:
    """Some calendar servers drop what is Auto-Submitted; holiday replies to reminders are what it is for."""
    assert "Auto-Submitted" not in read(invited())
    reminder = read(notice(envelope(), "Hello", "<p>Hello"))
    assert reminder["Auto-Submitted"] == "auto-generated"
    assert shape(reminder) == ("multipart/alternative", ["text/plain", "text/html"])


def test_the_headers_are_those_given_and_no_others() -> None:
    message = read(invited())
    assert message["From"] == "Carlisle Together <hello@together.example>"
    assert message["To"] == "Ann Bell <ann@example.org>"
    assert message["Message-ID"] == "<7.0123456789abcdef@together.example>"
    assert message["Date"].datetime == MOMENT
    assert set(message.keys()) == USUAL


ONE_CLICK = ("https://example.org/stop?t=1-2-k7f3q2w9xa2b", "mailto:hello@example.org?subject=STOP%201-2-k7f3q2w9xa2b")


def headers_of(unsubscribe: tuple[str, ...], reply_to: Mailbox | None = None) -> tuple[bytes, EmailMessage]:
    above = replace(envelope(), unsubscribe=unsubscribe, reply_to=reply_to)
    written = invitation(above, "Hello", "<p>Hello", CALENDAR, "REQUEST")
    return written.raw, read(written)


def test_unsubscribing_works_by_one_click_and_by_mail() -> None:
    """Python's own writer breaks such a header into encoded words, and the click with it (cpython#85725)."""
    raw, message = headers_of(ONE_CLICK)
    assert f"List-Unsubscribe: <{ONE_CLICK[0]}>,\r\n <{ONE_CLICK[1]}>\r\n".encode() in raw
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_page_nothing_is_promised_of_one_click() -> None:
    _, message = headers_of(ONE_CLICK[1:])
    assert message["List-Unsubscribe"] == f"<{ONE_CLICK[1]}>"
    assert "List-Unsubscribe-Post" not in message


def test_a_long_address_of_a_page_is_never_folded() -> None:
    page = f"https://example.org/stop/{'x' * 300}?t=1-2-k7f3q2w9xa2b"
    raw, message = headers_of((page, ONE_CLICK[1]))
    assert f"<{page}>".encode() in raw
    assert message["List-Unsubscribe"].split(", ") == [f"<{page}>", f"<{ONE_CLICK[1]}>"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_page_smuggles_in_another_or_a_header(text: str) -> None:
    _, message = headers_of((f"https://example.org/{text}", ONE_CLICK[1]))
    assert len(re.findall("<[^<>]*>", message["List-Unsubscribe"])) == 2
    assert message["List-Unsubscribe"].count(",") == 1
    assert set(message.keys()) == {*USUAL, "List-Unsubscribe", "List-Unsubscribe-Post"}


@given(name=hostile_text)
def test_answers_go_where_the_letter_says_whatever_the_name(name: str) -> None:
    reply_to = Mailbox(one_line(name), "hello+1-2-k7f3q2w9xa2b@example.org")
    raw, message = headers_of((), reply_to)
    (found,) = message["Reply-To"].addresses
    assert found.addr_spec == reply_to.address
    assert "".join(found.display_name.split()) == "".join(reply_to.name.split())
    assert sound(raw)


@given(name=hostile_text, subject=hostile_text, text=hostile_text)
def test_hostile_names_and_titles_come_back_as_they_were_and_add_nothing(name: str, subject: str, text: str) -> None:
    name, subject = one_line(name), one_line(subject)
    written = invited(Mailbox(name, "ann@example.org"), subject, text, text)
    message = read(written)
    (to,) = message["To"].addresses
    assert to.addr_spec == "ann@example.org"
    # Python puts blanks between the encoded words of a long name (cpython#92081); RFC 2047 does not, see below.
    assert "".join(to.display_name.split()) == "".join(name.split())
    assert message["Subject"] == subject
    assert set(message.keys()) == USUAL
    assert sound(written.raw)
    (readable, attached) = message.iter_parts()
    plain = next(iter(readable.iter_parts())).get_content()
    assert plain.splitlines() == text.replace("\r\n", "\n").replace("\r", "\n").splitlines()
    assert attached.get_payload(decode=True) == CALENDAR


def sound(raw: bytes) -> bool:
    """ASCII, CRLF only, no line over 78 octets, no encoded word over 75."""
    lines = raw.split(b"\r\n")
    words = [word for line in lines for word in line.split() if word.startswith(b"=?")]
    return (
        raw.isascii()
        and not any(b"\r" in line or b"\n" in line or b"\x00" in line for line in lines)
        and max(map(len, lines)) <= 78
        and max(map(len, words), default=0) <= 75
    )


@pytest.mark.parametrize("name", NASTY)
def test_a_name_short_enough_for_one_word_is_read_exactly(name: str) -> None:
    """Commas beside letters that are not ASCII split the address in other programs (cpython#121284)."""
    short = one_line(name)[:10].strip()
    (to,) = read(invited(Mailbox(short, "ann@example.org")))["To"].addresses
    assert (to.display_name, to.addr_spec) == (short, "ann@example.org")


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_long_names_are_read_exactly_by_who_follows_rfc_2047(name: str) -> None:
    tidy = one_line(name)
    raw = invited(Mailbox(tidy, "ann@example.org")).raw.partition(b"Subject:")[0].partition(b"\r\nTo: ")[2]
    phrase = raw.replace(b"\r\n ", b" ").rpartition(b"ann@example.org")[0].decode("ascii").strip(" <")
    if phrase.startswith('"'):
        phrase = phrase[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        assert phrase == tidy
    else:
        assert str(make_header(decode_header(phrase))) == tidy


@pytest.mark.parametrize("bad", ["a\nb", "a\r\nBcc: x@example.org", "a\rb", "a\x00b"])
def test_a_line_end_in_a_header_is_refused_rather_than_encoded(bad: str) -> None:
    """An encoded line end comes back to life in the reader's program (CVE-2024-6923)."""
    with pytest.raises(ValueError, match="line end"):
        invited(Mailbox(bad, "ann@example.org"))
    with pytest.raises(ValueError, match="line end"):
        invited(subject=bad)
    with pytest.raises(ValueError, match="address"):
        invited(Mailbox("Ann", f"ann@example.org{bad}"))


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("ann@example.org", "ann@example.org"),
        ("o'brien+list@example.org", "o'brien+list@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("änn@example.org", ""),
        ("ann@example.org, bob@example.org", ""),
        ("<ann@example.org>", ""),
        ("ann@example.org\r\nBcc: bob@example.org", ""),
        ("ann", ""),
        ("ann@", ""),
        ("@example.org", ""),
        ("", ""),
    ],
)
def test_an_address_is_carried_if_every_server_can_carry_it(address: str, on_the_wire: str) -> None:
    assert carried(address) == on_the_wire


@given(st.text(max_size=60))
def test_no_text_is_carried_that_holds_more_than_one_mailbox(text: str) -> None:
    assert not set(carried(text)) & set('\r\n\x00 ,<>"();:')


def test_the_same_letter_is_the_same_bytes() -> None:
    assert invited().raw == invited().raw
