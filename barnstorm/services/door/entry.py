"""Ticks and names typed from the sheets that came back. Each line is a unit of work of its own: call it so."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Event, Person, Sheet, SheetRow
from barnstorm.domain.names import join_name
from barnstorm.domain.row_numbers import RowTick, read_rows, spoken
from barnstorm.domain.sheet_lines import TickLine, WrittenLine, read_line
from barnstorm.errors.door_entry import (
    NoRows,
    NoSheets,
    NoSuchRow,
    NoSuchSheet,
    NotThatSheet,
    RowTyped,
    SheetFull,
    TypedElsewhere,
    WhichSheet,
)
from barnstorm.rows.door import Ticked
from barnstorm.rows.door_entry import Typed, TypedLine, TypedRow
from barnstorm.rows.sheet import SheetKind
from barnstorm.services.door.arrivals import hold_open, meant, tick
from barnstorm.services.door.consents import agree
from barnstorm.services.finding.person import person_now

TICKS, LINES = "D1 3-17 22", "W1 4 March Jo; 07700 900123; jo@example.org; CA3 8TP"
"""How lines read, for who has forgotten."""


def enter(session: Session, typed: str, line: int, text: str, now: datetime) -> TypedLine:
    """Take one line in, as far as it can be taken. `line` is its number, to tell it by.

    Who is ticked on paper came when the event began: nobody wrote down when. Rows that are in already stay as they are.
    NoSuchEvent, EventCancelled, and every refusal of what the line says.
    """
    event = hold_open(session, typed, now)
    read = read_line(text)
    if isinstance(read, TickLine):
        return _Entry(session, event, line, text, now).ticks(read)
    return _Entry(session, event, line, text, now).written(read)


class _Entry:
    """One line of one event."""

    def __init__(self, session: Session, event: Event, line: int, text: str, now: datetime) -> None:
        self._session, self._event, self._now = session, event, now
        self._line, self._text = line, text
        self._came_at = min(event.starts_at, now)

    def ticks(self, read: TickLine) -> TypedLine:
        sheet = self._sheet(read.code, SheetKind.DOOR, TICKS)
        rows = read_rows(read.rows, sheet.rows_printed)
        if not rows.ticks and not rows.wrong:
            raise NoRows(sheet.code)
        numbers = [one.number for one in rows.ticks]
        printed = {row.number: row for row in self._rows(sheet, numbers)}
        found: list[TypedRow] = []
        wrong, before, gone = list(rows.wrong), [], []
        for one in rows.ticks:
            row = printed.get(one.number)
            person = person_now(self._session, row.person_id) if row is not None and row.person_id else None
            if row is None or person is None or not person.name_folded:
                gone.append(one.number)
            elif row.entered_at is not None:
                before.append(one.number)
            else:
                found.append(self._tick(sheet, row, person, one))
        if gone:
            wrong.append(f"Nobody is on row {spoken(gone)} any more.")
        notes = (f"Typed in before: {spoken(before)}.",) if before else ()
        return TypedLine(self._line, self._text, tuple(found), tuple(wrong), notes)

    def written(self, read: WrittenLine) -> TypedLine:
        sheet = self._sheet(read.code, SheetKind.WALK_IN, LINES)
        contact = read_contact(read.name, read.email, read.phone, read.postcode)
        row = self._row_to_fill(sheet, read.row)
        person, new = meant(self._session, self._event, contact, self._now)
        ticked = tick(self._session, self._event, person, self._now, came_at=self._came_at)
        agreed, kept_out = agree(self._session, self._event, person, read, f"walk-in sheet {sheet.code}", self._now)
        row.person_id = person.id
        self._enter(sheet, row)
        what = self._what(ticked, Typed.WALK_IN)
        name = join_name(person.given_name, person.family_name)
        done = TypedRow(
            *(self._line, sheet.code, row.number, ticked.rsvp.person_id, name, what, ticked.inside),
            written=True,
            new_person=new,
            agreed=agreed,
        )
        left = tuple(f"Not typed in: {one} (offers and codes: barnstorm action entry)." for one in read.left)
        return TypedLine(self._line, self._text, (done,), notes=(*kept_out, *left))

    def _tick(self, sheet: Sheet, row: SheetRow, person: Person, one: RowTick) -> TypedRow:
        ticked = tick(self._session, self._event, person, self._now, heads=one.heads, came_at=self._came_at)
        self._enter(sheet, row)
        what = self._what(ticked, Typed.TICKED)
        name = join_name(person.given_name, person.family_name)
        return TypedRow(self._line, sheet.code, row.number, ticked.rsvp.person_id, name, what, ticked.inside)

    def _what(self, ticked: Ticked, if_new: Typed) -> Typed:
        if not ticked.changed:
            return Typed.IN_ALREADY
        return if_new if ticked.rsvp.checked_in_at == self._came_at else Typed.MORE

    def _sheet(self, code: str | None, kind: SheetKind, example: str) -> Sheet:
        """The sheet meant, which takes lines of that kind; without a code, the only one there is."""
        query = select(Sheet).where(col(Sheet.event_id) == self._event.id).order_by(col(Sheet.id))
        known = {sheet.code: sheet for sheet in self._session.execute(query).scalars()}
        if code is None:
            fitting: list[Sheet] = [sheet for sheet in known.values() if sheet.kind == kind]
            if not fitting:
                raise NoSheets(self._event.ref, "door list" if kind is SheetKind.DOOR else "sheet for walk-ins")
            if len(fitting) > 1:
                raise WhichSheet([sheet.code for sheet in fitting], example)
            return fitting[0]
        found: Sheet | None = known.get(code)
        if found is None:
            raise NoSuchSheet(code, self._event.ref, list(known)) if known else NoSheets(self._event.ref, "sheet")
        if found.kind in (SheetKind.HOST, SheetKind.SIGN_IN):
            raise TypedElsewhere(code, found.kind, self._event.ref)
        if found.kind != kind:
            right = TICKS if found.kind == SheetKind.DOOR else LINES
            raise NotThatSheet(code, found.kind, f"{code} {right.partition(' ')[2]}")
        return found

    def _rows(self, sheet: Sheet, numbers: list[int]) -> Iterator[SheetRow]:
        query = select(SheetRow).where(col(SheetRow.sheet_id) == sheet.id, col(SheetRow.number).in_(numbers))
        yield from self._session.execute(query).scalars()

    def _row_to_fill(self, sheet: Sheet, number: int | None) -> SheetRow:
        if number is not None and not 1 <= number <= sheet.rows_printed:
            raise NoSuchRow(number, sheet.code, sheet.rows_printed)
        query = select(SheetRow).where(col(SheetRow.sheet_id) == sheet.id).order_by(col(SheetRow.number))
        query = query.where(col(SheetRow.entered_at).is_(None) if number is None else col(SheetRow.number) == number)
        row: SheetRow | None = self._session.execute(query.limit(1)).scalars().first()
        if row is None:
            raise SheetFull(sheet.code, self._event.ref)
        if row.entered_at is not None:
            person = person_now(self._session, row.person_id) if row.person_id else None
            name = join_name(person.given_name, person.family_name) if person else ""
            raise RowTyped(row.number, sheet.code, name or "somebody erased since")
        return row

    def _enter(self, sheet: Sheet, row: SheetRow) -> None:
        row.entered_at = self._now
        sheet.came_back_at = sheet.came_back_at or self._now
        self._session.flush()
