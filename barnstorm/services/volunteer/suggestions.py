"""Whom to ask next: those who could, the least recently asked first, so that it is not always the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Assignment, Event, Person, Role, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.spans import Span
from barnstorm.rows.volunteer import SuggestionRow
from barnstorm.services.finding.event import find_event
from barnstorm.services.volunteer.roles import find_role, span_of

MOST = 20


def suggest(
    session: Session, typed: str, now: datetime, role: str | None = None, most: int = MOST
) -> tuple[str, list[SuggestionRow]]:
    """The event’s ref, and up to `most` people who come to it or have helped before, and are free then.

    Whoever has a role at the event already, or gave one back, is not asked again. Who was never asked comes first,
    those who come to the event before others. NoSuchRole.
    """
    event = find_event(session, typed, now)
    wanted = span_of(event, find_role(session, event, role)) if role else Span(event.starts_at, event.ends_at)
    lines = session.execute(_candidates(event, wanted).limit(most)).all()
    return event.ref, [
        SuggestionRow(
            person_id=line.id,
            name=join_name(line.given_name, line.family_name),
            phone=line.phone,
            email=line.email,
            answer=line.answer or "",
            last_asked_at=line.last_asked_at,
            helped=int(line.helped),
        )
        for line in lines
    ]


def _candidates(event: Event, wanted: Span) -> Select[Any]:
    asked = (
        select(
            col(Assignment.person_id),
            func.max(Assignment.created_at).label("last_asked_at"),
            func.sum(case((col(Assignment.dropped_at).is_(None), 1), else_=0)).label("helped"),
        )
        .group_by(col(Assignment.person_id))
        .subquery()
    )
    shown: tuple[Any, ...] = (
        Person.id, Person.given_name, Person.family_name, Person.phone, Person.email, Rsvp.answer,
        asked.c.last_asked_at, func.coalesce(asked.c.helped, 0).label("helped"),
    )  # fmt: skip
    comes = col(Rsvp.answer).in_([Answer.GOING, Answer.MAYBE])
    return (
        select(*shown)
        .outerjoin(Rsvp, (col(Rsvp.person_id) == Person.id) & (col(Rsvp.event_id) == event.id))
        .outerjoin(asked, asked.c.person_id == Person.id)
        .where(
            or_(comes, asked.c.helped > 0),
            or_(col(Rsvp.answer).is_(None), comes),
            col(Person.name_folded) != "",
            col(Person.id).not_in(_asked_here(event)),
            col(Person.id).not_in(_at_work(event, wanted)),
            col(Person.id).not_in(_hosting(event, wanted)),
        )
        .order_by(
            case((asked.c.last_asked_at.is_(None), 0), else_=1), asked.c.last_asked_at,
            case((comes, 0), else_=1), col(Person.sort_key), col(Person.id),
        )
    )  # fmt: skip


def _asked_here(event: Event) -> Select[Any]:
    return (
        select(col(Assignment.person_id))
        .join(Role, col(Assignment.role_id) == Role.id)
        .where(col(Role.event_id) == event.id)
    )


def _at_work(event: Event, wanted: Span) -> Select[Any]:
    """Who has a role elsewhere at that time."""
    begins, ends = func.coalesce(Role.starts_at, Event.starts_at), func.coalesce(Role.ends_at, Event.ends_at)
    return (
        select(col(Assignment.person_id))
        .join(Role, col(Assignment.role_id) == Role.id)
        .join(Event, col(Role.event_id) == Event.id)
        .where(
            col(Assignment.dropped_at).is_(None),
            col(Event.id) != event.id,
            col(Event.status) == Status.SCHEDULED,
            begins < wanted.ends_at,
            ends > wanted.starts_at,
        )
    )


def _hosting(event: Event, wanted: Span) -> Select[Any]:
    return select(col(Event.host_id)).where(
        col(Event.host_id).is_not(None),
        col(Event.id) != event.id,
        col(Event.status) == Status.SCHEDULED,
        col(Event.starts_at) < wanted.ends_at,
        col(Event.ends_at) > wanted.starts_at,
    )
