"""Printed sheets, registered so that what comes back on paper can be typed in: `D1 3-17` is rows of one sheet.

A code belongs to one sheet for good. The same sheet printed again keeps its code, and so do the ticks on it; a list
that has changed meanwhile is a new sheet, and the old one can still be typed in.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from barnstorm.db.bulk import insert_rows
from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Sheet, SheetRow
from barnstorm.rows.sheet import LETTERS, SheetKind


def register(
    session: Session,
    event: Event,
    kind: SheetKind | str,
    rows: Sequence[int | None],
    now: datetime,
    desk: str = "",
    pages: int = 1,
) -> str:
    """The code of a sheet with these rows, from row 1 on: a person's id where a name is printed, None where one is to
    be written. `desk` tells sheets of one kind apart.

    The latest sheet of that kind and desk, if it has the same rows, is this one. A sheet without a name is another one
    all the same once the event has begun, or the earlier has come back: somebody may have written on both.
    Codes count up over an event and all actions born at it, so that no two sheets of an evening share one.
    """
    kind = SheetKind(kind)
    _hold(session, event)
    latest = _latest(session, event, kind, desk)
    if latest is not None and _is_the_same(session, latest, rows, event, now):
        latest.pages = pages
        session.flush()
        return latest.code
    assert event.id is not None
    code = _next_code(session, event, kind)
    made = Sheet(
        event_id=event.id, code=code, kind=kind, desk=desk, pages=pages, rows_printed=len(rows), printed_at=now
    )
    session.add(made)
    session.flush()
    numbered = list(enumerate(rows, 1))
    insert_rows(session, plain(SheetRow), ("number", "person_id"), numbered, {"sheet_id": made.id})
    return code


def _hold(session: Session, event: Event) -> None:
    """Two organisers who print at once get different codes: both wait for the event the others were born at."""
    session.exec(select(Event.id).where(Event.id == _root(event)).with_for_update())


def _root(event: Event) -> int | None:
    return event.born_at_id or event.id


def _latest(session: Session, event: Event, kind: SheetKind, desk: str) -> Sheet | None:
    query = select(Sheet).where(Sheet.event_id == event.id, Sheet.kind == kind, Sheet.desk == desk)
    return session.exec(query.order_by(col(Sheet.id).desc()).limit(1)).first()


def _is_the_same(session: Session, sheet: Sheet, rows: Sequence[int | None], event: Event, now: datetime) -> bool:
    if sheet.rows_printed != len(rows):
        return False
    if rows and not any(rows) and (now >= event.starts_at or sheet.came_back_at is not None):
        return False
    printed = select(SheetRow.person_id).where(SheetRow.sheet_id == sheet.id).order_by(col(SheetRow.number))
    return list(session.exec(printed)) == list(rows)


def _next_code(session: Session, event: Event, kind: SheetKind) -> str:
    family = select(Event.id).where(or_(col(Event.id) == _root(event), col(Event.born_at_id) == _root(event)))
    given = select(Sheet.code).where(col(Sheet.event_id).in_(family), Sheet.kind == kind)
    numbers = (int(code.removeprefix(LETTERS[kind])) for code in session.exec(given))
    return f"{LETTERS[kind]}{max(numbers, default=0) + 1}"
