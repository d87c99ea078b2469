"""What the check-in screen asks of the store: the list, what has changed of it, a tick, undo, a walk-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlmodel import Session, col

from barnstorm.db.tables import Assignment, Event, Person, PersonAlso, Role, Rsvp, Venue
from barnstorm.domain.consents import Channel, read_wording
from barnstorm.domain.evenings import is_on
from barnstorm.domain.events import Status
from barnstorm.domain.names import fold, join_name
from barnstorm.domain.people import Contact
from barnstorm.errors.door_desk import ChangedElsewhere
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.door import Ticked
from barnstorm.rows.door_desk import Arrived, DeskEvent, DeskList, DeskRow, Marker, Undone
from barnstorm.services.door import arrivals
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import is_called
from barnstorm.services.privacy import consents

_CLOCKS_APART = timedelta(minutes=10)
"""How far the clocks of two laptops may differ before a change of the one needs the whole list read again."""


@dataclass(frozen=True)
class Consenting:
    """To whom a walk-in has agreed to listen, and in which words: BARNSTORM_PRIVACY."""

    organisations: tuple[str, ...]
    wording: str


def at_the_door(session: Session, event: str, now: datetime) -> DeskEvent:
    """The event, if people can be let in to it. NoSuchEvent, SeveralEvents, EventCancelled."""
    held = find_event(session, event, now)
    if held.status == Status.CANCELLED:
        raise EventCancelled(held.ref, "nobody can be ticked in or out")
    room = session.get(Venue, held.venue_id) if held.venue_id else None
    return DeskEvent(
        event_rows.row_of(session, held),
        room=room.capacity if room else None,
        another_day=not is_on(held.starts_at, held.ends_at, now),
    )


def listing(session: Session, event: str, now: datetime) -> DeskList:
    """Everybody who was ever asked to the event or came to it, by surname."""
    held = find_event(session, event, now)
    return DeskList(tuple(_rows(session, held)), _helpers(session, held), _marker(session, held))


def changes_since(session: Session, event: str, seen: Marker, now: datetime) -> DeskList | None:
    """The rows that may have changed since `seen` was the marker; None if nothing has."""
    held = find_event(session, event, now)
    marker = _marker(session, held)
    if marker == seen:
        return None
    newer = () if seen.latest is None else (col(Rsvp.updated_at) >= seen.latest - _CLOCKS_APART,)
    return DeskList(tuple(_rows(session, held, *newer)), _helpers(session, held), marker)


def tick(
    session: Session, event: str, person_id: int, now: datetime, *, heads: int | None = None, again: bool = False
) -> Arrived:
    """As `arrivals.check_in`: all of the party come in, or so many `heads` of it.

    `again`: it was tried before at the same `now`, and the answer was lost; what was written then is not added to.
    """
    held = find_event_to_change(session, event, now)
    before = _row_of(session, held, person_id)
    if again and _written_at(session, held, person_id) == now:
        heads = 0
    return _arrived(session, held, arrivals.check_in(session, held.ref, str(person_id), now, heads=heads), before)


def walk_in(
    session: Session,
    event: str,
    contact: Contact,
    now: datetime,
    *,
    agreed: Consenting,
    another: bool = False,
    again: bool = False,
) -> Arrived:
    """As `arrivals.walk_in`; and they agree to be written to, or rung, by those organisations: by what they gave.

    `again` as for `tick`. SeveralOfThatName.
    """
    held = find_event_to_change(session, event, now)
    namesakes = {row.person_id: row for row in _rows(session, held, is_called(fold(contact.name)))}
    if again and any(_written_at(session, held, key) == now for key in namesakes):
        another = False
    ticked = arrivals.walk_in(session, held.ref, contact, now, another=another)
    channels = channels_of(contact)
    if agreed.organisations and channels:
        person, wording = str(ticked.rsvp.person_id), read_wording(agreed.wording)
        consents.give(session, person, agreed.organisations, channels, wording, f"at the door of {held.ref}", now, now)
    return _arrived(session, held, ticked, namesakes.get(ticked.rsvp.person_id))


def undo(session: Session, event: str, arrived: Arrived, now: datetime, *, again: bool = False) -> Undone:
    """Take back what `arrived` did, and no more: of a party that came in parts, the last part.

    `again` as for `tick`. ChangedElsewhere, if they do not stand any more as they did after it.
    """
    held = find_event_to_change(session, event, now)
    before, after = arrived.before, arrived.after
    stands, inside = _row_of(session, held, after.person_id), before.inside if before else 0
    if again and stands and stands.inside == inside:
        return Undone(stands, ())
    if stands != after:
        raise ChangedElsewhere(join_name(after.given_name, after.family_name))
    rsvp = session.execute(_rsvp(held, after.person_id)).scalar_one()
    rsvp.party_size = before.party_size if before else after.party_size
    moved_up: tuple[str, ...] = ()
    if inside:
        rsvp.heads_in, rsvp.updated_at = inside, now
        session.flush()
    else:
        moved_up = arrivals.undo(session, held.ref, str(after.person_id), now).moved_up
    return Undone(_surely(_row_of(session, held, after.person_id)), moved_up)


def channels_of(contact: Contact) -> tuple[Channel, ...]:
    """By what they can be reached at all: who gave no number cannot agree to be rung."""
    given = ((contact.email, Channel.EMAIL), (contact.phone, Channel.PHONE))
    return tuple(channel for value, channel in given if value)


def _arrived(session: Session, event: Event, ticked: Ticked, before: DeskRow | None) -> Arrived:
    return Arrived(ticked, before, _surely(_row_of(session, event, ticked.rsvp.person_id)))


def _rsvp(event: Event, person_id: int) -> Select[Rsvp]:
    return select(Rsvp).where(col(Rsvp.event_id) == event.id, col(Rsvp.person_id) == person_id)


def _written_at(session: Session, event: Event, person_id: int) -> datetime | None:
    """When their line was changed last (UTC)."""
    rsvp = session.execute(_rsvp(event, person_id)).scalars().first()
    return rsvp.updated_at if rsvp else None


def _surely(row: DeskRow | None) -> DeskRow:
    assert row is not None
    return row


def _row_of(session: Session, event: Event, person_id: int) -> DeskRow | None:
    return next(iter(_rows(session, event, col(Rsvp.person_id) == person_id)), None)


def _rows(session: Session, event: Event, *conditions: ColumnElement[bool]) -> list[DeskRow]:
    shown: tuple[Any, ...] = (
        *(Rsvp.person_id, Rsvp.answer, Rsvp.party_size, Rsvp.attended, Rsvp.heads_in, Rsvp.checked_in_at, Rsvp.access),
        *(Person.given_name, Person.family_name, Person.name_folded, Person.sort_key, Person.phone, Person.postcode),
    )
    query = (
        select(*shown).join(Person, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event.id, *conditions)
    )
    also, zone = _other_names(session, event, *conditions), ZoneInfo(event.timezone)
    # Sorted here and not by the database: PostgreSQL's order depends on the locale it was made with.
    lines = sorted(session.execute(query), key=lambda line: (line.sort_key, line.person_id))
    return [_row(line, also.get(line.person_id, ()), zone) for line in lines]


def _row(line: Row[Any], also: tuple[str, ...], zone: ZoneInfo) -> DeskRow:
    heads: int = line.party_size if line.heads_in is None else line.heads_in
    return DeskRow(
        person_id=line.person_id,
        given_name=line.given_name,
        family_name=line.family_name,
        names=(line.name_folded, *also),
        sort_key=line.sort_key,
        phone=line.phone,
        postcode=line.postcode,
        answer=line.answer,
        party_size=line.party_size,
        inside=heads if line.attended else 0,
        checked_in_at=line.checked_in_at.astimezone(zone) if line.attended else None,
        access=line.access,
    )


def _other_names(session: Session, event: Event, *conditions: ColumnElement[bool]) -> dict[int, tuple[str, ...]]:
    """What those on the list who meet the conditions are known by besides their own names, folded."""
    query = (
        select(col(PersonAlso.person_id), col(PersonAlso.value_key))
        .join(Person, col(PersonAlso.person_id) == Person.id)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id) == event.id, col(PersonAlso.kind) == "name", *conditions)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person_id, name in session.execute(query):
        found[person_id] = (*found.get(person_id, ()), name)
    return found


def _helpers(session: Session, event: Event) -> frozenset[int]:
    query = (
        select(col(Assignment.person_id))
        .join(Role, col(Assignment.role_id) == Role.id)
        .where(col(Role.event_id) == event.id, col(Assignment.dropped_at).is_(None))
    )
    return frozenset(session.execute(query).scalars())


def _marker(session: Session, event: Event) -> Marker:
    heads = func.coalesce(Rsvp.heads_in, Rsvp.party_size)
    inside = case((col(Rsvp.attended).is_(True), heads), else_=0)
    total = func.coalesce
    query = select(
        func.max(Rsvp.updated_at),
        func.count(),
        total(func.sum(inside), 0),
        total(func.sum(Rsvp.party_size), 0),
        total(func.sum(inside * col(Rsvp.person_id)), 0),
    ).where(col(Rsvp.event_id) == event.id)
    latest, rows, *sums = session.execute(query).one()
    return Marker(latest, rows, *map(int, sums))
