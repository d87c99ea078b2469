"""A letter taken apart, for providers that put it together again themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

from barnstorm.mail.http_session import CannotCarry
from barnstorm.mail.interface import Outgoing

_OF_THEIR_OWN = frozenset({"from", "to", "subject", "reply-to", "date", "message-id", "mime-version"})
"""Headers with a field of their own, or which every provider writes anew. Those of the body go with their parts."""


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    """With its parameters."""
    content: bytes


@dataclass
class Letter:
    """Text and files decoded; `headers` are those that have no field of their own here."""

    sender: str
    to: str
    subject: str
    reply_to: str
    headers: list[tuple[str, str]]
    text: str = ""
    html: str = ""
    files: list[File] = field(default_factory=list)


def taken_apart(message: Outgoing) -> Letter:
    """CannotCarry if something of it would be lost. An invitation becomes a file, invite.ics, with its method."""
    parsed = message_from_bytes(message.raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)  # policy.default makes these
    senders, to = _mailboxes(parsed, "From"), _mailboxes(parsed, "To")
    if len(senders) != 1 or len(to) != 1:
        raise CannotCarry("it is not from one sender to one recipient")
    if parsed["Cc"] or parsed["Bcc"] or to[0].addr_spec.lower() != message.recipient.lower():
        raise CannotCarry("it is not to its recipient alone")
    letter = Letter(
        sender=str(senders[0]),
        to=str(to[0]),
        subject=str(parsed["Subject"] or ""),
        reply_to=str(parsed["Reply-To"] or ""),
        headers=[(name, str(value)) for name, value in parsed.items() if not _has_its_place(name)],
    )
    for part in _leaves(parsed):
        _put(letter, part)
    return letter


def _mailboxes(parsed: EmailMessage, header: str) -> Sequence[Address]:
    return parsed[header].addresses if parsed[header] else ()


def _has_its_place(name: str) -> bool:
    return name.lower() in _OF_THEIR_OWN or name.lower().startswith("content-")


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    if not part.is_multipart():
        yield part
        return
    if part.get_content_type() not in {"multipart/mixed", "multipart/alternative"}:
        raise CannotCarry(f"it has a part of the kind {part.get_content_type()}")
    for inner in part.iter_parts():
        assert isinstance(inner, EmailMessage)  # as above
        yield from _leaves(inner)


def _put(letter: Letter, part: EmailMessage) -> None:
    kind = part.get_content_type()
    if not part.is_attachment() and kind == "text/plain" and not letter.text:
        letter.text = _words(part)
    elif not part.is_attachment() and kind == "text/html" and not letter.html:
        letter.html = _words(part)
    else:
        file = _file(part, kind)
        # An invitation is in a letter twice, for programs that look here and for those that look there.
        if all(file.content != other.content for other in letter.files):
            letter.files.append(file)


def _words(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        raise CannotCarry("its text is in an unknown character set") from None


def _file(part: EmailMessage, kind: str) -> File:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)  # not a multipart
    if kind == "text/calendar":
        method = part.get_param("method")
        return File("invite.ics", f"{kind}; method={method}" if method else kind, content)
    name = part.get_filename()
    if not name:
        raise CannotCarry(f"it has a part of the kind {kind} without a name")
    return File(name, kind, content)
