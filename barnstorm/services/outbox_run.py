"""One run through the outbox: its workers, each with a connection of its own, and what they share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from barnstorm.domain.delivery import Breaker, Outcome, Scope
from barnstorm.errors import BarnstormError
from barnstorm.mail import interface
from barnstorm.mail.interface import Backend, Outgoing, Result
from barnstorm.rows.campaign import Campaign
from barnstorm.services.outbox_claim import BATCH, Claim, Order, Writer, claim
from barnstorm.services.outbox_leases import LEASE, let_go, new_owner, renew
from barnstorm.services.outbox_record import intend, record


@dataclass
class Run:
    """What the workers of one `drain` share."""

    transaction: Callable[[], AbstractContextManager[Session]]
    backend: Backend
    writer: Writer
    campaign: Campaign
    now: Callable[[], datetime]
    order: Order
    left: int | None
    """How many more may be tried; None for all."""
    progress: Callable[[int], None]
    touched: list[int] = field(default_factory=list)
    refused: Result | None = None
    """Why nothing can be sent at all."""
    stopped: bool = False
    _breaker: Breaker = field(default_factory=Breaker)
    _lock: Lock = field(default_factory=Lock)

    def reserve(self) -> int:
        """How many a worker may claim next."""
        with self._lock:
            most = BATCH if self.left is None else min(BATCH, self.left)
            self.left = None if self.left is None else self.left - most
            return 0 if self.stopped else most

    def took(self, most: int, taken: Claim) -> None:
        """What came of a reservation."""
        tried = [message.id for message in taken.outgoing] + [result.id for result in taken.unwritten]
        with self._lock:
            self.left = None if self.left is None else self.left + most - len(tried)
            self.touched += [*taken.closed, *tried]
            self.progress(len(taken.closed) + len(taken.unwritten))

    def heard(self, result: Result) -> None:
        with self._lock:
            self._breaker.tell(result.outcome, result.scope)
            self.stopped = self.stopped or self._breaker.open
            if result.outcome is Outcome.CONFIG:
                self.refused = result
            self.progress(1)

    def stop(self) -> None:
        self.stopped = True


class Worker:
    """Claims, sends and records, until nothing is due or the run has stopped."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._owner = new_owner()
        self._intended: set[int] = set()
        """Committed to be sent, no answer yet."""
        self._messages: dict[int, Outgoing] = {}
        self._broken = False
        self._renewed = run.now()

    def work(self) -> None:
        try:
            while batch := self._claim():
                self._over_one_connection(batch)
        finally:
            self._let_go()

    def _claim(self) -> list[Outgoing]:
        run = self._run
        while most := run.reserve():
            now = run.now()
            with run.transaction() as session:
                taken = claim(session, run.writer, run.campaign, run.order, self._owner, now, most)
                for result in taken.unwritten:
                    record(session, self._owner, result, run.backend.name, now)
            run.took(most, taken)
            self._renewed = now
            if taken.outgoing or taken.empty:
                self._messages = {message.id: message for message in taken.outgoing}
                return taken.outgoing
        return []

    def _over_one_connection(self, batch: list[Outgoing]) -> None:
        with self._run.backend.session() as connection:
            while batch:
                for result in self._results(connection, batch):
                    self._record(result)
                    if self._run.stopped:
                        return
                if self._broken:
                    break
                batch = self._claim()
        if self._broken:
            self._broken = False
            self._let_go()

    def _results(self, connection: interface.Session, batch: Sequence[Outgoing]) -> Iterator[Result]:
        """The backend's results. Its own surprises become a result too, so that they never hold up the queue."""

        def sent() -> Iterator[Result]:
            yield from connection.send(batch, self._intend)

        results = sent()
        waiting = [message.id for message in batch]
        while True:
            try:
                result = next(results, None)
            except (BarnstormError, SQLAlchemyError):
                raise
            except Exception as surprise:  # noqa: BLE001 - whatever a third party's backend raises
                self._broken = True
                yield self._surprise(surprise, waiting)
                return
            if result is None:
                return
            waiting.remove(result.id)
            yield result

    def _surprise(self, surprise: Exception, waiting: Sequence[int]) -> Result:
        # Only the kind of exception is told: its text may hold anything.
        why = f"The backend failed unexpectedly ({type(surprise).__name__})."
        if self._intended:
            return Result(min(self._intended), Outcome.UNKNOWN, Scope.MESSAGE, text=why)
        return Result(waiting[0], Outcome.DEFERRED, Scope.SENDER, text=why)

    def _intend(self, ids: Sequence[int]) -> set[int]:
        run = self._run
        batch = [self._messages[number] for number in ids]
        now = run.now()
        with run.transaction() as session:
            ours = intend(session, self._owner, batch, run.backend.name, now)
            if now - self._renewed > LEASE / 3:
                renew(session, self._owner, now)
                self._renewed = now
        self._intended |= ours
        return ours

    def _record(self, result: Result) -> None:
        run = self._run
        if result.outcome is not Outcome.CONFIG:
            with run.transaction() as session:
                record(session, self._owner, result, run.backend.name, run.now())
        self._intended.discard(result.id)
        run.heard(result)

    def _let_go(self) -> None:
        with self._run.transaction() as session:
            let_go(session, self._owner, self._run.now())
        self._intended.clear()
