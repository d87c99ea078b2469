"""A screen for the wall: the same answer again and again, in place."""

import contextlib
import io
import sys
import time
from collections.abc import Callable

EVERY = 2.0
"""Seconds: what happens at the door is on the wall before the next is in."""

_HOME, _TO_LINE_END, _TO_SCREEN_END, _CLEAR = "\x1b[H", "\x1b[K", "\x1b[J", "\x1b[2J"


def watch(show: Callable[[], None], every: float = EVERY) -> None:
    """Call `show` every so many seconds until Ctrl-C, which is how one leaves it and no failure.

    On a terminal each answer is written over the one before, line by line, so that nothing flickers; a pipe gets
    answer after answer.
    """
    in_place = sys.stdout.isatty()
    if in_place:
        sys.stdout.write(_CLEAR)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            if in_place:
                sys.stdout.write(_over(_written(show)))
            else:
                show()
            sys.stdout.flush()
            time.sleep(every)
    if in_place:
        sys.stdout.write("\n")


def _over(text: str) -> str:
    lines = "".join(f"{line}{_TO_LINE_END}\n" for line in text.splitlines())
    return f"{_HOME}{lines}{_TO_SCREEN_END}"


def _written(show: Callable[[], None]) -> str:
    """What `show` writes to stdout, all of it before any is seen: half a count is a wrong one."""
    out = _Terminal()
    with contextlib.redirect_stdout(out):
        show()
    return out.getvalue()


class _Terminal(io.StringIO):
    """Keeps what is written, for a terminal."""

    def isatty(self) -> bool:
        return True
