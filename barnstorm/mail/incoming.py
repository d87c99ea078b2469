"""A mail that came in, taken apart: any bytes are one, and none of them is believed.

What stands in it is for the services to judge. Nothing here fails: what cannot be read says so in `trouble`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime
from hashlib import sha256

from barnstorm.domain.replies import Seal
from barnstorm.mail.incoming_reports import Report, report_in
from barnstorm.mail.incoming_seal import sealed
from barnstorm.mail.incoming_text import clean, decoded, readable

LARGEST = 40 * 1024 * 1024
"""Octets. Nothing that answers an invitation comes near it."""

_LARGEST_CALENDAR = 10 * 1024 * 1024
"""Octets. An answer may carry the leaflet along; the worst of that size is read in ten seconds."""
_LONGEST_HEADER = 2000
_YEARS = range(1990, 2200)
"""Of mails that answer ours; any other is a clock gone wrong."""
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "Resent-To")
"""Where the address that a mail was sent to may stand, tag and all."""
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_OUTLOOK_ONLY = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_BY_A_MACHINE = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From")


@dataclass(frozen=True)
class CalendarPart:
    """A calendar found in a mail. `method` is the one its MIME header gives, in capitals; may be empty."""

    text: str
    method: str = ""


@dataclass(frozen=True)
class Incoming:
    """One mail. Texts are single lines without anything hidden; what it does not have is empty."""

    digest: str
    """The same for the same mail, whichever folder it is read from and whatever servers wrote above it."""
    sender: str = ""
    """The one address in From; empty if there is none, or more than one."""
    sender_name: str = ""
    recipients: str = ""
    """Everything that says whom it was sent to."""
    subject: str = ""
    sent_at: datetime | None = None
    """UTC."""
    seal: Seal = Seal.NONE
    automatic: bool = False
    """A machine says that it answers in somebody's place."""
    refers_to: tuple[str, ...] = ()
    """The Message-IDs, in their angle brackets, that it answers."""
    calendars: tuple[CalendarPart, ...] = ()
    report: Report | None = None
    outlook_only: bool = False
    """It carries a winmail.dat, which only Outlook can read."""
    by_hand: bool = False
    """A calendar without a mail around it: whoever gave it to us took it out of one."""
    trouble: str = ""
    """Why it could not be read."""


def read_mail(raw: bytes) -> Incoming:
    """A mail as it was fetched, or a calendar file."""
    if len(raw) > LARGEST:
        return Incoming(_digest("", raw[:LARGEST]), trouble=f"it is larger than {LARGEST // 1024 // 1024} MB")
    if raw.lstrip(b"\xef\xbb\xbf\r\n\t ")[:15].upper() == b"BEGIN:VCALENDAR":
        return Incoming(_digest("", raw), calendars=(CalendarPart(decoded(raw, "")),), by_hand=True)
    try:
        return _read(raw)
    except RecursionError:
        return Incoming(_digest("", raw), trouble="it is a mail in a mail in a mail, too deep to follow")


def _read(raw: bytes) -> Incoming:
    message = BytesParser(policy=compat32).parsebytes(raw)
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    report = report_in(message)
    sender_name, sender = _sender(message)
    parts = [part for part in message.walk() if not part.is_multipart()]
    # A report quotes what we sent, with our own invitation in it.
    calendars = [] if report else list(_calendars(parts))
    large = any(len(content) > _LARGEST_CALENDAR for _, content in calendars)
    return Incoming(
        digest=_digest("".join(_text(message, name) for name in ("Message-ID", "Date", "From", "To", "Subject")), body),
        sender=sender,
        sender_name=sender_name,
        recipients=" ".join(_text(message, name) for name in _TO),
        subject=_text(message, "Subject"),
        sent_at=_moment(_text(message, "Date")),
        seal=sealed(_first(message, "Authentication-Results"), sender),
        automatic=_is_automatic(message),
        refers_to=tuple(re.findall(r"<[^<>\s]+>", f"{_text(message, 'In-Reply-To')} {_text(message, 'References')}")),
        calendars=() if large else tuple(dict.fromkeys(_calendar(*found) for found in calendars)),
        report=report,
        outlook_only=any(_is_outlook_only(part) for part in parts),
        trouble=f"the calendar in it is larger than {_LARGEST_CALENDAR // 1024 // 1024} MB" if large else "",
    )


def _digest(identity: str, body: bytes) -> str:
    """Line ends, blank lines at the end and quoted `From ` lines differ from one kind of folder to the next."""
    plain = re.sub(rb"(?m)^>+From ", b"From ", body.replace(b"\r\n", b"\n")).strip()
    return sha256(identity.encode() + b"\0" + plain).hexdigest()


def _sender(message: Message) -> tuple[str, str]:
    found = {
        (clean(name), clean(address))
        for name, address in getaddresses([readable(value) for value in message.get_all("From", [])])
        if "@" in address
    }
    return found.pop() if len(found) == 1 else ("", "")


def _text(message: Message, name: str) -> str:
    return clean(" ".join(readable(value) for value in message.get_all(name, [])))[:_LONGEST_HEADER]


def _first(message: Message, name: str) -> str:
    return clean(str(message.get(name, "")))


def _moment(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
        if found.year not in _YEARS:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_automatic(message: Message) -> bool:
    """RFC 3834, and what was used before it. Calendars say `auto-generated` of answers that people clicked."""
    said = _text(message, "Auto-Submitted").casefold()
    older = any(name in message for name in _BY_A_MACHINE) or _text(message, "Precedence").casefold() == "auto_reply"
    return said.startswith(("auto-replied", "auto-notified")) or older


def _calendars(parts: Iterable[Message]) -> Iterator[tuple[Message, bytes]]:
    for part in parts:
        if part.get_content_type() not in _CALENDARS and not _filename(part).endswith(".ics"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield part, content


def _calendar(part: Message, content: bytes) -> CalendarPart:
    return CalendarPart(decoded(content, _parameter(part, "charset")), _parameter(part, "method").upper())


def _is_outlook_only(part: Message) -> bool:
    return part.get_content_type() in _OUTLOOK_ONLY or _filename(part) == "winmail.dat"


def _filename(part: Message) -> str:
    return clean(part.get_filename() or "").casefold()


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    return clean(collapse_rfc2231_value(value)) if value else ""
