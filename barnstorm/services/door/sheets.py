"""Paper that went out and came back: of every sheet, used − entered − illegible must come to nothing."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Sheet, SheetRow
from barnstorm.errors.door_entry import MoreIllegibleThanUsed, MoreThanPrinted, NoSheets, NoSuchSheet
from barnstorm.rows.door_entry import SheetRowState
from barnstorm.services.finding.event import find_event, find_event_to_change


def sheets(session: Session, typed: str, now: datetime) -> list[SheetRowState]:
    """Every sheet printed for the event and for the actions born at it, in the order they were printed."""
    return _states(session, find_event(session, typed, now))


def count(
    session: Session,
    typed: str,
    now: datetime,
    *,
    used: Mapping[str, int],
    illegible: Mapping[str, int],
    photographed: Collection[str],
) -> list[SheetRowState]:
    """Write down what was counted on the paper, by the sheets' codes; each count takes the place of the one before.

    A sheet that is counted or photographed has come back. All sheets, as `sheets`.
    NoSheets, NoSuchSheet, MoreThanPrinted, MoreIllegibleThanUsed.
    """
    event = find_event_to_change(session, typed, now)
    for code, rows in used.items():
        sheet = find_sheet(session, event, code)
        if rows > sheet.rows_printed:
            raise MoreThanPrinted(sheet.code, rows, sheet.rows_printed)
        sheet.rows_used, sheet.came_back_at = rows, sheet.came_back_at or now
    for code, rows in illegible.items():
        sheet = find_sheet(session, event, code)
        if rows > sheet.rows_printed:
            raise MoreThanPrinted(sheet.code, rows, sheet.rows_printed)
        sheet.illegible, sheet.came_back_at = rows, sheet.came_back_at or now
    for code in photographed:
        sheet = find_sheet(session, event, code)
        sheet.photographed, sheet.came_back_at = True, sheet.came_back_at or now
    for code in used.keys() | illegible.keys():
        sheet = find_sheet(session, event, code)
        if sheet.rows_used is not None and sheet.illegible > sheet.rows_used:
            raise MoreIllegibleThanUsed(sheet.code, sheet.illegible, sheet.rows_used)
    session.flush()
    return _states(session, event)


def find_sheet(session: Session, event: Event, code: str) -> Sheet:
    """The sheet of that code, of the event or of an action born at it. NoSheets, NoSuchSheet."""
    known = {sheet.code: sheet for sheet in _family(session, event)}
    if not known:
        raise NoSheets(event.ref, "sheet")
    found = known.get(code.strip().upper())
    if found is None:
        raise NoSuchSheet(code.strip().upper(), event.ref, list(known))
    return found


def entered_rows(session: Session, sheet: Sheet) -> int:
    query = select(func.count()).where(col(SheetRow.sheet_id) == sheet.id, col(SheetRow.entered_at).is_not(None))
    return int(session.execute(query).scalar_one())


def outstanding(sheet: Sheet, entered: int) -> int | None:
    return None if sheet.rows_used is None else sheet.rows_used - entered - sheet.illegible


def _family(session: Session, event: Event) -> list[Sheet]:
    query = (
        select(Sheet)
        .join(Event, col(Sheet.event_id) == Event.id)
        .where(or_(col(Event.id) == event.id, col(Event.born_at_id) == event.id))
        .order_by(col(Sheet.id))
    )
    return list(session.execute(query).scalars())


def _states(session: Session, event: Event) -> list[SheetRowState]:
    found = _family(session, event)
    refs = dict(
        session.execute(
            select(col(Event.id), col(Event.ref)).where(col(Event.id).in_({sheet.event_id for sheet in found}))
        ).all()
    )
    entered = dict(
        session.execute(
            select(col(SheetRow.sheet_id), func.count())
            .where(
                col(SheetRow.sheet_id).in_([sheet.id for sheet in found]),
                col(SheetRow.entered_at).is_not(None),
            )
            .group_by(col(SheetRow.sheet_id))
        ).all()
    )
    zone = ZoneInfo(event.timezone)
    return [_state(sheet, refs[sheet.event_id], entered.get(sheet.id or 0, 0), zone) for sheet in found]


def _state(sheet: Sheet, ref: str, entered: int, zone: ZoneInfo) -> SheetRowState:
    return SheetRowState(
        sheet=sheet.code,
        kind=sheet.kind,
        event=ref,
        desk=sheet.desk,
        pages=sheet.pages,
        printed=sheet.rows_printed,
        used=sheet.rows_used,
        entered=entered,
        illegible=sheet.illegible,
        outstanding=outstanding(sheet, entered),
        photographed=sheet.photographed,
        came_back_at=sheet.came_back_at and sheet.came_back_at.astimezone(zone),
    )
