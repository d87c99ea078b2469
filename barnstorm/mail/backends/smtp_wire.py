"""What goes over an open connection to a mail server: commands, one at a time or in a group, and their answers.

A server that offers PIPELINING (RFC 2920) takes several commands in one write, and answers them in order. So the end of
one message, and all that is said before the body of the next, cost one round trip and not four.
"""

import re
import smtplib
from collections.abc import Container
from typing import NamedTuple

from barnstorm.mail.backends.smtp_answers import CLOSING, Phase
from barnstorm.mail.interface import Outgoing

DOT_SECONDS = 600
"""RFC 5321 4.5.3.2.6. A shorter one makes duplicates: the server delivers, and we no longer listen."""

_IN_ONE_WRITE = 65_536
"""Octets of a body that still are: a socket takes as many at once, all or none."""

_LONGEST_REPLY = 8192
"""Octets of a line; RFC 5321 4.5.3.1.5 has 512."""

_GO_AHEAD = 354
_ENVELOPE: tuple[tuple[Phase, Container[int]], ...] = (
    (Phase.MAIL, {250}),
    (Phase.RCPT, {250, 251, 252}),
    (Phase.DATA, {_GO_AHEAD}),
)
"""What is said before a body, with the answers that let it go on."""

_DOT_AT_START = re.compile(rb"(?m)^\.")


class Refusal(NamedTuple):
    """The first answer that does not let a message go on. A `code` of -1 could not be read."""

    phase: Phase
    code: int
    text: str
    usable: bool
    """The connection, for another message."""


class Wire:
    """An open connection. Everything raises OSError if it is gone, or silent for longer than `seconds`."""

    def __init__(self, smtp: smtplib.SMTP, seconds: int) -> None:
        assert smtp.sock is not None  # the server has greeted us
        assert smtp.file is not None
        self._socket = smtp.sock
        self._read_line = smtp.file.readline
        self._seconds = seconds
        self._sized = smtp.has_extn("size")
        self._eight_bit = smtp.has_extn("8bitmime")
        self._in_groups = smtp.has_extn("pipelining")
        self._unsaid = b""
        """The body that goes with its dot."""
        self.ahead: Outgoing | None = None
        """The message whose envelope went out with the end of the one before, and is not answered yet."""

    def carries(self, message: Outgoing) -> bool:
        return self._eight_bit or message.raw.isascii()

    def envelope(self, message: Outgoing) -> Refusal | None:
        """Everything before the body. None: the server waits for it."""
        lines = self._lines(message)
        if self._in_groups:
            if self.ahead is None:
                self._socket.sendall(b"".join(lines))
            self.ahead = None
            return self._answers()
        for line, (phase, good) in zip(lines, _ENVELOPE, strict=True):
            self._socket.sendall(line)
            code, text = self._reply()
            if code not in good:
                return Refusal(phase, code, text, usable=code > 0 and code != CLOSING)
        return None

    def body(self, message: Outgoing) -> None:
        """What may go of it before the final dot: the server forgets it if that never comes (RFC 5321 4.1.1.4).

        A small one waits for the dot where things go in groups: one write for both.
        """
        self._unsaid = _stuffed(message.raw)
        if not self._in_groups or len(self._unsaid) > _IN_ONE_WRITE:
            self._socket.sendall(self._unsaid)
            self._unsaid = b""

    def end(self, following: Outgoing | None) -> tuple[int, str]:
        """The final dot, and with it the envelope of the message `following`, if that may be: the answer to the dot."""
        group = [self._unsaid, b".\r\n"]
        if following is not None and self._in_groups and self.carries(following):
            group += self._lines(following)
            self.ahead = following
        self._socket.settimeout(DOT_SECONDS)
        self._socket.sendall(b"".join(group))
        answer = self._reply()
        self._socket.settimeout(self._seconds)
        return answer

    def _lines(self, message: Outgoing) -> tuple[bytes, bytes, bytes]:
        size = f" SIZE={len(message.raw)}" if self._sized else ""
        body = "" if message.raw.isascii() else " BODY=8BITMIME"
        return (
            f"MAIL FROM:<{message.sender}>{size}{body}\r\n".encode("ascii"),
            f"RCPT TO:<{message.recipient}>\r\n".encode("ascii"),
            b"DATA\r\n",
        )

    def _answers(self) -> Refusal | None:
        """To all of an envelope: each is taken, for what follows are the answers to what is said next."""
        refused: Refusal | None = None
        for phase, good in _ENVELOPE:
            try:
                code, text = self._reply()
            except OSError:
                if refused is None:
                    raise
                return refused._replace(usable=False)
            if code < 0 or code == CLOSING:
                return refused._replace(usable=False) if refused else Refusal(phase, code, text, usable=False)
            if refused is None and code not in good:
                refused = Refusal(phase, code, text, usable=True)
            elif refused is not None and code == _GO_AHEAD:
                # It waits for a message to nobody (RFC 2920 3.1), and would take what is said next for its text.
                return refused._replace(usable=False)
        return refused

    def _reply(self) -> tuple[int, str]:
        lines = []
        while True:
            line = self._read_line(_LONGEST_REPLY)
            if not line:
                raise ConnectionResetError
            lines.append(line[4:].strip())
            if not line[:3].isdigit() or not line.endswith(b"\n"):
                return -1, ""
            if line[3:4] != b"-":
                return int(line[:3]), b" ".join(lines).decode("utf-8", "replace")


def _stuffed(raw: bytes) -> bytes:
    """The body as it goes over the wire: a dot at the start of a line is doubled (RFC 5321 4.5.2)."""
    stuffed = _DOT_AT_START.sub(b"..", raw) if b"\n." in raw or raw[:1] == b"." else raw
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
