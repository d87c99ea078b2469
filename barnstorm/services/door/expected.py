"""The list at the door: who is expected and who is in already, in the order a greeter looks them up."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Assignment, Event, Person, Role, Rsvp, Sheet, SheetRow
from barnstorm.domain.answers import Answer
from barnstorm.domain.door import checked_desks, split_desks
from barnstorm.domain.names import join_name, surname_key
from barnstorm.rows.door import Desk, DoorRow, DoorSheet
from barnstorm.rows.sheet import SheetKind
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.event import find_event
from barnstorm.services.rsvp.waiting import waiting_list

EXPECTED = (Answer.GOING, Answer.MAYBE, Answer.WAITLISTED)


def door_sheet(
    session: Session, event: str, now: datetime, *, desks: int = 1, by_given_name: bool = False
) -> DoorSheet:
    """Those going, maybe and waiting, and everybody who is in whatever they answered, split evenly over the desks.

    Fewer desks if the names cannot be split so often. BadNumberOfDesks.
    """
    wanted = checked_desks(desks)
    held = find_event(session, event, now)
    roles, printed = _roles(session, held), _printed(session, held)
    turns = {party.key: turn for turn, party in enumerate(waiting_list(session, held), 1)}
    keyed = sorted(
        ((_key(line, by_given_name=by_given_name), line.person_id, line) for line in session.execute(_query(held))),
        key=lambda it: it[:2],
    )
    zone = ZoneInfo(held.timezone)
    parts = split_desks([key for key, _, _ in keyed], wanted)
    placed = tuple(
        Desk(
            part.sign,
            tuple(
                _row(line, turns, zone, part.sign, roles.get(line.person_id), printed.get(line.person_id))
                for _, _, line in keyed[part.start : part.stop]
            ),
        )
        for part in parts
    )
    return DoorSheet(event_rows.row_of(session, held), placed, by_given_name=by_given_name, as_of=now)


def _query(event: Event) -> Select[Any]:
    columns: tuple[Any, ...] = (
        *(Rsvp.id, Rsvp.person_id, Rsvp.party_size, Rsvp.answer, Rsvp.attended, Rsvp.checked_in_at),
        Rsvp.heads_in,
        *(Person.given_name, Person.family_name, Person.sort_key),
    )
    query: Select[Any] = (
        select(*columns)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id) == event.id, or_(col(Rsvp.answer).in_(EXPECTED), col(Rsvp.attended).is_(True)))
    )
    return query


def _key(line: Row[Any], *, by_given_name: bool) -> str:
    # Sorted here and not by the database: PostgreSQL's order depends on the locale it was made with.
    key: str = surname_key(line.family_name, line.given_name) if by_given_name else line.sort_key
    return key


def _roles(session: Session, event: Event) -> dict[int, str]:
    """Person id -> what they do at the event."""
    taken = (
        select(col(Assignment.person_id), col(Role.name))
        .join(Role, col(Assignment.role_id) == Role.id)
        .where(col(Role.event_id) == event.id, col(Assignment.dropped_at).is_(None))
        .order_by(col(Role.starts_at), col(Role.id))
    )
    found: dict[int, str] = {}
    for person_id, name in session.execute(taken):
        found[person_id] = f"{found[person_id]}, {name}" if person_id in found else name
    return found


def _printed(session: Session, event: Event) -> dict[int, tuple[str, int]]:
    """Person id -> (sheet, row) where their name was printed last."""
    rows = (
        select(col(SheetRow.person_id), col(Sheet.code), col(SheetRow.number))
        .join(Sheet, col(SheetRow.sheet_id) == Sheet.id)
        .where(col(Sheet.event_id) == event.id, col(Sheet.kind) == SheetKind.DOOR, col(SheetRow.person_id).is_not(None))
        .order_by(col(Sheet.id))
    )
    return {person_id: (code, number) for person_id, code, number in session.execute(rows)}


def _row(
    line: Row[Any],
    turns: dict[int, int],
    zone: ZoneInfo,
    sign: str,
    role: str | None,
    printed: tuple[str, int] | None,
) -> DoorRow:
    sheet, row = printed or (None, None)
    return DoorRow(
        person_id=line.person_id,
        name=join_name(line.given_name, line.family_name),
        given_name=line.given_name,
        family_name=line.family_name,
        party_size=line.party_size,
        answer=line.answer,
        waitlist_position=turns.get(line.id),
        attended=line.attended,
        checked_in_at=line.checked_in_at and line.checked_in_at.astimezone(zone),
        desk=sign,
        heads_in=line.heads_in,
        role=role,
        sheet=sheet,
        row=row,
    )
