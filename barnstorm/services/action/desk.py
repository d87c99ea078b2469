"""The data-entry desk: line after line from paper, each in a transaction of its own.

What is typed counts at once; a slip is taken back afterwards. So nobody waits for an answer with a stack of sheets in
their hand.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from barnstorm.domain.acquaintances import By
from barnstorm.domain.commitment_line import CommitmentLine, read_line
from barnstorm.domain.wall_codes import read_codes
from barnstorm.errors.action import (
    ActionIsOff,
    CodesAlone,
    NobodyElse,
    NobodyTakenFor,
    NoCodes,
    NoSuchCode,
    NothingToUndo,
)
from barnstorm.rows.action import CommitmentRow
from barnstorm.services.action import undo as action_undo
from barnstorm.services.action.commitments import Committed, commit
from barnstorm.services.action.undo import TakenBack


@dataclass(frozen=True)
class _Entered:
    """A line that counts."""

    line: CommitmentLine
    committed: Committed


class Desk:
    """One desk at the event `typed`. Any number of them may be at work; each takes back its own lines only.

    `transaction` is used once for every line, `now` is asked then.
    """

    def __init__(
        self, transaction: Callable[[], AbstractContextManager[Session]], typed: str, now: Callable[[], datetime]
    ) -> None:
        self._transaction = transaction
        self._event = typed
        self._now = now
        self._entered: list[_Entered] = []
        self._kept: CommitmentLine | None = None
        """A line that was right but for its codes."""
        self.left = 0
        """Lines that were refused, and are not in."""

    @property
    def rows(self) -> list[CommitmentRow]:
        """Everything entered here and not taken back, in the order it was typed."""
        return [row for one in self._entered for row in one.committed.rows]

    @property
    def kept(self) -> bool:
        """Whether only the codes of the last line have to be typed again."""
        return self._kept is not None

    def enter(self, text: str) -> Committed:
        """Sign somebody up. A line of codes alone belongs to the line before: its codes once more, if they were what
        was wrong with it, else further ones for the same person.

        What `read_line` and `commit` refuse, it does; CodesAlone, if there is no line before.
        """
        kept, codes = self._kept, read_codes(text)
        self._kept = None
        rescued = kept is not None and codes is not None
        self.left += not rescued
        line = self._with_codes(kept, codes) if codes else read_line(text)
        try:
            with self._transaction() as session:
                committed = commit(session, self._event, line, self._now())
        except (NoCodes, NoSuchCode, ActionIsOff):
            self._kept = line
            raise
        self.left -= 1
        self._entered.append(_Entered(line, committed))
        return committed

    def undo(self) -> TakenBack:
        """Take the last line back entirely; again, the one before it. NothingToUndo."""
        last, self._kept = self._last(), None
        with self._transaction() as session:
            taken = action_undo.take_back(session, last.committed.undo, self._now())
        self._entered.pop()
        return taken

    def same(self) -> Committed:
        """The last line is about the somebody known whom it was like. NobodyElse, NothingToUndo."""
        last = self._last()
        if not last.committed.alike:
            raise NobodyElse
        return self._again(replace(last.line, person=last.committed.alike[0].person_id))

    def another(self) -> Committed:
        """The last line is about one more person of that name. NobodyTakenFor, NothingToUndo."""
        last = self._last()
        if last.committed.by not in {By.NAME, By.ADDRESS}:
            raise NobodyTakenFor(last.committed.name)
        return self._again(last.line, another=True)

    def _with_codes(self, kept: CommitmentLine | None, codes: tuple[str, ...]) -> CommitmentLine:
        if kept is not None:
            return replace(kept, codes=codes)
        if not self._entered:
            raise CodesAlone
        return CommitmentLine(person=self._entered[-1].committed.person_id, codes=codes)

    def _last(self) -> _Entered:
        if not self._entered:
            raise NothingToUndo
        return self._entered[-1]

    def _again(self, line: CommitmentLine, *, another: bool = False) -> Committed:
        """The last line once more, about somebody else; in one transaction."""
        last = self._last()
        now = self._now()
        with self._transaction() as session:
            taken = action_undo.take_back(session, last.committed.undo, now)
            committed = commit(session, self._event, line, now, another=another)
        committed = replace(committed, warnings=(*taken.stays, *committed.warnings))
        self._entered[-1] = _Entered(line, committed)
        return committed
