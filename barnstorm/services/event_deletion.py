"""Deleting an event: only one that nobody has answered and nothing was sent for."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete as delete_from
from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Assignment, Event, EventOrganisation, Mail, MailAttempt, Role, Rsvp
from barnstorm.errors.event import EventInUse
from barnstorm.rows.event import EventRow
from barnstorm.services.event_rows import row_of
from barnstorm.services.finding.event import find_event_to_change


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
    roles = select(Role.id).where(Role.event_id == event.id)
    mails = select(Mail.id).where(Mail.event_id == event.id)
    for statement in (
        delete_from(Assignment).where(col(Assignment.role_id).in_(roles)),
        delete_from(Role).where(col(Role.event_id) == event.id),
        delete_from(MailAttempt).where(col(MailAttempt.mail_id).in_(mails)),
        delete_from(Mail).where(col(Mail.event_id) == event.id),
        delete_from(EventOrganisation).where(col(EventOrganisation.event_id) == event.id),
    ):
        session.exec(statement)
    session.delete(event)
    session.flush()
    return row


def _count(session: Session, *conditions: Any) -> int:
    return session.exec(select(func.count()).where(*conditions)).one()
