"""What every way of sending promises. Who writes a new one reads this file, and tests it with barnstorm.testing.

A backend is made by a factory `(Dsn) -> Backend`, found by the scheme of BARNSTORM_MAIL (see registry.py).
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, Protocol

from barnstorm.domain.delivery import Outcome, Scope
from barnstorm.mail.dsn import Limits

__all__ = ["Backend", "Caps", "Commit", "Outcome", "Outgoing", "Result", "Scope", "Session", "Unsound"]

LONGEST_LINE = 998
"""Octets without the CRLF (RFC 5322 2.1.1)."""

_ADDRESS = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
"""ASCII without spaces, control characters or angle brackets: what can stand between `<` and `>` of an envelope."""


class Unsound(ValueError):
    """What must never reach a server: a line break in an address, a bare LF, an overlong line."""


@dataclass(frozen=True)
class Caps:
    """What a backend can do. The outbox asks here, never by name."""

    leaves: bool = True
    """Messages leave this machine; then a sender's address must be set."""
    calendar: Literal["alternative", "attachment", "none"] = "alternative"
    """How an invitation inside the message survives: as sent, as an attachment only, or not at all."""
    connections: int = 1
    """How many sessions may be open at once."""
    rate: float | None = None
    """Messages a second, over all sessions and all machines that send so. None: as fast as it goes."""
    per_day: int | None = None
    """Messages in any 24 hours. None: as many as there are."""
    batch_max: int = 1
    """So many messages may share one point of no return: `commit` is given up to that many ids at once."""
    idempotency: timedelta | None = None
    """For so long after `unknown` the same message (same id, same bytes) may be sent again without arriving twice,
    because the server remembers its Message-ID. None: it would arrive twice.
    """

    def within(self, limits: Limits) -> "Caps":
        """The same, within what the URL allows or is usual with the server: `caps.within(dsn.limits())`."""
        return replace(self, connections=limits.connections, rate=limits.rate, per_day=limits.per_day)


@dataclass(frozen=True)
class Outgoing:
    """One message to one recipient. Sound by construction: whoever holds one need not look again.

    `raw` is a whole message with CRLF line ends. `sender` and `recipient` are bare ASCII addresses for the envelope.
    """

    id: int
    sender: str
    recipient: str
    raw: bytes
    message_id: str

    def __post_init__(self) -> None:
        for address in (self.sender, self.recipient):
            if not _ADDRESS.fullmatch(address):
                raise Unsound("an address holds what mail servers cannot carry")
        ends = self.raw.count(b"\r\n")
        if self.raw.count(b"\r") != ends or self.raw.count(b"\n") != ends or b"\x00" in self.raw:
            raise Unsound("the message holds a bare line break or a NUL")
        if _has_long_line(self.raw):
            raise Unsound(f"a line is longer than {LONGEST_LINE} octets")


def _has_long_line(raw: bytes) -> bool:
    """From the last line end that a line may reach to the next such, not line by line: this is done to every letter."""
    start = 0
    while len(raw) - start > LONGEST_LINE:
        end = raw.rfind(b"\r\n", start, start + LONGEST_LINE + len(b"\r\n"))
        if end < 0:
            return True
        start = end + len(b"\r\n")
    return False


@dataclass(frozen=True)
class Result:
    """What became of one message, in the closed words of `Outcome`."""

    id: int
    """The message's."""
    outcome: Outcome
    scope: Scope
    """What the answer was about."""
    code: int | None = None
    """The server's reply code (SMTP, HTTP); None if there was no reply."""
    enhanced: str | None = None
    """RFC 3463, such as 5.1.1."""
    text: str = ""
    """What was said, for a person. May repeat the recipient's address; the outbox removes it. Never a secret."""
    provider_id: str = ""
    """The server's own number for it."""
    retry_after: float | None = None
    """Seconds the server asked us to wait."""


Commit = Callable[[Sequence[int]], Container[int]]
"""Given the ids about to pass the point of no return; returns those that are still ours to send."""


class Session(Protocol):
    """One connection. Never shared between threads. May be opened before it is needed: connects on first use."""

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        """Send each message and yield one Result for each, in order, as soon as it is known.

        `commit([id, …])` must be called once for each message, immediately before the point of no return: the final
        dot, the first byte of the POST, the rename into the mailbox. Up to `caps.batch_max` ids may be given at once if
        one request carries them all. What it does not return is not ours any more: that message must not be delivered,
        and gets no Result.

        Before `commit` nothing was delivered. After it an answer that did not come is `unknown`, never `deferred`,
        unless it is certain that nothing was taken: no connection was made, or the server said so. Asking again is for
        servers that recognise the same message. Trouble with the settings (password, certificate) is `config`; after
        `commit`, too, it means that the message was not taken.

        An exception is a bug of the backend: the outbox takes it as `unknown` after `commit` and as `deferred` before.
        The iterator may be closed before its end.
        """
        ...


class Backend(Protocol):
    """A way to send. Making one connects to nothing and asks for no password."""

    @property
    def name(self) -> str:
        """For people and for the outbox's records: `smtps://mail.example.org:465`. Never a user, never a secret."""
        ...

    @property
    def caps(self) -> Caps: ...

    def session(self) -> AbstractContextManager[Session]:
        """A new connection, let go at the end of the `with`. Entering and leaving raise nothing."""
        ...
