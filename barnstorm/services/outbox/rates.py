"""How fast mail may leave through a backend, kept in the database: all who send through it share one bucket."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail, SendingRate
from barnstorm.domain.delivery import UNDER_WAY, Outcome
from barnstorm.domain.rates import DAY, Allowance, Bucket, allowed, filled, full, left_today
from barnstorm.mail.interface import Backend
from barnstorm.services.outbox.books import tried

_COUNTED = (Outcome.ACCEPTED, Outcome.UNKNOWN)
"""Attempts that a server counts."""

_NEWS = timedelta(seconds=5)
"""By then it is known of some of those under way whether they have left."""


def allowance(session: Session, backend: Backend, most: int, now: datetime) -> Allowance:
    """Up to `most` messages that may leave through `backend` now; if none, when the next may, and why.

    What is allowed is held for this transaction: nobody else is allowed the same. Take it with `spend`.
    """
    caps = backend.caps
    given = Allowance(most)
    if caps.rate is None and caps.per_day is None:
        return given
    row = _row(session, backend.name, full(caps.rate or 1, now))
    if caps.per_day is not None:
        given = _left_today(session, backend.name, caps.per_day, most, now)
    if caps.rate is not None and given.messages:
        bucket = filled(Bucket(row.tokens, row.filled_at), caps.rate, now)
        row.tokens, row.filled_at = bucket.tokens, bucket.filled_at
        given = allowed(bucket, caps.rate, given.messages, now)
    session.flush()
    return given


def spend(session: Session, backend: Backend, messages: int) -> None:
    """So many of an allowance are taken, in the transaction that allowed them."""
    if backend.caps.rate is not None and messages:
        row = session.get(SendingRate, backend.name)
        assert row is not None  # `allowance` made or found it
        row.tokens -= messages
        session.flush()


def hold(session: Session, backend: str, until: datetime, because: str, now: datetime) -> None:
    """Nobody sends through `backend` before `until`."""
    row = _row(session, backend, Bucket(0, now))
    row.held_until, row.held_because = until, because
    session.flush()


def let_go(session: Session, backend: str) -> None:
    """It sends again."""
    row = session.get(SendingRate, backend)
    if row is not None and row.held_until is not None:
        row.held_until, row.held_because = None, ""
        session.flush()


def held(session: Session, backend: str, now: datetime) -> Allowance | None:
    """Why nothing may leave through `backend` for a while; None if it may."""
    row = session.get(SendingRate, backend)
    if row is None or row.held_until is None or row.held_until <= now:
        return None
    return Allowance(0, row.held_until - now, row.held_because)


def _row(session: Session, backend: str, bucket: Bucket) -> SendingRate:
    """The row of a backend, locked; made with `bucket` if it is the first time."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"backend": backend, "tokens": bucket.tokens, "filled_at": bucket.filled_at, "held_because": ""}
    session.execute(insert(SendingRate).values(**values).on_conflict_do_nothing(index_elements=["backend"]))
    return session.exec(select(SendingRate).where(SendingRate.backend == backend).with_for_update()).one()


def _left_today(session: Session, backend: str, per_day: int, most: int, now: datetime) -> Allowance:
    """What is under way counts as if it had left: it is about to."""
    every = tried().c
    sent = (
        select(every.at)
        .where(every.backend == backend, every.at > now - DAY, every.outcome.in_(_COUNTED))
        .order_by(every.at.desc())
        .limit(per_day)
    )
    times = session.exec(sent).all()
    if len(times) >= per_day:
        return left_today(per_day, len(times), times[-1], most, now)
    held = col(Mail.lease_owner).is_not(None), col(Mail.state).in_(UNDER_WAY)
    under_way = session.exec(select(func.count()).where(*held)).one()
    if len(times) + under_way >= per_day:
        return Allowance(0, _NEWS, "The last of today are on their way.")
    return left_today(per_day, len(times) + under_way, None, most, now)
