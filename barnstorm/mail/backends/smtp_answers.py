"""What an SMTP server's answer means (RFC 5321 4.2, RFC 3463)."""

import re
from enum import Enum, auto

from barnstorm.mail.interface import Outcome, Result, Scope


class Phase(Enum):
    """Where in the transaction an answer came."""

    OPENING = auto()
    """Greeting, EHLO, STARTTLS, AUTH: nothing was said of any message yet."""
    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    DOT = auto()
    """After the final dot: the message may have been taken."""


Meaning = tuple[Outcome, Scope]

CLOSING = 421
"""`Service not available, closing transmission channel`: may answer any command."""

_AUTH = frozenset({530, 534, 535, 538})
_TOO_BIG = "5.3.4"
_MAILBOX = frozenset({550, 551, 552, 553})
_BUSY = frozenset({421, 432, 450, 451, 452, 454})
_ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
_QUEUED_AS = re.compile(r"(?:queued as|\bid=|\bqueued with id)\s*<?([\w.@-]+)", re.IGNORECASE)


def result(number: int, phase: Phase, code: int, text: str) -> Result:
    """The Result for message `number` after a reply. A `code` of -1 is a reply that could not be read."""
    found = _ENHANCED.match(text)
    enhanced = found[1] if found else None
    outcome, scope = meaning(phase, code, enhanced or "")
    queued = _QUEUED_AS.search(text) if outcome is Outcome.ACCEPTED else None
    return Result(
        number,
        outcome,
        scope,
        code=code if code > 0 else None,
        enhanced=enhanced,
        text="" if outcome is Outcome.ACCEPTED else f"{code} {text}" if code > 0 else "The answer made no sense.",
        provider_id=queued[1] if queued else "",
    )


def lost(number: int, phase: Phase, why: str) -> Result:
    """The Result when the connection went instead of answering."""
    if phase is Phase.DOT:
        return Result(number, Outcome.UNKNOWN, Scope.MESSAGE, text=f"No answer to the whole message: {why}")
    # It counts as an attempt: else a message that always breaks the connection would come first in every run, for ever.
    return Result(number, Outcome.DEFERRED, Scope.SENDER, text=why)


def meaning(phase: Phase, code: int, enhanced: str) -> Meaning:
    """The outcome, and what it is about."""
    match phase:
        case Phase.OPENING:
            return _opening(code)
        case Phase.MAIL:
            return _mail(code, enhanced)
        case Phase.RCPT:
            return _rcpt(code, enhanced)
        case Phase.DATA:
            return _content(code, enhanced)
        case Phase.DOT:
            return _dot(code, enhanced)


def _opening(code: int) -> Meaning:
    later = code in _BUSY or code < 0
    return (Outcome.DEFERRED, Scope.CONNECTION) if later else (Outcome.CONFIG, Scope.CONNECTION)


def _mail(code: int, enhanced: str) -> Meaning:
    if _for_now(code):
        return Outcome.DEFERRED, Scope.SENDER
    if code == 552 or enhanced == _TOO_BIG:  # noqa: PLR2004 - SIZE= was too much (RFC 1870)
        return Outcome.REJECTED, Scope.MESSAGE
    # It is the same sender in every message: what is refused here is refused for all.
    return Outcome.CONFIG, Scope.SENDER


def _rcpt(code: int, enhanced: str) -> Meaning:
    if code in _AUTH:
        return Outcome.CONFIG, Scope.SENDER
    if _for_now(code):
        # 4.7.1 is mostly greylisting here, which is about this sender and this recipient together.
        return Outcome.DEFERRED, Scope.SENDER if code in {CLOSING, 432} else Scope.RECIPIENT
    if enhanced.startswith("5.7."):
        return Outcome.REJECTED, Scope.SENDER
    if code in _MAILBOX or enhanced.startswith(("5.1.", "5.2.")):
        return Outcome.BOUNCED, Scope.RECIPIENT
    return Outcome.REJECTED, Scope.SENDER


def _content(code: int, enhanced: str) -> Meaning:
    if code in _AUTH:
        return Outcome.CONFIG, Scope.SENDER
    if _for_now(code):
        busy = code in _BUSY or code < 0 or enhanced.startswith("4.7.")
        return Outcome.DEFERRED, Scope.SENDER if busy else Scope.MESSAGE
    if enhanced.startswith("5.7."):
        return Outcome.REJECTED, Scope.SENDER
    if enhanced.startswith("5.1."):
        return Outcome.BOUNCED, Scope.RECIPIENT
    return Outcome.REJECTED, Scope.MESSAGE


def _dot(code: int, enhanced: str) -> Meaning:
    if 200 <= code < 300:  # noqa: PLR2004 - RFC 5321 4.2.1
        return Outcome.ACCEPTED, Scope.MESSAGE
    if code < 0 or code == CLOSING:
        # A server on its way down has been seen to say 421 and deliver all the same.
        return Outcome.UNKNOWN, Scope.MESSAGE
    return _content(code, enhanced)


def _for_now(code: int) -> bool:
    return code < 0 or 400 <= code < 500  # noqa: PLR2004 - RFC 5321 4.2.1
