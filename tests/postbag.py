"""What a Maildir was given, as its reader would see it."""

import email
import email.policy
import mailbox
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar


@dataclass(frozen=True)
class Received:
    """One letter. `calendar` is the event in it, or None."""

    message: EmailMessage
    to: str
    subject: str
    text: str
    method: str
    calendar: Any


def received(folder: Path) -> list[Received]:
    """Every letter in the Maildir, by recipient, then by the order of arrival."""
    if not folder.exists():
        return []
    files = sorted((path for box in ("new", "cur") for path in (folder / box).iterdir()), key=arrival)
    assert len(files) == len(mailbox.Maildir(folder, create=False))
    return sorted((_read(path.read_bytes()) for path in files), key=lambda letter: letter.to)


def arrival(path: Path) -> tuple[int, int]:
    """When the letter in that file came: second and microsecond, which the name has without leading zeros."""
    found = re.match(r"(\d+)\.M(\d+)", path.name)
    assert found
    return int(found[1]), int(found[2])


def _read(raw: bytes) -> Received:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    parts = {part.get_content_type(): part for part in message.walk()}
    method, event = "", None
    if "text/calendar" in parts:
        payload: Any = parts["text/calendar"].get_payload(decode=True)
        calendar: Any = icalendar.Calendar.from_ical(payload)
        method, event = str(calendar["METHOD"]), calendar.events[0]
        assert parts["text/calendar"]["content-type"].params["method"] == method
    (to,) = message["To"].addresses
    return Received(message, to.addr_spec, message["Subject"], parts["text/plain"].get_content(), method, event)
