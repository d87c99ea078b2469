"""The real program in a pseudo-terminal of 80 by 24, as bytes that go in and come out."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PATIENCE_S = 60


class TerminalScreen:
    """`seen` is everything that was sent since the last key."""

    def __init__(self, line: str) -> None:
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
            os.execve(sys.executable, [sys.executable, "-m", "barnstorm", *line.split()], environment)  # noqa: S606 - the program under test
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def press(self, keys: str) -> None:
        self.seen = b""
        os.write(self._terminal, keys.encode())

    def until(self, text: str) -> None:
        """Wait for it to be sent."""
        end = time.monotonic() + PATIENCE_S
        while text.encode() not in self.seen:
            assert time.monotonic() < end, f"{text!r} was never shown; last came {self.seen[-2000:]!r}"
            self._read(0.1)

    def bytes_within(self, seconds: float) -> int:
        """How many bytes come in so many seconds."""
        before, end = len(self.seen), time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
        return len(self.seen) - before

    def more(self, patience_s: float) -> bool:
        """Whether anything more is sent within so many seconds; returns as soon as it is."""
        before = len(self.seen)
        self._read(patience_s)
        return len(self.seen) > before

    def kill(self) -> None:
        """`kill -9`."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def left(self) -> int:
        """The exit code, once it has ended by itself."""
        while self._read(0.1):
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self, patience_s: float) -> bool:
        """Take in what was sent; False once the program has ended."""
        if select.select([self._terminal], [], [], patience_s)[0]:
            try:
                chunk = os.read(self._terminal, 65536)
            except OSError:  # Linux's way of saying that the other end is closed
                return False
            self.seen += chunk
            return bool(chunk)
        return True


@contextmanager
def terminal(line: str) -> Iterator[TerminalScreen]:
    """The program, and its end if the test has not seen to it."""
    screen = TerminalScreen(line)
    try:
        yield screen
    finally:
        with suppress(OSError):  # it has ended already
            screen.kill()
