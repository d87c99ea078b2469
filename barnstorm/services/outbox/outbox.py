"""The outbox: the only way mail leaves.

Planning (`queue`) and sending (`drain`) are two steps, both safe to repeat. A message's `key` makes it the only one of
its kind; the intent to send it is committed immediately before the point of no return. So a message is sent at most
once, and after a crash the one that was in flight is `unknown`, listed by name, never silently lost or repeated.
"""

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from barnstorm.db.pen import Pen, engine_of
from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.delivery import Outcome, State, told
from barnstorm.errors.mail import CannotSend
from barnstorm.errors.settings import SettingMissing
from barnstorm.mail.interface import Backend
from barnstorm.mail.letter import Written, carried
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.mail import MailRow
from barnstorm.services.outbox import rates
from barnstorm.services.outbox.hand import Writer
from barnstorm.services.outbox.leases import settle_abandoned
from barnstorm.services.outbox.order import Order
from barnstorm.services.outbox.rows import due_rows, mail_rows, rows_of
from barnstorm.services.outbox.run import Run, Worker

__all__ = ["PLACEHOLDER", "Writer", "Written", "drain", "mail_rows", "queue"]

PAUSES = {Outcome.REJECTED: timedelta(hours=1), Outcome.DEFERRED: timedelta(minutes=10)}
"""How long a server is left alone that refused us, or said "not now", again and again."""

PLACEHOLDER = "organiser@barnstorm.invalid"
"""Who sends while BARNSTORM_FROM is not set and nothing leaves this machine (RFC 2606: never anybody's)."""


def queue(
    session: Session,
    *,
    key: str,
    kind: str,
    event: Event | None,
    person: Person | None,
    to_address: str,
    due_at: datetime,
    expires_at: datetime | None,
    now: datetime,
    subject: str = "",
    state: State = State.QUEUED,
    detail: str = "",
) -> Mail | None:
    """Put one message into the outbox; None if one with this `key` was ever there, whoever put it and whatever became
    of it. Of two runs that queue the same key at once, one gets None.

    A `state` other than QUEUED records a decision not to send, with its reason in `detail`.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {
        "key": key,
        "kind": kind,
        "event_id": event.id if event else None,
        "person_id": person.id if person else None,
        "event_starts_at": event.starts_at if event else None,
        "event_sequence": event.sequence if event else None,
        "to_address": to_address,
        "subject": subject,
        "state": state,
        "due_at": due_at,
        "expires_at": expires_at,
        "attempts": 0,
        "backend": "",
        "provider_id": "",
        "detail": told(detail),
        "created_at": now,
    }
    statement = insert(Mail).values(**values).on_conflict_do_nothing(index_elements=["key"]).returning(col(Mail.id))
    made = session.execute(statement).scalar()
    return session.get(Mail, made) if made is not None else None


def drain(
    transaction: Callable[[], AbstractContextManager[Session]],
    backend: Backend,
    writer: Writer,
    *,
    campaign: Campaign,
    now: Callable[[], datetime],
    event_id: int | None = None,
    kinds: Collection[str] | None = None,
    keys: frozenset[str] | None = None,
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
    patient: bool = True,
) -> list[MailRow]:
    """Send what is due, and return the messages this run had to do with, in the order they were queued.

    `transaction` is used many times, never while mail is being sent. `kinds` may be beginnings: `reminder` means
    `reminder-1d` too. With `keys`, only those messages are sent. `limit` is the most messages to try. `progress` is
    called with how many more are done.

    Any number of these may run at once on one database: they share the backend's rates. Each begins by settling what a
    killed run left behind: what it had not begun to send is sent now; the one it was sending becomes `unknown` and is
    among the rows returned. If the day's number is reached, or the server has refused us lately, what is due stays
    queued and is returned with the reason; `patient` False tries all the same.

    CannotSend, if the server or the settings refuse every message alike; SettingMissing, if mail would leave without
    a sender. What was not sent then waits as it was.
    """
    campaign = _with_sender(campaign, backend)
    order = Order(event_id, tuple(kinds) if kinds is not None else None, keys)
    with transaction() as session:
        unknown = settle_abandoned(session, now(), backend.name, backend.caps.idempotency)
        held = rates.held(session, backend.name, now()) if patient else None
        pen = Pen(engine_of(session))
    run = Run(transaction, pen, backend, writer, campaign, now, order, limit, progress or (lambda _: None))
    run.connections = backend.caps.connections
    run.touched.extend(unknown)
    run.held = held
    if held is None:
        with closing(pen), _nothing_looked_through_again():
            _work(run)
    if run.refused is not None:
        raise CannotSend(backend.name, told(run.refused.text))
    with transaction() as session:
        _remember(session, run)
        return rows_of(session, run.touched) + _held_back(session, run)


def _remember(session: Session, run: Run) -> None:
    """A server that has had enough of us is left alone for a while, by the runs to come as well."""
    if run.trouble is not None:
        pause = timedelta(seconds=run.trouble.retry_after or 0)
        pause = max(pause, PAUSES.get(run.trouble.outcome, timedelta(0)))
        rates.hold(session, run.backend.name, run.now() + pause, told(run.trouble.text), run.now())
    elif run.accepted:
        rates.let_go(session, run.backend.name)


def _held_back(session: Session, run: Run) -> list[MailRow]:
    """What is due and had to wait, each with the reason."""
    if run.held is None:
        return []
    why = f"{run.held.why} Not before {run.now() + run.held.wait:%H:%M} UTC."
    return [replace(row, detail=why) for row in due_rows(session, run.order, run.now())]


@contextmanager
def _nothing_looked_through_again() -> Iterator[None]:
    """What is in memory before the run stays there: looking through all of it for rubbish whenever some thousand things
    were made would take an eighth of the run.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _work(run: Run) -> None:
    if run.connections == 1:
        Worker(run).work()
        return
    with ThreadPoolExecutor(run.connections, thread_name_prefix="mail") as pool:
        workers: Sequence[Worker] = [Worker(run) for _ in range(run.connections)]
        try:
            stayed = [done.result() for done in [pool.submit(worker.work) for worker in workers]]
            if not all(stayed):
                # Those who stayed may have been through before the others let go of what they held.
                run.connections = 1
                Worker(run).work()
        finally:
            # After Ctrl-C each finishes the message it is at, so that none becomes unknown.
            run.stop()


def _with_sender(campaign: Campaign, backend: Backend) -> Campaign:
    """The campaign with an address that every mail server can carry."""
    if address := carried(campaign.address):
        return replace(campaign, address=address)
    if backend.caps.leaves:
        raise SettingMissing("BARNSTORM_FROM", "mail must come from somebody", "Carlisle Together <hello@example.org>")
    return replace(campaign, address=PLACEHOLDER)
