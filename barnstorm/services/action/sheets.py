"""The paper of the actions born at a meeting: printed for their hosts, and typed in again when it comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from barnstorm.db.tables import Event
from barnstorm.domain.paper_clock import due, hours_left
from barnstorm.errors.report import NothingToPrint
from barnstorm.rows.action_sheet import ActionPaper, DueSheet
from barnstorm.rows.door import DoorSheet
from barnstorm.rows.door_entry import SheetRowState
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import HostedAction, PageRoom, PrintedSheet, SheetKind
from barnstorm.services.action.host_sheets import Room, as_printed, sheets_of
from barnstorm.services.door.printed import door_sheets, print_door
from barnstorm.services.door.sheets import sheets
from barnstorm.services.finding.event import find_event, find_event_to_change

Rooms = tuple[Room, Callable[[EventRow], PageRoom]]
"""How much a page takes: of a host's sheet, of a sign-in list."""


def print_sheets(
    session: Session, typed: str, now: datetime, rooms: Rooms, *, blank: int = 0, lines: int = 0
) -> ActionPaper:
    """A sheet for each host and `blank` more; for each action a sign-in list with `lines` for those who just come.

    Of a meeting's actions, or of one action. All are registered. NothingToPrint.
    """
    host_room, door_room = rooms
    hosts = sheets_of(session, find_event_to_change(session, typed, now), now, host_room, blank=blank)
    if not hosts.sheets:
        raise NothingToPrint(hosts.event.ref)
    actions = [sheet.action for sheet in hosts.sheets if sheet.action is not None]
    sign_ins, printed = [], list[PrintedSheet]()
    for action in actions:
        listed = print_door(session, action.ref, now, door_room, blank_rows=lines)
        sign_ins.append(_signed(listed, action))
        printed += [replace(one, of=action.title) for one in door_sheets(listed, door_room(listed.event), lines)]
    return ActionPaper(hosts, tuple(sign_ins), lines, (*as_printed(hosts), *printed))


def due_sheets(session: Session, typed: str, now: datetime) -> tuple[str, list[DueSheet]]:
    """The event's ref, and its paper that is out or not typed in yet: what has the earliest action comes first."""
    meeting = find_event(session, typed, now)
    of_ref = {event.ref: event for event in session.exec(select(Event).where(Event.born_at_id == meeting.id))}
    of_ref[meeting.ref] = meeting
    states = (state for state in sheets(session, meeting.ref, now) if _concerns_actions(state, meeting))
    rows = [_due(state, of_ref[state.event], meeting, now) for state in states if state.outstanding != 0]
    return meeting.ref, sorted(rows, key=lambda row: (row.starts_at, row.due_at))


def _signed(sheet: DoorSheet, action: HostedAction) -> DoorSheet:
    """With the wall code and the host's name over every page, and no address of somebody's home."""
    sign = " · ".join(filter(None, (action.code and action.code.upper(), action.host)))
    told = replace(sheet.event, venue=action.where, address=None, postcode=None)
    return replace(sheet, event=told, desks=tuple(replace(desk, sign=sign) for desk in sheet.desks))


def _concerns_actions(state: SheetRowState, meeting: Event) -> bool:
    """The meeting's own door lists are not an action's: `door sheets` has them. An action has all of its own."""
    return state.event != meeting.ref or state.kind == SheetKind.HOST or meeting.born_at_id is not None


def _due(state: SheetRowState, event: Event, meeting: Event, now: datetime) -> DueSheet:
    zone = ZoneInfo(event.timezone)
    signed_up_at_meeting = state.kind == SheetKind.HOST
    by = due(meeting.ends_at, event.starts_at) if signed_up_at_meeting else due(event.ends_at)
    return DueSheet(
        sheet=state.sheet,
        kind=state.kind,
        event=state.event,
        code=event.code,
        title=event.title,
        starts_at=event.starts_at.astimezone(zone),
        printed=state.printed,
        used=state.used,
        entered=state.entered,
        illegible=state.illegible,
        outstanding=state.outstanding,
        photographed=state.photographed,
        came_back_at=state.came_back_at,
        due_at=by.astimezone(zone),
        hours_left=hours_left(by, now),
    )
