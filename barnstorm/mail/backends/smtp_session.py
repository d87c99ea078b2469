"""One conversation with a mail server.

The transaction is driven command by command, because smtplib's own `sendmail` raises the same error before and after
the final dot, and that dot is the difference between "not delivered" and "perhaps".
"""

import re
import smtplib
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from barnstorm.mail.backends.smtp_answers import CLOSING, Phase, lost, result
from barnstorm.mail.backends.smtp_connection import Door, NotOpen
from barnstorm.mail.interface import Commit, Outcome, Outgoing, Result, Scope

DOT_SECONDS = 600
"""RFC 5321 4.5.3.2.6. A shorter one makes duplicates: the server delivers, and we no longer listen."""


class SmtpSession:
    """Connects for the first message, and again when the server has had enough of the old connection.

    `most` messages are sent over one connection; 0 is as many as the server takes.
    """

    def __init__(self, door: Door, most: int) -> None:
        self._door = door
        self._most = most
        self._smtp: smtplib.SMTP | None = None
        self._used = 0
        """Messages that were tried over this connection."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self._take_leave()
        self._close()

    def send(self, batch: Sequence[Outgoing], commit: Commit) -> Iterator[Result]:
        for message in batch:
            outcome = self._send_one(message, commit)
            if outcome is not None:
                yield outcome

    def _send_one(self, message: Outgoing, commit: Commit) -> Result | None:
        """The Result, or None if the message was not ours any more."""
        try:
            envelope = self._hand_over(message)
        except NotOpen as e:
            return Result(message.id, e.outcome, e.scope, text=e.text)
        if envelope is not None:
            return envelope
        if message.id not in commit([message.id]):
            # After DATA there is no RSET: without the dot the server must forget it (RFC 5321 4.1.1.4).
            self._close()
            return None
        return self._finish(message)

    def _hand_over(self, message: Outgoing) -> Result | None:
        """Everything up to the final dot: None if the server waits for it.

        A server may close a connection it has used before, with 421 or without a word (too many messages, too idle);
        that says nothing of this message, so it is tried over a new one at once.
        """
        if self._most and self._used >= self._most:
            self._take_leave()
        reused = self._used > 0 and self._smtp is not None
        outcome = self._envelope(message)
        if reused and outcome is not None and self._smtp is None:
            outcome = self._envelope(message)
        return outcome

    def _envelope(self, message: Outgoing) -> Result | None:
        smtp = self._connected()
        if not message.raw.isascii() and not smtp.has_extn("8bitmime"):
            return Result(message.id, Outcome.REJECTED, Scope.MESSAGE, text="The server carries ASCII only.")
        try:
            for phase, command, good in _commands(smtp, message):
                code, text = smtp.docmd(command)
                if code not in good:
                    self._make_ready(code)
                    return result(message.id, phase, code, _text(text))
            smtp.send(_stuffed(message.raw))
        except OSError as e:
            self._close()
            return lost(message.id, Phase.DATA, _told(e))
        return None

    def _finish(self, message: Outgoing) -> Result:
        smtp = self._connected()
        assert smtp.sock is not None  # it took the body a moment ago
        try:
            smtp.sock.settimeout(DOT_SECONDS)
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
            smtp.sock.settimeout(self._door.timeout)
        except OSError as e:
            self._close()
            return lost(message.id, Phase.DOT, _told(e))
        self._used += 1
        if code == CLOSING or code < 0:
            self._close()
        return result(message.id, Phase.DOT, code, _text(text))

    def _make_ready(self, code: int) -> None:
        """For another message after one that was refused with `code`."""
        self._used += 1
        if code == CLOSING or code < 0:
            self._close()
        elif self._smtp is not None:
            try:
                self._smtp.rset()
            except OSError:
                self._close()

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._door.open()
            self._used = 0
        return self._smtp

    def _take_leave(self) -> None:
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
        self._close()

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _commands(smtp: smtplib.SMTP, message: Outgoing) -> Iterator[tuple[Phase, str, Container[int]]]:
    """What is said before the body, with the replies that let it go on."""
    size = f" SIZE={len(message.raw)}" if smtp.has_extn("size") else ""
    body = "" if message.raw.isascii() else " BODY=8BITMIME"
    yield Phase.MAIL, f"MAIL FROM:<{message.sender}>{size}{body}", {250}
    yield Phase.RCPT, f"RCPT TO:<{message.recipient}>", {250, 251, 252}
    yield Phase.DATA, "DATA", {354}


def _stuffed(raw: bytes) -> bytes:
    """The body as it goes over the wire: a dot at the start of a line is doubled (RFC 5321 4.5.2)."""
    stuffed = re.sub(rb"(?m)^\.", b"..", raw)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _text(reply: bytes) -> str:
    return reply.decode("utf-8", "replace").replace("\n", " ")


def _told(error: OSError) -> str:
    return "It did not answer in time." if isinstance(error, TimeoutError) else "It closed the connection."
