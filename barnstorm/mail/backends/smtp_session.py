"""One conversation with a mail server.

The transaction is driven command by command, because smtplib's own `sendmail` raises the same error before and after
the final dot, and that dot is the difference between "not delivered" and "perhaps".
"""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import zip_longest
from types import TracebackType
from typing import Self

from barnstorm.mail.backends.smtp_answers import CLOSING, Phase, lost, result
from barnstorm.mail.backends.smtp_connection import Door, NotOpen
from barnstorm.mail.backends.smtp_wire import Wire
from barnstorm.mail.interface import Commit, Outcome, Outgoing, Result, Scope

_DONE = 250


class SmtpSession:
    """Connects for the first message, and again when the server has had enough of the old connection.

    `most` messages are sent over one connection; 0 is as many as the server takes. Where the server takes commands in
    groups, the envelope of the next message goes out with the end of the one before: what is known of that is told
    before the next is committed, as ever.
    """

    def __init__(self, door: Door, most: int) -> None:
        self._door = door
        self._most = most
        self._smtp: smtplib.SMTP | None = None
        self._wire: Wire | None = None
        """Over the same connection."""
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
        for message, following in zip_longest(batch, batch[1:]):
            outcome = self._send_one(message, following, commit)
            if outcome is not None:
                yield outcome

    def _send_one(self, message: Outgoing, following: Outgoing | None, commit: Commit) -> Result | None:
        """The Result, or None if the message was not ours any more."""
        try:
            refused = self._hand_over(message)
        except NotOpen as e:
            return Result(message.id, e.outcome, e.scope, text=e.text)
        if refused is not None:
            return refused
        if message.id not in commit([message.id]):
            # After DATA there is no RSET: without the dot the server must forget it (RFC 5321 4.1.1.4).
            self._close()
            return None
        return self._finish(message, following)

    def _hand_over(self, message: Outgoing) -> Result | None:
        """Everything up to the final dot: None if the server waits for it.

        A server may close a connection it has used before, with 421 or without a word (too many messages, too idle);
        that says nothing of this message, so it is tried over a new one at once.
        """
        if self._spent:
            self._take_leave()
        if self._wire is not None and self._wire.ahead not in (None, message):
            self._close()  # another was announced, by who then thought better of it
        reused = self._used > 0 and self._wire is not None
        outcome = self._envelope(message)
        if reused and self._wire is None and outcome is not None and outcome.code in {None, CLOSING}:
            outcome = self._envelope(message)
        return outcome

    def _envelope(self, message: Outgoing) -> Result | None:
        wire = self._connected()
        if not wire.carries(message):
            return Result(message.id, Outcome.REJECTED, Scope.MESSAGE, text="The server carries ASCII only.")
        try:
            refused = wire.envelope(message)
            if refused is None:
                wire.body(message)
                return None
        except OSError as e:
            self._close()
            return lost(message.id, Phase.DATA, _told(e))
        self._make_ready(again=refused.usable)
        return result(message.id, refused.phase, refused.code, refused.text)

    def _finish(self, message: Outgoing, following: Outgoing | None) -> Result:
        wire = self._connected()
        self._used += 1
        try:
            code, text = wire.end(None if self._spent else following)
        except OSError as e:
            self._close()
            return lost(message.id, Phase.DOT, _told(e))
        if code == CLOSING or code < 0:
            self._close()
        return result(message.id, Phase.DOT, code, text)

    def _make_ready(self, *, again: bool) -> None:
        """For another message after one that was refused; or close what is no good for it."""
        self._used += 1
        if not again:
            self._close()
        elif self._smtp is not None:
            try:
                code, _ = self._smtp.rset()
            except OSError:
                code = -1
            if code != _DONE:
                self._close()

    @property
    def _spent(self) -> bool:
        """The connection may carry no more messages."""
        return self._most > 0 and self._used >= self._most

    def _connected(self) -> Wire:
        if self._wire is None:
            self._smtp = self._door.open()
            self._wire = Wire(self._smtp, self._door.timeout)
            self._used = 0
        return self._wire

    def _take_leave(self) -> None:
        """Politely; but a server that was promised a message would take QUIT for its text."""
        if self._smtp is not None and self._wire is not None and self._wire.ahead is None:
            with suppress(OSError):
                self._smtp.quit()
        self._close()

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = self._wire = None


def _told(error: OSError) -> str:
    return "It did not answer in time." if isinstance(error, TimeoutError) else "It closed the connection."
