"""A file's lines -> people and their answers, or the reason why not. Nothing here looks at the database."""

from collections.abc import Callable
from dataclasses import dataclass

from barnstorm.contact.read import checked_name, read_email, read_name, read_phone_kept
from barnstorm.domain.answers import Answer, read_answer, read_guests, read_party_size
from barnstorm.domain.names import fold
from barnstorm.domain.people import Contact
from barnstorm.domain.postcodes import read_postcode
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.errors import BarnstormError
from barnstorm.errors.imports import TooManyCells, UnclosedQuote
from barnstorm.errors.person import UnreadablePostcode
from barnstorm.files.attendees.table import AttendeeTable
from barnstorm.rows.imports import LineRow

Cell = Callable[[str], str]
"""Our column -> what the line has in it; empty if the file has no such column."""


@dataclass(slots=True)
class Attendee:
    """A line that could be read. `party_size` is None if the file does not say."""

    line: int
    contact: Contact
    name_key: str
    """The name folded, once: it is compared with many."""
    answer: Answer
    party_size: int | None
    access: str
    source: str
    notes: str


@dataclass(frozen=True)
class Lines:
    """Everything read from a file: who is in it, and which lines are nobody."""

    table: AttendeeTable
    attendees: list[Attendee]
    bad: list[LineRow]


def read_lines(table: AttendeeTable, advance: Callable[[int], None] = lambda _: None) -> Lines:
    """Read every line; `advance` is told of every thousand.

    A line needs a name, and whatever else it has must be sound; only a number that is no telephone number and a
    postcode that is none are kept as written. A missing answer means going.
    """
    attendees, bad = [], []
    for count, line in enumerate(table.lines, 1):
        try:
            attendees.append(_attendee(table, line.number, line.cells))
        except BarnstormError as e:
            bad.append(LineRow(line.number, e.sentence))
        if count % 1000 == 0:
            advance(1000)
    return Lines(table, attendees, bad)


def _attendee(table: AttendeeTable, number: int, cells: list[str]) -> Attendee:
    if table.extra_cells(cells):
        raise TooManyCells(len(cells), len(table.header))
    width = len(cells)
    places = table.columns

    def cell(column: str) -> str:
        place = places.get(column, width)
        return cells[place].strip() if place < width else ""

    postcode, kept = _postcode(cell("postcode"))
    contact = _contact(cell, postcode, surnames="last_name" in places)
    answer = cell("answer")
    return Attendee(
        line=number,
        contact=contact,
        name_key=fold(contact.name),
        answer=read_answer(answer) if answer else Answer.GOING,
        party_size=_party_size(cell("party_size"), cell("guests")),
        access=one_line(cell("access")),
        source=one_line(cell("source")),
        notes=paragraphs("\n".join(part for part in (cell("notes"), kept) if part)),
    )


def _contact(cell: Cell, postcode: str | None, *, surnames: bool) -> Contact:
    for column in ("first_name", "last_name", "name", "email", "phone"):
        if "\n" in cell(column):
            raise UnclosedQuote(column)
    given, family = _name(cell, surnames=surnames)
    email, phone = cell("email"), cell("phone")
    number, as_written = read_phone_kept(phone) if phone else (None, None)
    return Contact(given, family, read_email(email) if email else None, number, as_written, postcode)


def _name(cell: Cell, *, surnames: bool) -> tuple[str, str]:
    """The name in two columns, or a whole one in one: that may be the first name's, where there is no other."""
    given, family = cell("first_name"), cell("last_name")
    if surnames and (given or family):
        return checked_name(given, family)
    return read_name(cell("name") or given)


def _party_size(heads: str, guests: str) -> int | None:
    if heads:
        return read_party_size(heads)
    return read_guests(guests) if guests else None


def _postcode(text: str) -> tuple[str | None, str]:
    """(postcode, what to note down instead)."""
    if not text:
        return None, ""
    try:
        return read_postcode(text), ""
    except UnreadablePostcode:
        return None, f"Postcode as written: {one_line(text)}"
