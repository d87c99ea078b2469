"""One run through the outbox: its workers, each with a connection of its own, and what they share."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Lock
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from barnstorm.db.pen import Pen, page
from barnstorm.domain.delivery import Breaker, Outcome, Scope
from barnstorm.domain.rates import Allowance
from barnstorm.errors import BarnstormError
from barnstorm.mail import interface
from barnstorm.mail.interface import Backend, Outgoing, Result
from barnstorm.rows.campaign import Campaign
from barnstorm.services.outbox import rates
from barnstorm.services.outbox.books import book
from barnstorm.services.outbox.claim import claim
from barnstorm.services.outbox.hand import Claim, Due, Holder, Told, Writer
from barnstorm.services.outbox.leases import let_go, new_owner
from barnstorm.services.outbox.ledger import Entry, Ledger
from barnstorm.services.outbox.order import Order
from barnstorm.services.outbox.pace import Pace

IDLE = timedelta(seconds=10)
"""A connection that waits longer for leave to send is closed: servers hang up on who says nothing."""

PATIENCE = timedelta(minutes=1)
"""A run that would have to wait longer ends instead: cron comes again."""


@dataclass
class Run:
    """What the workers of one `drain` share."""

    transaction: Callable[[], AbstractContextManager[Session]]
    pen: Pen
    """For the small transactions between the large ones, on the same database."""
    backend: Backend
    writer: Writer
    campaign: Campaign
    now: Callable[[], datetime]
    order: Order
    left: int | None
    """How many more may be tried; None for all."""
    progress: Callable[[int], None]
    touched: "array[int]" = field(default_factory=lambda: array("q"))
    refused: Result | None = None
    """Why nothing can be sent at all."""
    held: Allowance | None = None
    """Why nothing more can be sent for a while."""
    trouble: Result | None = None
    """What made the breaker open, if it was about us: reason not to come back at once."""
    accepted: int = 0
    connections: int = 1
    """How many may be open at once: fewer if it turns out that the server takes fewer."""

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.pen, self.backend.name, self.backend.caps.idempotency, self.now)
        self._breaker = Breaker()
        self._lock = Lock()
        self._stopped = Event()
        self._began, self._ticks = self.now(), monotonic()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()

    def flowing(self) -> datetime:
        """The time for rates: `now` at the start, and on by a clock that nobody puts back or freezes."""
        return self._began + timedelta(seconds=monotonic() - self._ticks)

    def wait(self, allowance: Allowance) -> None:
        """Until more may be sent or the run stops; or stop it, if that would take too long."""
        if allowance.wait > PATIENCE:
            self.held = allowance
            self.stop()
        else:
            self._stopped.wait(allowance.wait.total_seconds())

    def reserve(self, most: int) -> int:
        """How many a worker may claim next."""
        with self._lock:
            most = most if self.left is None else min(most, self.left)
            self.left = None if self.left is None else self.left - most
            return 0 if self.stopped else most

    def took(self, most: int, taken: Claim) -> None:
        """What came of a reservation."""
        with self._lock:
            self.left = None if self.left is None else self.left + most - len(taken.held)
            self.touched.extend([*taken.closed, *taken.held])
            self.progress(len(taken.closed) + len(taken.unwritten))

    def withdraws(self, result: Result, untried: int) -> bool:
        """Whether no connection to the server is reason for one worker to go, as there are others: it may take fewer at
        once than we were told. Without others it is reason for all to stop. `untried` are left to the others.
        """
        with self._lock:
            goes = self.connections > 1 and result.outcome is Outcome.DEFERRED and result.scope is Scope.CONNECTION
            if goes:
                self.connections -= 1
                self.left = None if self.left is None else self.left + untried
            return goes

    def heard(self, result: Result) -> None:
        with self._lock:
            self._breaker.tell(result.outcome, result.scope)
            self.accepted += result.outcome is Outcome.ACCEPTED
            if result.outcome is Outcome.CONFIG:
                self.refused = result
            elif self._breaker.open and result.scope is Scope.SENDER:
                self.trouble = result
            if self._breaker.open:
                self.stop()
            self.progress(1)


class Worker:
    """Claims, sends and records, until nothing is due or the run has stopped."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._owner = new_owner()
        self._holder = Holder(self._owner, run.backend.name)
        self._pace = Pace()
        self._held: dict[int, Due] = {}
        self._intended: set[int] = set()
        """Committed to be sent, no answer yet."""
        self._told: list[Told] = []
        """Answers that are not written down yet: at most since the last intent."""
        self._left: list[Told] = []
        """Answers of messages that have left and are not in the books yet: at most those of a batch."""
        self._broken = False
        self._withdrawn = False

    def work(self) -> bool:
        """False if it had to go and leave what it held to others."""
        try:
            while not self._withdrawn and (batch := self._claim()):
                self._over_one_connection(batch)
        finally:
            self._let_go()
        return not self._withdrawn

    def _over_one_connection(self, batch: list[Outgoing]) -> None:
        with self._run.backend.session() as connection:
            while batch:
                for untried, result in zip(range(len(batch), 0, -1), self._results(connection, batch), strict=False):
                    if result.id not in self._intended and self._run.withdraws(result, untried):
                        self._withdrawn = True
                        return
                    self._hear(result)
                    if self._run.stopped and not self._intended:
                        return
                if self._broken:
                    break
                batch = self._claim(longest_wait=IDLE)
        if self._broken:
            self._broken = False
            self._let_go()

    def _claim(self, longest_wait: timedelta | None = None) -> list[Outgoing]:
        """The next batch; none if there is none, or if the wait for it would be longer."""
        run = self._run
        most = self._pace.most()
        while reserved := run.reserve(most):
            taken, allowance = self._take(reserved)
            run.took(reserved, taken)
            if taken.outgoing or (taken.empty and allowance.messages):
                return taken.outgoing
            if not allowance.messages:
                if longest_wait is not None and allowance.wait > longest_wait:
                    return []
                run.wait(allowance)
        return []

    def _take(self, most: int) -> tuple[Claim, Allowance]:
        """What became of the last batch is written down, and the next one taken, in one transaction."""
        run = self._run
        now = run.now()
        with run.ledger.set_aside(), run.transaction() as session:
            self._enter(session, self._told, now)
            self._book(session)
            allowance = rates.allowance(session, run.backend, most, run.flowing())
            taken = Claim()
            if allowance.messages:
                taken = claim(session, run.writer, run.campaign, run.order, self._holder, now, allowance.messages)
                self._enter(session, taken.unwritten, now)
                rates.spend(session, run.backend, len(taken.outgoing))
        self._forget_told()
        self._held = taken.held
        return taken, allowance

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
        ours = self._run.ledger.commit(Entry(self._owner, tuple(self._told), ids))
        self._told.clear()
        self._intended |= ours
        return ours

    def _hear(self, result: Result) -> None:
        intended = result.id in self._intended
        if result.outcome is not Outcome.CONFIG or intended:
            told = Told(self._held[result.id], result, self._run.now(), intended)
            self._told.append(told)
            if result.outcome is Outcome.ACCEPTED:
                self._left.append(told)
        self._intended.discard(result.id)
        self._pace.told()
        self._run.heard(result)

    def _enter(self, session: Session, told: Sequence[Told], now: datetime) -> None:
        with page(session) as sheet:
            self._run.ledger.enter(sheet, Entry(self._owner, tuple(told)), now)

    def _book(self, session: Session) -> None:
        with page(session) as sheet:
            book(sheet, self._owner, self._left)

    def _forget_told(self) -> None:
        self._told.clear()
        self._left.clear()

    def _let_go(self) -> None:
        run = self._run
        with run.ledger.set_aside(), run.transaction() as session:
            self._enter(session, self._told, run.now())
            self._book(session)
            let_go(session, self._owner, run.now(), run.backend.name, run.backend.caps.idempotency)
        self._forget_told()
        self._intended.clear()
