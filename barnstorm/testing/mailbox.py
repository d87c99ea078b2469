"""What the tests of a backend are given, and what they send through it."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from barnstorm.mail.interface import Backend, Outgoing

SENDER = "hello@example.org"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//barnstorm//testing//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    "UID:1@example.org\r\nDTSTAMP:20170501T090000Z\r\nDTSTART:20170516T183000Z\r\nSUMMARY:Zoë’s barnstorm\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@dataclass
class Mailbox:
    """A backend, and the messages that have arrived through it: whole, as bytes, oldest first."""

    backend: Backend
    arrived: Callable[[], list[bytes]] = list


def message(number: int = 1, body: str = "Bring a pen.", name: str = "Ann", to: str = "ann@example.org") -> Outgoing:
    """A plain message. Its Subject is `Number <number>`."""
    written = _headed(number, name, to)
    written.set_content(body)
    return _outgoing(number, to, written)


def invitation(number: int = 1, to: str = "ann@example.org") -> Outgoing:
    """A message with an invitation (iMIP): the CALENDAR as the last alternative, and once more as a file."""
    written = _headed(number, "Ann", to)
    written.set_content("Bring a pen.")
    written.add_alternative("<p>Bring a pen.</p>", subtype="html")
    written.add_alternative(CALENDAR, subtype="calendar", params={"method": "REQUEST"})
    written.add_attachment(CALENDAR.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return _outgoing(number, to, written)


def ours(ids: Sequence[int]) -> Container[int]:
    """A `commit` by which every message is still ours."""
    return ids


def _headed(number: int, name: str, to: str) -> EmailMessage:
    written = EmailMessage()
    written["From"] = SENDER
    written["To"] = f'"{name}" <{to}>'
    written["Subject"] = f"Number {number}"
    written["Message-ID"] = f"<{number}@example.org>"
    return written


def _outgoing(number: int, to: str, written: EmailMessage) -> Outgoing:
    return Outgoing(number, SENDER, to, written.as_bytes(policy=policy.SMTP), f"<{number}@example.org>")
