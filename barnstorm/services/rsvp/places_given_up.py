"""Somebody comes to nothing any more: their places at what is still to come go to those who wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Assignment, Event, Mail, Role, Rsvp
from barnstorm.domain.events import Status
from barnstorm.domain.letters import INVITE, SHIFT
from barnstorm.services.invite.holdings import HELD
from barnstorm.services.rsvp.waiting import fill_places


@dataclass(frozen=True)
class GivenUp:
    """Refs. `invited_to` are events that stand in their calendar, where nothing tells them otherwise."""

    events: tuple[str, ...]
    moved_up: tuple[str, ...]
    invited_to: tuple[str, ...]


def hold_coming(session: Session, person_id: int, now: datetime) -> Sequence[Event]:
    """The events that are not over and have them on a list, held until the transaction ends, always in one order."""
    listed = select(Rsvp.event_id).where(Rsvp.person_id == person_id)
    helping = select(Role.event_id).join(Assignment, col(Assignment.role_id) == Role.id)
    query = (
        select(Event)
        .where(
            Event.ends_at > now,
            or_(col(Event.id).in_(listed), col(Event.id).in_(helping.where(Assignment.person_id == person_id))),
        )
        .order_by(col(Event.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return session.exec(query).all()


def give_up(session: Session, person_id: int, events: Sequence[Event], now: datetime) -> GivenUp:
    """Take them off the lists and out of the roles of these events. Who is in already stays counted."""
    invited_to = _invited_to(session, person_id, events)
    freed: list[str] = []
    moved_up: list[str] = []
    for event in events:
        roles = select(Role.id).where(Role.event_id == event.id)
        session.exec(
            delete(Assignment).where(col(Assignment.person_id) == person_id, col(Assignment.role_id).in_(roles))
        )
        gone = delete(Rsvp).where(
            col(Rsvp.person_id) == person_id, col(Rsvp.event_id) == event.id, col(Rsvp.attended).is_not(True)
        )
        if session.execute(gone.returning(col(Rsvp.id))).all():
            freed.append(event.ref)
        if event.status == Status.SCHEDULED:
            moved_up += [f"{name} ({event.ref})" for name in fill_places(session, event, now)]
    return GivenUp(tuple(freed), tuple(moved_up), invited_to)


def _invited_to(session: Session, person_id: int, events: Sequence[Event]) -> tuple[str, ...]:
    held = select(Mail.event_id).where(
        Mail.person_id == person_id, col(Mail.kind).in_([INVITE, SHIFT]), col(Mail.state).in_([*HELD])
    )
    sent_for = set(session.exec(held))
    return tuple(event.ref for event in events if event.id in sent_for and event.status == Status.SCHEDULED)
