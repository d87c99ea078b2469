"""Reports of machines about mail we sent: it could not be delivered (RFC 3464), it was unwanted (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from barnstorm.domain.bounces import enhanced
from barnstorm.mail.incoming_text import clean

_ORIGINAL = frozenset({"message/rfc822", "message/global"})
_ORIGINAL_HEADERS = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_SAYS_LITTLE = frozenset({"", "4.0.0", "5.0.0"})


@dataclass(frozen=True)
class Failure:
    """What became of one recipient: `failed`, `delayed`, `delivered`, …, and the code for why (`5.1.1`)."""

    recipient: str
    action: str
    status: str


@dataclass(frozen=True)
class Report:
    """`message_ids` are those of the letters it is about, in their angle brackets.

    `complaint` is the kind of it (`abuse`, `opt-out`, `not-spam`, …), empty if this is about deliveries.
    """

    message_ids: tuple[str, ...]
    failures: tuple[Failure, ...] = ()
    complaint: str = ""


def report_in(message: Message) -> Report | None:
    """The report that `message` is; None if it is something else, if only a mail with a report somewhere in it."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    parts = _parts(message)
    for part in parts:
        if part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}:
            return Report(_originals(parts), tuple(_failures(part)))
        if part.get_content_type() == "message/feedback-report":
            kinds = (_field(block, "Feedback-Type") for block in _blocks(part))
            return Report(_originals(parts), complaint=next(filter(None, kinds), "other").casefold())
    return None


def _parts(message: Message) -> list[Message]:
    found = message.get_payload()
    return [part for part in found if isinstance(part, Message)] if isinstance(found, list) else []


def _blocks(part: Message) -> list[Message]:
    """The groups of fields in a status part. The parser splits those it knows; others are a text like any other."""
    if part.is_multipart():
        return _parts(part)
    content = part.get_payload(decode=True)
    pieces = re.split(rb"\r?\n\r?\n", content) if isinstance(content, bytes) else []
    return [message_from_bytes(piece) for piece in pieces]


def _failures(part: Message) -> Iterator[Failure]:
    for block in _blocks(part):
        recipient = _field(block, "Original-Recipient") or _field(block, "Final-Recipient")
        action = _field(block, "Action")
        if recipient and action:
            status = enhanced(_field(block, "Status"))
            closer = enhanced(_field(block, "Diagnostic-Code")) if status in _SAYS_LITTLE else ""
            yield Failure(recipient.rpartition(";")[2].strip(" <>").casefold(), action.casefold(), closer or status)


def _originals(parts: list[Message]) -> tuple[str, ...]:
    return tuple(found for part in parts for found in re.findall(r"<[^<>\s]+>", _message_id(part)))


def _message_id(part: Message) -> str:
    """That of the letter quoted in `part`, whole or only its headers."""
    kind, quoted = part.get_content_type(), _parts(part)
    if kind in _ORIGINAL and quoted:
        return _field(quoted[0], "Message-ID")
    if kind not in _ORIGINAL_HEADERS:
        return ""
    content = part.get_payload(decode=True)
    headers = quoted[0] if quoted else message_from_bytes(content if isinstance(content, bytes) else b"")
    return _field(headers, "Message-ID")


def _field(message: Message, name: str) -> str:
    return clean(str(message.get(name, "")))
