"""The one pen of a run: intents and results of all its connections, in as few commits as there can be.

An intent must be on the disk before its message leaves, so each connection waits for a commit once a message. What
became of the message before it is written in the same one. And while one commit is under way the others gather: whoever
comes next writes for all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from barnstorm.db.pen import Page, Pen
from barnstorm.domain.delivery import shows_dead, told
from barnstorm.domain.letters import kind_of
from barnstorm.services.mail.suppressions import suppress_dead
from barnstorm.services.outbox.hand import Told
from barnstorm.services.outbox.leases import LEASE, renew
from barnstorm.services.outbox.record import intend, record


@dataclass
class Entry:
    """What one worker has to write: the results it holds, then the ids it means to send. `ours`: those that it may."""

    owner: str
    results: Sequence[Told]
    intents: Sequence[int] = ()
    ours: set[int] = field(default_factory=set)
    error: BaseException | None = None
    done: bool = False


class Ledger:
    def __init__(
        self,
        pen: Pen,
        backend: str,
        remembers: timedelta | None,
        now: Callable[[], datetime],
    ) -> None:
        self._pen = pen
        self._backend = backend
        self._remembers = remembers
        self._now = now
        self._renewed: dict[str, datetime] = {}
        self._waiting: list[Entry] = []
        self._gate = Lock()
        self._turn = Lock()

    def commit(self, entry: Entry) -> set[int]:
        """Returns when `entry` is on the disk: the ids of its intents that were still its owner's."""
        with self._gate:
            self._waiting.append(entry)
        with self._turn:
            if not entry.done:
                with self._gate:
                    entries, self._waiting = self._waiting, []
                self._write(entries)
        if entry.error is not None:
            raise entry.error
        return entry.ours

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """While somebody has a larger transaction: entries gather meanwhile, instead of asking the database again and
        again whether it is free.
        """
        with self._turn:
            yield

    def _write(self, entries: Sequence[Entry]) -> None:
        now = self._now()
        try:
            with self._pen.writing() as page:
                for entry in entries:
                    self.enter(page, entry, now)
        except BaseException as e:
            for entry in entries:
                entry.error, entry.ours = e, set()
            raise
        finally:
            for entry in entries:
                entry.done = True

    def enter(self, page: Page, entry: Entry, now: datetime) -> None:
        """Write `entry` in the caller's transaction."""
        record(page, entry.owner, entry.results, self._backend, self._remembers)
        for one in entry.results:
            mail, result = one.mail, one.result
            if shows_dead(result.outcome, result.code, result.enhanced) and kind_of(mail.kind).guarded:
                suppress_dead(page, mail.to_address, now, told(result.text))
        entry.ours = intend(page, entry.owner, entry.intents, now)
        if entry.intents and now - self._renewed.setdefault(entry.owner, now) > LEASE / 3:
            renew(page, entry.owner, now)
            self._renewed[entry.owner] = now
