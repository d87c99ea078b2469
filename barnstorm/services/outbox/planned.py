"""Letters that should go, brought together with the outbox as it is. Planning twice plans once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, update
from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.delivery import WAITING, State
from barnstorm.services.outbox import outbox
from barnstorm.services.outbox.frozen import thaw

_CLOSED = (State.SKIPPED, State.CANCELLED)
"""States in which a letter has certainly not arrived, and may be planned anew, as when an event is moved back."""


@dataclass(frozen=True)
class Wanted:
    """A letter that should go between `due_at` and `expires_at`, or (SKIPPED) the record that it should not and why."""

    key: str
    kind: str
    person: Person
    address: str
    subject: str
    due_at: datetime
    expires_at: datetime | None
    state: State = State.QUEUED
    detail: str = ""


def of_event(session: Session, event: Event, *kinds: str) -> dict[str, Mail]:
    """Key -> letter, for all letters of an event whose kind begins with one of `kinds`."""
    alike: list[ColumnElement[bool]] = [col(Mail.kind).startswith(kind) for kind in kinds]
    found = session.exec(select(Mail).where(Mail.event_id == event.id, or_(*alike)))
    return {mail.key: mail for mail in found}


def put(session: Session, event: Event, wanted: Iterable[Wanted], known: dict[str, Mail], now: datetime) -> int:
    """Queue each letter of `wanted` unless it is in `known` or somebody else queues it first. Returns how many changed.

    A letter known but never tried, or called off, is brought up to date: its address, its time, whether it should go
    at all.
    """
    changed = 0
    for letter in wanted:
        mail = known.get(letter.key)
        if mail is None:
            changed += _queue(session, event, letter, now)
        elif _may_change(mail) and not _as_wanted(mail, letter):
            changed += _bring_up_to_date(session, mail, letter)
    return changed


def call_off(session: Session, mails: Iterable[Mail], why: str) -> int:
    """Close the letters among `mails` that still wait to be sent. Returns how many there were."""
    waiting = [mail.id for mail in mails if mail.state in WAITING]
    if not waiting:
        return 0
    closed = (
        update(Mail)
        .where(col(Mail.id).in_(waiting), col(Mail.state).in_(WAITING))
        .values(state=State.CANCELLED, detail=why)
    )
    return _rows(session, closed)


def _may_change(mail: Mail) -> bool:
    return mail.state in _CLOSED or (mail.state == State.QUEUED and mail.attempts == 0)


def _queue(session: Session, event: Event, letter: Wanted, now: datetime) -> bool:
    queued = outbox.queue(
        session,
        key=letter.key,
        kind=letter.kind,
        event=event,
        person=letter.person,
        to_address=letter.address,
        due_at=letter.due_at,
        expires_at=letter.expires_at,
        now=now,
        subject=letter.subject,
        state=letter.state,
        detail=letter.detail,
    )
    return queued is not None


def _as_wanted(mail: Mail, letter: Wanted) -> bool:
    return (mail.state, mail.to_address, mail.subject, mail.due_at, mail.expires_at, mail.detail) == (
        letter.state,
        letter.address,
        letter.subject,
        letter.due_at,
        letter.expires_at,
        letter.detail,
    )


def _bring_up_to_date(session: Session, mail: Mail, letter: Wanted) -> bool:
    """Only if it is still as we saw it: another process may have taken it meanwhile."""
    changed = (
        update(Mail)
        .where(col(Mail.id) == mail.id, col(Mail.state) == mail.state, col(Mail.attempts) == mail.attempts)
        .values(
            state=letter.state,
            to_address=letter.address,
            subject=letter.subject,
            due_at=letter.due_at,
            expires_at=letter.expires_at,
            detail=letter.detail,
        )
    )
    return _rows(session, changed) > 0


def _rows(session: Session, statement: Update) -> int:
    """How many rows an UPDATE met, which are other letters from now on; what the session holds is read anew."""
    session.flush()
    changed = statement.returning(col(Mail.id))
    met = session.execute(changed, execution_options={"synchronize_session": False}).scalars().all()
    if met:
        thaw(session, col(Mail.id).in_(met))
    session.expire_all()
    return len(met)
