"""Writing down the intent to send a message, and what became of it.

Plain statements, as few as can be: they are carried out once for every message, while its connection waits.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, insert, or_, update
from sqlmodel import SQLModel

from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.domain.delivery import JITTER, UNDER_WAY, Outcome, Scope, State, Verdict, told, verdict
from barnstorm.mail.interface import Outgoing
from barnstorm.services.outbox.hand import Held, Told
from barnstorm.services.outbox.leases import LEASE, why_again

_KEEPS_BYTES = frozenset({State.RETRY, State.UNKNOWN})
"""It may be sent again, and then must be the same message."""

_HELD = tuple(state.value for state in sorted([*UNDER_WAY, State.UNKNOWN]))
"""What an answer may still be about. Plain words, as the drivers take them fastest."""


def _table(model: type[SQLModel]) -> Table:
    table: Table = vars(model)["__table__"]
    return table


_MAIL = _table(Mail)

_INTEND = Form(
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


def _recording(**more: Any) -> Form:
    """Only while nobody else has taken it; but one that was declared unknown while its worker slept is put right by
    the worker that knows better.
    """
    return Form(
        update(_MAIL)
        .where(_MAIL.c.id == bindparam("number"), _MAIL.c.lease_owner == bindparam("owner"))
        .where(or_(*(_MAIL.c.state == state for state in _HELD)))
        .values(
            state=bindparam("is_now"),
            attempts=bindparam("tried"),
            due_at=bindparam("next"),
            sent_at=None,
            backend=bindparam("through"),
            provider_id=bindparam("theirs"),
            detail=bindparam("why"),
            lease_owner=None,
            lease_until=None,
            **more,
        )
    )


_ACCEPTED = Form(
    update(_MAIL)
    .where(_MAIL.c.id == bindparam("number"), _MAIL.c.lease_owner == bindparam("owner"))
    .where(or_(*(_MAIL.c.state == state for state in _HELD)))
    .values(
        state=State.ACCEPTED.value,
        attempts=bindparam("tried"),
        sent_at=bindparam("sent"),
        provider_id=bindparam("theirs"),
        detail="",
        frozen=None,
        lease_owner=None,
        lease_until=None,
    )
)
"""Nearly always; the rest was written with the intent."""

_IDENTITY: dict[str, Any] = {"message_id": bindparam("named"), "subject": bindparam("says")}
"""Not written down yet if there was no intent."""

_RECORD = {
    (intended, keeps): _recording(**({} if intended else _IDENTITY), **({} if keeps else {"frozen": None}))
    for intended in (True, False)
    for keeps in (True, False)
}
_ATTEMPT = Form(
    insert(_table(MailAttempt)).inline(),  # its number is nobody's business
    "mail_id",
    "at",
    "backend",
    "outcome",
    "code",
    "detail",
)


def intend(page: Page, owner: str, batch: Sequence[tuple[Held, Outgoing]], backend: str, now: datetime) -> set[int]:
    """Mark those of `batch` that `owner` still holds as being sent, their bytes frozen; returns their ids.

    What is not returned was taken from `owner`: its lease ran out, or it was cancelled. It must not be sent.
    """
    return {
        held.mail.id
        for held, message in batch
        if page.write(
            _INTEND,
            {
                "number": held.mail.id,
                "owner": owner,
                "until": now + LEASE,
                "through": backend,
                "content": message.raw,
                "named": held.mail.message_id,
                "says": held.subject,
            },
        )
    }


def record(page: Page, owner: str, results: Sequence[Told], backend: str, remembers: timedelta | None = None) -> None:
    """Add the attempts, and move the messages to their next states. `remembers`: see `Caps.idempotency`."""
    for one in results:
        page.write(_ATTEMPT, _attempt(one, backend))
        if one.result.outcome is Outcome.ACCEPTED:
            page.write(_ACCEPTED, _accepted(one, owner))
            continue
        decided = _decided(one, remembers)
        intended = one.result.outcome is Outcome.UNKNOWN
        form = _RECORD[intended, decided.state in _KEEPS_BYTES]
        page.write(form, _values(one, decided, owner, backend, intended=intended))


def _attempt(one: Told, backend: str) -> Mapping[str, Any]:
    result = one.result
    return {
        "mail_id": one.held.mail.id,
        "at": one.at,
        "backend": backend,
        "outcome": result.outcome.value,
        "code": result.code,
        "detail": told(result.text) if result.text else "",
    }


def _accepted(one: Told, owner: str) -> Mapping[str, Any]:
    return {
        "number": one.held.mail.id,
        "owner": owner,
        "tried": one.held.mail.attempts + 1,
        "sent": one.at,
        "theirs": one.result.provider_id,
    }


def _values(one: Told, decided: Verdict, owner: str, backend: str, *, intended: bool) -> Mapping[str, Any]:
    values = {
        "number": one.held.mail.id,
        "owner": owner,
        "is_now": decided.state,
        "tried": one.held.mail.attempts + decided.counted,
        "next": decided.due_at or one.held.mail.due_at,
        "through": backend,
        "theirs": one.result.provider_id,
        "why": " ".join(part for part in (decided.why, one.result.text and told(one.result.text)) if part),
    }
    return values if intended else {**values, "named": one.held.mail.message_id, "says": one.held.subject}


def _decided(one: Told, remembers: timedelta | None) -> Verdict:
    if one.result.outcome is not Outcome.UNKNOWN:
        return _verdict(one, one.result.outcome, one.result.scope)
    why = why_again(one.held.mail.kind, one.held.mail.event_starts_at, one.at, one.at, remembers)
    again = _verdict(one, Outcome.DEFERRED, Scope.MESSAGE) if why else None
    if again is not None and again.state is State.RETRY:
        return Verdict(State.RETRY, again.due_at, why=why)
    return _verdict(one, Outcome.UNKNOWN, one.result.scope)


def _verdict(one: Told, outcome: Outcome, scope: Scope) -> Verdict:
    return verdict(
        outcome,
        scope,
        attempts=one.held.mail.attempts,
        now=one.at,
        expires_at=one.held.mail.expires_at,
        jitter=random.uniform(*JITTER),  # noqa: S311 - spreads retries, keeps no secret
        retry_after=one.result.retry_after,
    )
