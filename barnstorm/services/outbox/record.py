"""Writing down the intent to send a message, and what became of it.

Plain statements, as few as can be: they are carried out once for every message, while its connection waits.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, or_, update
from sqlmodel import SQLModel

from barnstorm.db.pen import Form, Page
from barnstorm.db.tables import Mail, MailAttempt, MailBytes
from barnstorm.domain.delivery import JITTER, UNDER_WAY, Outcome, Scope, State, Verdict, told, verdict
from barnstorm.services.outbox.hand import Told
from barnstorm.services.outbox.leases import LEASE, why_again

_KEEPS_BYTES = frozenset({State.RETRY, State.UNKNOWN})
"""It may be sent again, and then must be the same message."""


def _table(model: type[SQLModel]) -> Table:
    table: Table = vars(model)["__table__"]
    return table


_MAIL = _table(Mail)
_BYTES = _table(MailBytes)

_INTEND = Form(
    update(_MAIL)
    .where(_MAIL.c.id == bindparam("number"))
    .where(_MAIL.c.state == State.CLAIMED.value, _MAIL.c.lease_owner == bindparam("owner"))
    .values(state=State.SENDING.value, lease_until=bindparam("until"))
)
"""Everything else was written when it was taken: this alone is waited for, and changes no index."""


def _recording(**values: Any) -> Form:
    """Only while nobody else has taken it; but one that was declared unknown while its worker slept is put right by
    the worker that knows better.
    """
    held = or_(*(_MAIL.c.state == state.value for state in sorted([*UNDER_WAY, State.UNKNOWN])))
    mine = _MAIL.c.id == bindparam("number"), _MAIL.c.lease_owner == bindparam("owner")
    values |= {"attempts": bindparam("tried"), "provider_id": bindparam("theirs")}
    return Form(update(_MAIL).where(*mine, held).values(values))


_ACCEPTED = _recording(state=State.ACCEPTED.value, sent_at=bindparam("sent"), detail="")
"""Nearly always, and before the next message leaves. It is not in the books yet, so the lease stays."""

_RECORD = _recording(
    state=bindparam("is_now"),
    due_at=bindparam("next"),
    detail=bindparam("why"),
    lease_owner=None,
    lease_until=None,
)
_KEEP = Form(update(_BYTES).where(_BYTES.c.mail_id == bindparam("number")).values(handed_over=True))
_THAW = Form(delete(_BYTES).where(_BYTES.c.mail_id == bindparam("number")))
_THAW_UNTRIED = Form(
    delete(_BYTES).where(_BYTES.c.mail_id == bindparam("number"), _BYTES.c.handed_over.is_(False)),
)
"""`frozen.keep` and `frozen.thaw`, for one message while others wait."""

_ATTEMPT = Form(
    insert(_table(MailAttempt)).inline(),  # its number is nobody's business
    "mail_id",
    "at",
    "backend",
    "outcome",
    "code",
    "detail",
)


def intend(page: Page, owner: str, ids: Sequence[int], now: datetime) -> set[int]:
    """Mark those of `ids` that `owner` still holds as being sent; returns them.

    What is not returned was taken from `owner`: its lease ran out, or it was cancelled. It must not be sent.
    """
    until = now + LEASE
    return {number for number in ids if page.write(_INTEND, {"number": number, "owner": owner, "until": until})}


def record(page: Page, owner: str, results: Sequence[Told], backend: str, remembers: timedelta | None = None) -> None:
    """Move the messages to their next states, and add the attempts; but those that were accepted are booked later, as
    they are still held (`books`). `remembers`: see `Caps.idempotency`.
    """
    for one in results:
        if one.result.outcome is Outcome.ACCEPTED:
            if not page.write(_ACCEPTED, _accepted(one, owner)):
                page.write(_ATTEMPT, _attempt(one, backend))  # somebody else has it now; it has left all the same
            continue
        page.write(_ATTEMPT, _attempt(one, backend))
        decided = _decided(one, remembers)
        if page.write(_RECORD, _values(one, decided, owner)):
            page.write(_bytes(one, decided), {"number": one.mail.id})


def _bytes(one: Told, decided: Verdict) -> Form:
    """What becomes of them."""
    if decided.state not in _KEEPS_BYTES:
        return _THAW
    return _KEEP if one.intended else _THAW_UNTRIED


def _attempt(one: Told, backend: str) -> Mapping[str, Any]:
    result = one.result
    return {
        "mail_id": one.mail.id,
        "at": one.at,
        "backend": backend,
        "outcome": result.outcome.value,
        "code": result.code,
        "detail": told(result.text) if result.text else "",
    }


def _accepted(one: Told, owner: str) -> Mapping[str, Any]:
    return {
        "number": one.mail.id,
        "owner": owner,
        "tried": one.mail.attempts + 1,
        "sent": one.at,
        "theirs": one.result.provider_id,
    }


def _values(one: Told, decided: Verdict, owner: str) -> Mapping[str, Any]:
    said = one.result.text and told(one.result.text)
    return {
        "number": one.mail.id,
        "owner": owner,
        "is_now": decided.state.value,
        "tried": one.mail.attempts + decided.counted,
        "next": decided.due_at or one.mail.due_at,
        "theirs": one.result.provider_id,
        "why": " ".join(part for part in (decided.why, said) if part),
    }


def _decided(one: Told, remembers: timedelta | None) -> Verdict:
    if one.result.outcome is not Outcome.UNKNOWN:
        return _verdict(one, one.result.outcome, one.result.scope)
    why = why_again(one.mail.kind, one.mail.event_starts_at, one.at, one.at, remembers)
    again = _verdict(one, Outcome.DEFERRED, Scope.MESSAGE) if why else None
    if again is not None and again.state is State.RETRY:
        return Verdict(State.RETRY, again.due_at, why=why)
    return _verdict(one, Outcome.UNKNOWN, one.result.scope)


def _verdict(one: Told, outcome: Outcome, scope: Scope) -> Verdict:
    return verdict(
        outcome,
        scope,
        attempts=one.mail.attempts,
        now=one.at,
        expires_at=one.mail.expires_at,
        jitter=random.uniform(*JITTER),  # noqa: S311 - spreads retries, keeps no secret
        retry_after=one.result.retry_after,
    )
