"""A file's lines -> people and their answers, or the reason why not. Nothing here looks at the database.

A large file says the same words over and over: names, answers and postcodes are read once and remembered.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from barnstorm.contact.read import checked_name, read_email, read_name, read_phone_kept
from barnstorm.domain.answers import Answer, read_guests, read_party_size
from barnstorm.domain.names import fold
from barnstorm.domain.people import Contact
from barnstorm.domain.postcodes import read_postcode
from barnstorm.domain.reported import Status, read_presence, read_status
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.errors import BarnstormError
from barnstorm.errors.imports import TooManyCells, UnclosedQuote
from barnstorm.errors.person import UnreadablePostcode
from barnstorm.files.attendees.columns import EXTRA, OURS
from barnstorm.files.attendees.table import AttendeeTable
from barnstorm.rows.imports import LineRow

_REMEMBERED = 1 << 14
"""Different names or words kept. A hundred thousand people have some ten thousand surnames."""

_SHORT = 100
"""Letters of a name that nobody needs to measure."""

_ZIP = 5

_GOING = Status(Answer.GOING)


class Attendee(NamedTuple):
    """A line that could be read. `party_size` is None if the file does not say.

    `came_at` and `confirmed_at` are naive where the file gives no offset, and None where it gives no time.
    """

    line: int
    contact: Contact
    name_key: str
    """The name folded, once: it is compared with many."""
    email_key: str | None
    answer: Answer | None
    party_size: int | None = None
    attended: bool | None = None
    came_at: datetime | None = None
    confirmed: bool = False
    confirmed_at: datetime | None = None
    access: str = ""
    source: str = ""
    notes: str = ""


Read = Attendee | LineRow
"""A line that could be read, or why it could not."""


def read_lines(table: AttendeeTable) -> Iterator[Read]:
    """Every line, as it is asked for.

    A line needs a name, and whatever else it has must be sound; only a number that is no telephone number and a
    postcode that is none are kept as written. A missing answer means going.
    """
    reader = _Reader(table)
    for number, cells in table.lines:
        try:
            yield reader.attendee(number, cells)
        except BarnstormError as e:
            yield LineRow(number, e.sentence)


class _Reader:
    """Takes the cells of a line apart: which of them are ours is worked out once for the file."""

    def __init__(self, table: AttendeeTable) -> None:
        self._table = table
        self._width = len(table.header)
        self._may_hold_extra = EXTRA in table.header
        nowhere = self._width  # where a line is given an empty cell, for the columns that the file has not
        self._pick = itemgetter(*(table.columns.get(ours, [nowhere])[0] for ours in OURS))
        self._spare = {ours: places[1:] for ours, places in table.columns.items() if len(places) > 1}
        self._name_of = _names(table)
        statuses = table.profile.statuses if table.profile else {}
        self._zips = table.profile is not None and table.profile.zips
        self._status_of = lru_cache(_REMEMBERED)(partial(read_status, theirs=statuses))

    def attendee(self, number: int, cells: list[str]) -> Attendee:
        if len(cells) != self._width or self._may_hold_extra:
            cells = self._squared(cells)
        first, last, name, email, phone, postcode, *more = map(str.strip, self._pick([*cells, ""]))
        answer, party, guests, came, came_at, confirmed, access, source, notes = more
        if self._spare:
            email, phone, postcode = self._filled(cells, email=email, phone=phone, postcode=postcode)
        if "\n" in first + last + name + email + phone:
            _refuse_break(first, last, name, email, phone)
        given, family = self._name_of(first, last, name)
        known, as_written = _postcode(postcode, self._zips) if postcode else (None, "")
        number_of, number_written = read_phone_kept(phone) if phone else (None, None)
        person = Contact(given, family, read_email(email) if email else None, number_of, number_written, known)
        said, attended, sure = self._status_of(answer) if answer else _GOING
        attended, arrived_at = _presence(attended, came, came_at) if came or came_at else (attended, None)
        sure, confirmed_at = _confirmation(sure, confirmed) if confirmed else (sure, None)
        return Attendee(
            line=number,
            contact=person,
            name_key=name_key(given, family),
            email_key=person.email_key,
            answer=said,
            party_size=_party_size(party, guests) if party or guests else None,
            attended=attended,
            came_at=arrived_at,
            confirmed=sure,
            confirmed_at=confirmed_at,
            access=_words(access),
            source=_words(source),
            notes=_notes(notes, as_written) if notes or as_written else "",
        )

    def _squared(self, cells: list[str]) -> list[str]:
        """As many cells as there are columns. TooManyCells."""
        if self._table.extra_cells(cells):
            raise TooManyCells(len(cells), self._width)
        return (cells + [""] * (self._width - len(cells)))[: self._width]

    def _filled(self, cells: list[str], **firsts: str) -> tuple[str, ...]:
        """What stands in the first of a column's places that holds anything."""
        return tuple(
            text or next((cells[at].strip() for at in self._spare.get(ours, ()) if cells[at].strip()), "")
            for ours, text in firsts.items()
        )


