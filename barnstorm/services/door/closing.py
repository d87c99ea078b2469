"""The end of the evening: who was to come and has no tick did not come."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Journal, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.errors.door import NotBegunYet
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.door import Closed
from barnstorm.services.finding.event import find_event, find_event_to_change

_WERE_TO_COME = (Answer.GOING, Answer.MAYBE)


def to_close(session: Session, typed: str, now: datetime) -> Closed:
    """What closing the event would do. NotBegunYet, EventCancelled."""
    event = find_event(session, typed, now)
    _refuse_unfit(event, now)
    return _counted(session, event)


def close(session: Session, typed: str, now: datetime) -> Closed:
    """Everybody who was to come, surely or perhaps, and has no tick is noted as not having come.

    Until then the absence of a tick says nothing: at a big meeting nobody may have ticked. Closing twice changes
    nothing the second time, and whoever is ticked in afterwards has come. NotBegunYet, EventCancelled.
    """
    event = find_event_to_change(session, typed, now)
    _refuse_unfit(event, now)
    closed = _counted(session, event)
    session.execute(update(Rsvp).where(*_without_a_tick(event)).values(attended=False, updated_at=now))
    if closed.not_come:
        session.add(Journal(at=now, event_id=event.id, what="closed", detail=f"{closed.not_come} did not come"))
    session.flush()
    session.expire_all()
    return closed


def _refuse_unfit(event: Event, now: datetime) -> None:
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody came or stayed away")
    if now < event.starts_at:
        raise NotBegunYet(event.ref)


def _counted(session: Session, event: Event) -> Closed:
    came = select(func.count()).where(col(Rsvp.event_id) == event.id, col(Rsvp.attended).is_(True))
    missing = select(func.count()).where(*_without_a_tick(event))
    return Closed(event.ref, int(session.execute(came).scalar_one()), int(session.execute(missing).scalar_one()))


def _without_a_tick(event: Event) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Rsvp.event_id) == event.id,
        col(Rsvp.answer).in_(_WERE_TO_COME),
        col(Rsvp.attended).is_(None),
    )
