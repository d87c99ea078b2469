"""Writing down the intent to send a message, and what became of it.

Plain statements, as few as can be: they are executed once for every message, while its connection waits.
"""

import random
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, insert, update
from sqlmodel import SQLModel

from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import JITTER, UNDER_WAY, Outcome, Scope, State, Verdict, told, verdict
from barnstorm.mail.interface import Outgoing
from barnstorm.services.outbox.hand import Held, Told
from barnstorm.services.outbox.leases import LEASE, why_again

_KEEPS_BYTES = frozenset({State.RETRY, State.UNKNOWN})
"""It may be sent again, and then must be the same message."""


def _table(model: type[SQLModel]) -> Table:
    table: Table = vars(model)["__table__"]
    return table


_MAIL = _table(Mail)

_INTEND = (
    update(_MAIL)
    .where(_MAIL.c.id == bindparam("number"))
    .where(_MAIL.c.state == State.CLAIMED, _MAIL.c.lease_owner == bindparam("owner"))
    .values(
        state=State.SENDING,
        lease_until=bindparam("until"),
        backend=bindparam("through"),
        frozen=bindparam("content"),
        message_id=bindparam("named"),
        subject=bindparam("says"),
    )
)


def _recording(**more: Any) -> Update:
    """Only while nobody else has taken it; but one that was declared unknown while its worker slept is put right by
    the worker that knows better.
    """
    return (
        update(_MAIL)
        .where(_MAIL.c.id == bindparam("number"), _MAIL.c.lease_owner == bindparam("owner"))
        .where(_MAIL.c.state.in_([*UNDER_WAY, State.UNKNOWN]))
        .values(
            state=bindparam("is_now"),
            attempts=bindparam("tried"),
            due_at=bindparam("next"),
            sent_at=bindparam("sent"),
            backend=bindparam("through"),
            provider_id=bindparam("theirs"),
            detail=bindparam("why"),
            lease_owner=None,
            lease_until=None,
            **more,
        )
    )


_IDENTITY: dict[str, Any] = {"message_id": bindparam("named"), "subject": bindparam("says")}
"""Not written down yet if there was no intent."""

_RECORD = {
    (intended, keeps): _recording(**({} if intended else _IDENTITY), **({} if keeps else {"frozen": None}))
    for intended in (True, False)
    for keeps in (True, False)
}
_ATTEMPT = insert(_table(MailAttempt))


def intend(
    store: Connection, owner: str, batch: Sequence[tuple[Held, Outgoing]], backend: str, now: datetime
) -> set[int]:
    """Mark those of `batch` that `owner` still holds as being sent, their bytes frozen; returns their ids.

    What is not returned was taken from `owner`: its lease ran out, or it was cancelled. It must not be sent.
    """
    return {
        held.id
        for held, message in batch
        if store.execute(
            _INTEND,
            {
                "number": held.id,
                "owner": owner,
                "until": now + LEASE,
                "through": backend,
                "content": _frozen(message.raw),
                "named": held.message_id,
                "says": held.subject,
            },
        ).rowcount
    }


def _frozen(raw: bytes) -> bytes:
    """Not squeezed: it lies there for as long as an answer takes, and squeezing takes as long as writing it down."""
    return zlib.compress(raw, level=0)


def record(
    store: Connection, owner: str, results: Sequence[Told], backend: str, remembers: timedelta | None = None
) -> None:
    """Add the attempts, and move the messages to their next states. `remembers`: see `Caps.idempotency`."""
    if not results:
        return
    store.execute(_ATTEMPT, [_attempt(one, backend) for one in results])
    for one in results:
        decided = _decided(one, remembers)
        intended = one.result.outcome in {Outcome.ACCEPTED, Outcome.UNKNOWN}
        statement = _RECORD[intended, decided.state in _KEEPS_BYTES]
        store.execute(statement, _values(one, decided, owner, backend, intended=intended))


def _attempt(one: Told, backend: str) -> Mapping[str, Any]:
    result = one.result
    return {
        "mail_id": one.held.id,
        "at": one.at,
        "backend": backend,
        "outcome": result.outcome,
        "code": result.code,
        "detail": told(result.text) if result.text else "",
    }


def _values(one: Told, decided: Verdict, owner: str, backend: str, *, intended: bool) -> Mapping[str, Any]:
    values = {
        "number": one.held.id,
        "owner": owner,
        "is_now": decided.state,
        "tried": one.held.attempts + decided.counted,
        "next": decided.due_at or one.held.due_at,
        "sent": one.at if decided.state is State.ACCEPTED else None,
        "through": backend,
        "theirs": one.result.provider_id,
        "why": " ".join(part for part in (decided.why, one.result.text and told(one.result.text)) if part),
    }
    return values if intended else {**values, "named": one.held.message_id, "says": one.held.subject}


def _decided(one: Told, remembers: timedelta | None) -> Verdict:
    if one.result.outcome is not Outcome.UNKNOWN:
        return _verdict(one, one.result.outcome, one.result.scope)
    why = why_again(one.held.kind, one.held.event_starts_at, one.at, one.at, remembers)
    again = _verdict(one, Outcome.DEFERRED, Scope.MESSAGE) if why else None
    if again is not None and again.state is State.RETRY:
        return Verdict(State.RETRY, again.due_at, why=why)
    return _verdict(one, Outcome.UNKNOWN, one.result.scope)


def _verdict(one: Told, outcome: Outcome, scope: Scope) -> Verdict:
    return verdict(
        outcome,
        scope,
        attempts=one.held.attempts,
        now=one.at,
        expires_at=one.held.expires_at,
        jitter=random.uniform(*JITTER),  # noqa: S311 - spreads retries, keeps no secret
        retry_after=one.result.retry_after,
    )
