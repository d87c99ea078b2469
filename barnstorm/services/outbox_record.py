"""Writing down the intent to send a message, and what became of it."""

import random
import zlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import JITTER, State, told, verdict
from barnstorm.mail.interface import Outgoing, Result
from barnstorm.services.outbox_leases import LEASE

_KEEPS_BYTES = frozenset({State.RETRY, State.UNKNOWN})
"""It may be sent again, and then must be the same message."""


def intend(session: Session, owner: str, batch: Sequence[Outgoing], backend: str, now: datetime) -> set[int]:
    """Mark those of `batch` that `owner` still holds as being sent, their bytes frozen; returns their ids.

    What is not returned was taken from `owner`: its lease ran out, or it was cancelled. It must not be sent.
    """
    ours: set[int] = set()
    for message in batch:
        marked = session.execute(
            update(Mail)
            .where(col(Mail.id) == message.id, col(Mail.state) == State.CLAIMED, col(Mail.lease_owner) == owner)
            .values(state=State.SENDING, lease_until=now + LEASE, backend=backend, frozen=zlib.compress(message.raw))
            .returning(col(Mail.id))
        )
        ours.update(marked.scalars())
    return ours


def record(session: Session, owner: str, result: Result, backend: str, now: datetime) -> None:
    """Add the attempt, and move the message to its next state.

    A message that was declared unknown while its worker slept is put right by the worker that knows better.
    """
    detail = told(result.text)
    session.add(
        MailAttempt(mail_id=result.id, at=now, backend=backend, outcome=result.outcome, code=result.code, detail=detail)
    )
    mail = session.exec(select(Mail).where(Mail.id == result.id).with_for_update()).one()
    if mail.lease_owner != owner:
        return
    decided = verdict(
        result.outcome,
        result.scope,
        attempts=mail.attempts,
        now=now,
        expires_at=mail.expires_at,
        jitter=random.uniform(*JITTER),  # noqa: S311 - spreads retries, keeps no secret
        retry_after=result.retry_after,
    )
    if decided.counted and mail.state != State.UNKNOWN:
        mail.attempts += 1
    mail.state = decided.state
    mail.due_at = decided.due_at or mail.due_at
    mail.detail = " ".join(part for part in (decided.why, detail) if part)
    mail.backend, mail.provider_id = backend, result.provider_id or mail.provider_id
    mail.sent_at = now if decided.state is State.ACCEPTED else None
    mail.frozen = mail.frozen if decided.state in _KEEPS_BYTES else None
    mail.lease_owner = mail.lease_until = None
    session.flush()
