"""Lines that a person types one after the other, or that come from a pipe."""

import sys
from collections.abc import Iterator

from barnstorm.output.notes import can_ask


def typed_lines(prompt: str) -> Iterator[tuple[int, str]]:
    """(number from 1, line) until the end of stdin (Ctrl-D at a terminal, where `prompt` is shown). Empty lines count,
    and are not given.
    """
    asking = can_ask()
    number = 0
    while True:
        if asking:
            sys.stderr.write(prompt)
            sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            break
        number += 1
        if line.strip():
            yield number, line.strip()
    if asking:
        sys.stderr.write("\n")
