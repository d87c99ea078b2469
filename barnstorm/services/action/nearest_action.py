"""What somebody who missed one thing may come to instead."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.rsvp.waiting import heads_going


def nearest_open(session: Session, event: Event, person: Person, now: datetime) -> Event | None:
    """The next event with a free place, in the same seat or of the same meeting, that they have not answered to yet and
    are not somewhere else during; None if there is none.
    """
    busy = _going_to(session, person, now)
    return next(
        (
            one
            for one in _ahead(session, event, now)
            if places_left(session, one) != 0 and not rsvp_of(session, one, person) and not _overlaps(one, busy)
        ),
        None,
    )


def places_left(session: Session, event: Event) -> int | None:
    """None without a limit."""
    return None if event.capacity is None else max(0, event.capacity - heads_going(session, event))


def _ahead(session: Session, event: Event, now: datetime) -> Sequence[Event]:
    """What is still to come near `event`: born at it, born where it was born, or in its seat; offers that nobody has
    approved left out.
    """
    near = [Event.born_at_id == event.id]
    near += [Event.born_at_id == event.born_at_id] if event.born_at_id else []
    near += [Event.seat_id == event.seat_id] if event.seat_id else []
    return session.exec(
        select(Event)
        .where(Event.starts_at > now, Event.status == Status.SCHEDULED, or_(*near), Event.id != event.id)
        .where(or_(col(Event.review).is_(None), Event.review == "approved"))
        .order_by(col(Event.starts_at), col(Event.id))
    ).all()


def _going_to(session: Session, person: Person, now: datetime) -> Sequence[Event]:
    return session.exec(
        select(Event)
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(Rsvp.person_id == person.id, Rsvp.answer == Answer.GOING)
        .where(Event.ends_at > now, Event.status == Status.SCHEDULED)
    ).all()


def _overlaps(event: Event, others: Iterable[Event]) -> bool:
    return any(event.starts_at < other.ends_at and other.starts_at < event.ends_at for other in others)
