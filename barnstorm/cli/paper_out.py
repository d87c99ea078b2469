"""Where paper goes: a file, whole or not at all, or stdout."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from barnstorm.errors.door import PaperOnTerminal, TwoAnswers
from barnstorm.output.show import Form

STDOUT = "-"


def refuse_mixture(target: str | None, as_form: Form) -> None:
    """Only one answer goes to stdout, and no PDF to a terminal."""
    if target != STDOUT:
        return
    if as_form is not Form.AUTO:
        raise TwoAnswers
    if sys.stdout.isatty():
        raise PaperOnTerminal


def drawn(target: str, draw: Callable[[BinaryIO], int]) -> int | None:
    """Let `draw` write its PDF to `target`. The number of pages it returns, None if it went to stdout."""
    from barnstorm.paper.saving import saved

    if target == STDOUT:
        draw(sys.stdout.buffer)
        return None
    with saved(Path(target)) as out:
        return draw(out)