def _names(table: AttendeeTable) -> Callable[[str, str, str], tuple[str, str]]:
    """How this file gives names: in two columns, or whole in one, which may be called the first name's."""
    columns = table.columns

    def name_of(first: str, last: str, whole: str) -> tuple[str, str]:
        if "last_name" in columns and (first or last):
            if first.isalpha() and last.isalpha() and len(first + last) < _SHORT and (first + last).isascii():
                return first, last  # as most are: there is nothing to clean or to check
            given = first or ("" if _ends_with(whole, last) else whole)
            return read_name(whole) if whole and not (first or given) else checked_name(given, last)
        return read_name(whole or first)

    return name_of


def _ends_with(whole: str, last: str) -> bool:
    return fold(whole).split()[-len(fold(last).split()) :] == fold(last).split()


_folded = lru_cache(_REMEMBERED)(fold)
_words = lru_cache(_REMEMBERED)(one_line)


def name_key(given: str, family: str) -> str:
    """fold() of the whole name; its parts come again and again."""
    return f"{_folded(given)} {_folded(family)}".strip()


def sort_key(given: str, family: str) -> str:
    """As names.surname_key."""
    return f"{_folded(family or given)} {_folded(given)}".strip()


def _refuse_break(*cells: str) -> None:
    columns = ("first_name", "last_name", "name", "email", "phone")
    raise UnclosedQuote(next(column for column, cell in zip(columns, cells, strict=True) if "\n" in cell))


@lru_cache(_REMEMBERED)
def _postcode(text: str, zips: bool) -> tuple[str | None, str]:
    """(postcode, what to note down instead). An American one gets back the zeros that a spreadsheet took."""
    try:
        return read_postcode(text), ""
    except UnreadablePostcode:
        if zips and text.isdecimal() and len(text) <= _ZIP:
            return None, f"ZIP code: {text.zfill(_ZIP)}"
        return None, f"Postcode as written: {one_line(text)}"


@lru_cache(_REMEMBERED)
def _party_size(heads: str, guests: str) -> int | None:
    if heads:
        return read_party_size(heads)
    return read_guests(guests) if guests else None


def _presence(attended: bool | None, came: str, came_at: str) -> tuple[bool | None, datetime | None]:
    """Whether and when they came: what the columns of their own say of it goes over what a status said."""
    first: datetime | None = None
    for said, moment in map(read_presence, (came_at, came)):
        if said is not None:
            attended, first = said, first or moment
    return attended, first


def _confirmation(sure: bool, text: str) -> tuple[bool, datetime | None]:
    said, moment = read_presence(text)
    return sure or bool(said), moment


def _notes(notes: str, as_written: str) -> str:
    return paragraphs(f"{notes}\n{as_written}" if as_written else notes)
