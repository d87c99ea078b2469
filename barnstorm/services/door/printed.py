"""The door list as it goes on paper: each desk's part is a sheet of numbered rows, with one for walk-ins beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.rows.door import Desk, DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import PageRoom, PrintedSheet, SheetKind
from barnstorm.services.door.expected import door_sheet
from barnstorm.services.door.registered import register
from barnstorm.services.finding.event import find_event_to_change


def print_door(
    session: Session,
    typed: str,
    now: datetime,
    room: Callable[[EventRow], PageRoom],
    *,
    desks: int = 1,
    by_given_name: bool = False,
    blank_rows: int = 0,
) -> DoorSheet:
    """The list with its sheets registered; `room` says what a page takes. BadNumberOfDesks.

    `blank_rows` are the lines for walk-ins at each desk. Where people sit on the paper is known from now on.
    """
    event = find_event_to_change(session, typed, now)
    sheet = door_sheet(session, event.ref, now, desks=desks, by_given_name=by_given_name)
    fits = room(sheet.event)
    placed = tuple(_registered(session, event, desk, now, fits, blank_rows) for desk in sheet.desks)
    return replace(sheet, desks=placed)


def door_sheets(sheet: DoorSheet, room: PageRoom, blank_rows: int) -> list[PrintedSheet]:
    """The sheets that the list is made of, as rows."""
    names = [
        PrintedSheet(desk.sheet, SheetKind.DOOR, desk.sign, len(desk.rows), room.name_pages(len(desk.rows)))
        for desk in sheet.desks
        if desk.rows
    ]
    lines = [
        PrintedSheet(desk.walk_in_sheet, SheetKind.WALK_IN, desk.sign, blank_rows, room.line_pages(blank_rows))
        for desk in sheet.desks
        if blank_rows
    ]
    return names + lines


def _registered(session: Session, event: Event, desk: Desk, now: datetime, room: PageRoom, blank_rows: int) -> Desk:
    ids = [row.person_id for row in desk.rows]
    code = walk_in = ""
    if ids:
        code = register(session, event, SheetKind.DOOR, ids, now, desk.sign, room.name_pages(len(ids)))
    if blank_rows:
        blank = [None] * blank_rows
        walk_in = register(session, event, SheetKind.WALK_IN, blank, now, desk.sign, room.line_pages(blank_rows))
    rows = tuple(replace(row, sheet=code, row=number) for number, row in enumerate(desk.rows, 1))
    return replace(desk, rows=rows, sheet=code, walk_in_sheet=walk_in)
