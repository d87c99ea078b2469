"""Sheets for hosts: one for each action, those who have signed up already printed on it, and blank ones."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event
from barnstorm.domain.events import Status
from barnstorm.rows.event import EventRow
from barnstorm.rows.invite import Occasion
from barnstorm.rows.sheet import HostedAction, HostLine, HostRoom, HostSheet, HostSheets, PrintedSheet, SheetKind
from barnstorm.services.door.registered import register
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.letter.sign_ups import signed_up

Room = Callable[[EventRow], HostRoom]
"""How much a page takes, of sheets printed for that event."""


def host_sheets(session: Session, typed: str, now: datetime, room: Room, *, blank: int = 0) -> HostSheets:
    """The sheets of all actions born at the event and `blank` more; of an action, its own. Registered as printed."""
    return sheets_of(session, find_event_to_change(session, typed, now), now, room, blank=blank)


def sheets_of(session: Session, event: Event, now: datetime, room: Room, *, blank: int = 0) -> HostSheets:
    """As `host_sheets`, of an event that is held."""
    row = event_rows.row_of(session, event)
    fits = room(row)
    actions = [event] if event.born_at_id else actions_of(session, event)
    sheets = [_sheet(session, action, now, fits) for action in actions]
    sheets += [_blank(session, event, f"blank {number}", now, fits) for number in range(1, blank + 1)]
    return HostSheets(row, tuple(sheets), now)


def actions_of(session: Session, event: Event) -> Sequence[Event]:
    """What was offered at the event and still stands, by time."""
    return session.exec(
        select(Event)
        .where(
            Event.born_at_id == event.id,
            Event.status == Status.SCHEDULED,
            or_(col(Event.review).is_(None), col(Event.review) != "refused"),
        )
        .order_by(col(Event.starts_at), col(Event.id))
    ).all()


def where_told(occasion: Occasion) -> str:
    """Where it is, for a paper that goes from hand to hand: of somebody's home its name and no address."""
    told = occasion.discreet()
    place = ", ".join(part for part in (told.venue, told.address) if part)
    return f"{place} {told.postcode}".strip() if told.postcode not in place else place


def as_printed(sheets: HostSheets) -> list[PrintedSheet]:
    return [
        PrintedSheet(one.sheet, SheetKind.HOST, one.action.title if one.action else "a new host", one.rows, one.pages)
        for one in sheets.sheets
    ]


def _sheet(session: Session, action: Event, now: datetime, fits: HostRoom) -> HostSheet:
    lines = _lines(session, action)
    rows = fits.filled(max(action.capacity or 0, len(lines) + 1))
    ids = [*(line.person_id for line in lines), *[None] * (rows - len(lines))]
    code = register(session, action, SheetKind.HOST, ids, now, pages=fits.pages(rows))
    return HostSheet(code, _action(session, action), tuple(lines), rows, fits.pages(rows))


def _blank(session: Session, event: Event, desk: str, now: datetime, fits: HostRoom) -> HostSheet:
    rows = fits.filled(1)
    code = register(session, event, SheetKind.HOST, [None] * rows, now, desk, fits.pages(rows))
    return HostSheet(code, None, (), rows, fits.pages(rows))


def _lines(session: Session, action: Event) -> list[HostLine]:
    return [HostLine(person.id or 0, person.given_name, person.family_name) for person, _ in signed_up(session, action)]


def _action(session: Session, action: Event) -> HostedAction:
    occasion = occasion_of(session, action)
    return HostedAction(
        ref=action.ref,
        code=action.code,
        title=occasion.title,
        kind=action.kind,
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
        all_day=occasion.all_day,
        where=where_told(occasion),
        host=occasion.host or None,
        capacity=action.capacity,
        cancelled=occasion.cancelled,
    )
