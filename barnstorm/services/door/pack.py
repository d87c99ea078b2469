"""Everything that is printed for an evening, gathered and registered in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.text import one_line
from barnstorm.rows.door import DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.pack import NeedRow, Pack, PosterLine
from barnstorm.rows.sheet import PageRoom
from barnstorm.services.action.host_sheets import Room, actions_of, as_printed, sheets_of, where_told
from barnstorm.services.door.printed import door_sheets, print_door
from barnstorm.services.event import rows as event_rows
from barnstorm.services.event.outlook import outlook_of
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.volunteer.roles import role_rows


@dataclass(frozen=True)
class Rooms:
    """How much the pages take, of paper for that event, and how many lines for walk-ins a desk has if nobody said."""

    door: Callable[[EventRow], PageRoom]
    host: Room
    walk_ins: Callable[[EventRow], int]


def print_pack(
    session: Session,
    typed: str,
    now: datetime,
    rooms: Rooms,
    *,
    desks: int | None = None,
    blank_rows: int | None = None,
    host_sheets: int | None = None,
) -> Pack:
    """The pack, with all its sheets registered. BadNumberOfDesks.

    If nobody said, there are as many `desks` and blank `host_sheets` as the forecast wants.
    """
    event = find_event_to_change(session, typed, now)
    seen = outlook_of(session, event, now, desks=desks)
    row = event_rows.row_of(session, event)
    lines = rooms.walk_ins(row) if blank_rows is None else blank_rows
    door = print_door(session, event.ref, now, rooms.door, desks=seen.desks, blank_rows=lines)
    offered = actions_of(session, event)
    blank = max(0, seen.host_sheets - len(offered)) if host_sheets is None else host_sheets
    hosts = sheets_of(session, event, now, rooms.host, blank=blank)
    sheets = (*door_sheets(door, rooms.door(row), lines), *as_printed(hosts))
    return Pack(
        event=door.event,
        outlook=replace(seen, sheets=sheets),
        door=door,
        blank_rows=lines,
        needs=_needs(session, event, door),
        roles=tuple(role_rows(session, event)),
        wall=tuple(_on_the_wall(session, action) for action in offered if not _under_review(action)),
        hosts=hosts,
        under_review=sum(_under_review(action) for action in offered),
        as_of=now,
    )


def _under_review(action: Event) -> bool:
    return action.review == "pending"


def _needs(session: Session, event: Event, door: DoorSheet) -> tuple[NeedRow, ...]:
    """Of those on the list, in its order."""
    told = select(Rsvp.person_id, Rsvp.access).where(Rsvp.event_id == event.id, Rsvp.access != "")
    needs = {person_id: one_line(access) for person_id, access in session.exec(told)}
    return tuple(
        NeedRow(row.person_id, row.name, row.sheet or "", row.row or 0, needs[row.person_id])
        for row in door.rows
        if row.person_id in needs
    )


def _on_the_wall(session: Session, action: Event) -> PosterLine:
    occasion = occasion_of(session, action)
    host = session.get(Person, action.host_id) if action.host_id else None
    return PosterLine(
        code=action.code or "",
        title=occasion.title,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        all_day=occasion.all_day,
        where=where_told(occasion),
        host=one_line(host.given_name or host.family_name) if host else "",
    )
