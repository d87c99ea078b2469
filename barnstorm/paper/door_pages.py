"""The door list cut into pages, the same way for every kind of paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from barnstorm.domain.answers import Answer
from barnstorm.rows.door import DoorRow, DoorSheet
from barnstorm.rows.sheet import PageRoom

MOST_TICKED = 6
"""With more organisations than this, walk-ins write the letters of those they agree to instead of ticking boxes."""


@dataclass(frozen=True)
class NamesPage:
    """One of a sheet's pages; `rows` are its rows from number `first` on."""

    sign: str
    sheet: str
    number: int
    of: int
    first: int
    rows: Sequence[DoorRow]


@dataclass(frozen=True)
class LinesPage:
    """So many numbered lines for walk-ins, from number `first` on."""

    sign: str
    sheet: str
    number: int
    of: int
    first: int
    lines: int


def door_pages(sheet: DoorSheet, room: PageRoom, blank_rows: int) -> Iterator[NamesPage | LinesPage]:
    """Each desk's names, then its lines for walk-ins on pages of their own: who writes themselves in need not see who
    else is coming. A list without names is the lines alone, or a page that says so.
    """
    for desk in sheet.desks:
        if desk.rows or not blank_rows:
            yield from _names(desk.rows, desk.sign, desk.sheet, room)
        yield from _lines(blank_rows, desk.sign, desk.walk_in_sheet, room)


def _names(rows: Sequence[DoorRow], sign: str, sheet: str, room: PageRoom) -> Iterator[NamesPage]:
    most, of = room.names or max(len(rows), 1), room.name_pages(len(rows))
    for page in range(of):
        start = page * most
        yield NamesPage(sign, sheet, page + 1, of, start + 1, rows[start : start + most])


def _lines(lines: int, sign: str, sheet: str, room: PageRoom) -> Iterator[LinesPage]:
    most, of = room.lines or lines, room.line_pages(lines)
    for page in range(of):
        start = page * most
        yield LinesPage(sign, sheet, page + 1, of, start + 1, min(most, lines - start))


def names(row: DoorRow, *, by_given_name: bool) -> tuple[str, str]:
    """The name a list is sorted by, printed bold, and the other one. Who has one name only leads with it."""
    if by_given_name:
        return (row.given_name, row.family_name) if row.given_name else (row.family_name, "")
    return (row.family_name, row.given_name) if row.family_name else (row.given_name, "")


def answer_mark(row: DoorRow) -> str:
    """What the greeter should know before saying welcome. Nothing for those who are simply expected."""
    match row.answer:
        case Answer.GOING:
            return ""
        case Answer.WAITLISTED:
            return f"waiting list {row.waitlist_position}" if row.waitlist_position else "waiting list"
        case None:
            return "walk-in"
        case _:
            return row.answer


def remark(row: DoorRow) -> str:
    """Their answer, if there is something to say about it, and what they do tonight."""
    mark = answer_mark(row)
    if not row.role:
        return mark
    return f"{mark} · {row.role}" if mark else row.role
