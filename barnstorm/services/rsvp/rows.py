"""Answers as rows. Columns are selected, not objects: ten thousand rows are a list like any other."""

from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer, why_waiting
from barnstorm.domain.erasure import NAMELESS
from barnstorm.domain.names import join_name
from barnstorm.rows.rsvp import RsvpRow
from barnstorm.services.rsvp.waiting import heads_going, waiting_list

Sort = Literal["surname", "waiting", "added"]


def rows_of(session: Session, event: Event, *, answer: Answer | None = None, sort: Sort | None = None) -> list[RsvpRow]:
    """Who is on the list of `event`: by surname, or as they were put there, or (usual for those who wait) by turn."""
    query = _query(event)
    if answer is not None:
        query = query.where(col(Rsvp.answer) == answer)
    return _rows(
        session, event, query.order_by(*_order(sort or ("waiting" if answer is Answer.WAITLISTED else "surname")))
    )


def row_of(session: Session, rsvp: Rsvp) -> RsvpRow:
    session.flush()
    event = session.get_one(Event, rsvp.event_id)
    return _rows(session, event, _query(event).where(col(Rsvp.id) == rsvp.id))[0]


def rows_for(session: Session, event: Event, rsvp_ids: list[int]) -> list[RsvpRow]:
    """These RSVPs of `event`, in the order given."""
    found = {row.person_id: row for row in _rows(session, event, _query(event).where(col(Rsvp.id).in_(rsvp_ids)))}
    people = select(col(Rsvp.id), col(Rsvp.person_id)).where(col(Rsvp.id).in_(rsvp_ids))
    whose = dict(session.execute(people).all())
    return [found[whose[key]] for key in rsvp_ids]


def _query(event: Event) -> Select[*tuple[Any, ...]]:
    shown: tuple[Any, ...] = (
        Rsvp.id, Rsvp.person_id, Rsvp.answer, Rsvp.party_size, Rsvp.confirmed_at, Rsvp.attended, Rsvp.checked_in_at,
        Rsvp.source, Rsvp.access, Rsvp.confirmed_by, Rsvp.confirmed_how, Rsvp.answered_at, Rsvp.notes,
        Person.given_name, Person.family_name, Person.email, Person.phone, Person.phone_as_written, Person.postcode,
    )  # fmt: skip
    return select(*shown).join(Person, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event.id)


def _order(sort: Sort) -> tuple[Any, ...]:
    match sort:
        case "surname":
            return Person.sort_key, col(Person.id)
        case "waiting":
            return col(Rsvp.waitlisted_at), col(Rsvp.id)
        case "added":
            return (col(Rsvp.id),)


def _rows(session: Session, event: Event, query: Select[*tuple[Any, ...]]) -> list[RsvpRow]:
    lines = session.execute(query).all()
    turns: dict[int, int] = {}
    taken = 0
    if any(line.answer == Answer.WAITLISTED for line in lines):
        turns = {party.key: turn for turn, party in enumerate(waiting_list(session, event), 1)}
        taken = heads_going(session, event)
    zone = ZoneInfo(event.timezone)
    return [_row(line, event, zone, turns.get(line.id), taken) for line in lines]


def _row(line: Row[Any], event: Event, zone: ZoneInfo, turn: int | None, taken: int) -> RsvpRow:
    return RsvpRow(
        event=event.ref,
        person_id=line.person_id,
        name=join_name(line.given_name, line.family_name) or NAMELESS,
        given_name=line.given_name,
        family_name=line.family_name,
        email=line.email,
        phone=line.phone,
        postcode=line.postcode,
        answer=line.answer,
        party_size=line.party_size,
        waitlist_position=turn,
        confirmed_at=line.confirmed_at and line.confirmed_at.astimezone(zone),
        attended=line.attended,
        checked_in_at=line.checked_in_at and line.checked_in_at.astimezone(zone),
        source=line.source,
        access=line.access,
        waits_because=why_waiting(event.capacity, taken, line.party_size) if turn else None,
        confirmed_by=line.confirmed_by,
        confirmed_how=line.confirmed_how,
        answered_at=line.answered_at and line.answered_at.astimezone(zone),
        phone_as_written=line.phone_as_written,
        notes=line.notes,
    )
