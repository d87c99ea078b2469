"""Deleting an event: only one that nobody has answered and nothing was sent for."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete as delete_from
from sqlalchemy import func, update
from sqlmodel import Session, col, select

from barnstorm.db.tables import (
    Assignment,
    Call,
    Event,
    EventOrganisation,
    Journal,
    Mail,
    MailAttempt,
    MailBytes,
    ReminderRule,
    Reply,
    Role,
    Rsvp,
    Sheet,
    SheetRow,
    SoftBounce,
)
from barnstorm.errors.event import EventInUse
from barnstorm.rows.event import EventRow
from barnstorm.services.event.rows import row_of
from barnstorm.services.finding.event import find_event_to_change

GO_WITH_IT: tuple[Any, ...] = (Role, Mail, Sheet, Call, ReminderRule, EventOrganisation)
OUTLIVE_IT: tuple[Any, ...] = (Journal, Reply)
"""With Rsvp, and Event itself, all that points at an event; a test holds this against the schema."""


def delete(session: Session, typed: str, now: datetime) -> EventRow:
    """Take the event away and return what it was. EventInUse if that would lose answers, actions or sent mail."""
    event = find_event_to_change(session, typed, now)
    row = row_of(session, event)
    answers, actions, letters = (
        _count(session, col(Rsvp.event_id) == event.id),
        _count(session, col(Event.born_at_id) == event.id),
        _count(session, col(Mail.event_id) == event.id, col(Mail.attempts) > 0),
    )
    if answers or actions or letters:
        raise EventInUse(event.ref, answers, actions, letters)
    _clear(session, event)
    session.delete(event)
    session.flush()
    return row


def _clear(session: Session, event: Event) -> None:
    """What hung on the event: what is nothing without it goes too, the rest forgets which event it was."""
    roles = select(Role.id).where(Role.event_id == event.id)
    mails = select(Mail.id).where(Mail.event_id == event.id)
    sheets = select(Sheet.id).where(Sheet.event_id == event.id)
    for statement in (
        delete_from(Assignment).where(col(Assignment.role_id).in_(roles)),
        delete_from(MailBytes).where(col(MailBytes.mail_id).in_(mails)),
        delete_from(MailAttempt).where(col(MailAttempt.mail_id).in_(mails)),
        update(SoftBounce).where(col(SoftBounce.mail_id).in_(mails)).values(mail_id=None),
        delete_from(SheetRow).where(col(SheetRow.sheet_id).in_(sheets)),
        *(delete_from(table).where(col(table.event_id) == event.id) for table in GO_WITH_IT),
        *(update(table).where(col(table.event_id) == event.id).values(event_id=None) for table in OUTLIVE_IT),
    ):
        session.exec(statement)


def _count(session: Session, *conditions: Any) -> int:
    return session.exec(select(func.count()).where(*conditions)).one()
