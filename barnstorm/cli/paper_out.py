"""Where paper goes: a file, whole or not at all, or stdout."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from barnstorm.errors.door import PaperOnTerminal, TwoAnswers
from barnstorm.output.show import Form

STDOUT = "-"


@dataclass(frozen=True)
class Targets:
    """The files asked for, each None or `-` for stdout."""

    pdf: str | None
    html: str | None
    text: str | None

    @property
    def any(self) -> bool:
        return (self.pdf, self.html, self.text) != (None, None, None)

    def refuse_mixture(self, as_form: Form) -> None:
        """One answer to stdout, each file for itself, and nothing that a person cannot read to a terminal."""
        from barnstorm.errors.pack import HtmlOnTerminal, OneDocumentAtATime, OneFileForTwo

        asked = [target for target in (self.pdf, self.html, self.text) if target is not None]
        if asked.count(STDOUT) > 1:
            raise OneDocumentAtATime
        if len(set(asked)) < len(asked):
            raise OneFileForTwo(next(target for target in asked if asked.count(target) > 1))
        refuse_mixture(self.pdf, as_form)
        if STDOUT in asked and as_form is not Form.AUTO:
            raise TwoAnswers("html" if self.html == STDOUT else "text")
        if self.html == STDOUT and sys.stdout.isatty():
            raise HtmlOnTerminal


def refuse_mixture(target: str | None, as_form: Form) -> None:
    """Only one answer goes to stdout, and no PDF to a terminal."""
    if target != STDOUT:
        return
    if as_form is not Form.AUTO:
        raise TwoAnswers
    if sys.stdout.isatty():
        raise PaperOnTerminal


def drawn(target: str, draw: Callable[[BinaryIO], int]) -> int | None:
    """Let `draw` write its document to `target`. The number of pages it returns, None if it went to stdout."""
    from barnstorm.paper.saving import saved

    if target == STDOUT:
        draw(sys.stdout.buffer)
        return None
    with saved(Path(target)) as out:
        return draw(out)
