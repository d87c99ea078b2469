"""Paper as it is shown: sheets, their codes, and what is printed on a host's."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil

from barnstorm.rows.event import EventRow


class SheetKind(StrEnum):
    """What a sheet is for; the letter of its code is in LETTERS."""

    DOOR = "door"
    WALK_IN = "walk-in"
    HOST = "host"
    SIGN_IN = "sign-in"


LETTERS = {SheetKind.DOOR: "D", SheetKind.WALK_IN: "W", SheetKind.HOST: "H", SheetKind.SIGN_IN: "S"}


@dataclass(frozen=True)
class PageRoom:
    """How many printed names, and how many lines to write on, a page takes; None for a page without an end."""

    names: int | None
    lines: int | None

    def name_pages(self, names: int) -> int:
        """At least one: an empty list is a page that says so."""
        return max(1, ceil(names / self.names)) if self.names else 1

    def line_pages(self, lines: int) -> int:
        return ceil(lines / self.lines) if self.lines else min(lines, 1)


@dataclass(frozen=True)
class HostRoom:
    """How many rows the first page of a host's sheet takes under the details of the action, and every other page."""

    first: int
    more: int

    def pages(self, rows: int) -> int:
        return 1 + max(0, ceil((rows - self.first) / self.more))

    def filled(self, rows: int) -> int:
        """At least so many rows, down to the end of a page."""
        return self.first + (self.pages(rows) - 1) * self.more


@dataclass(frozen=True)
class PrintedSheet:
    """One sheet: `sheet` is the code on each of its pages, `of` the desk it lies at or the action it is for."""

    sheet: str
    kind: str
    of: str
    rows: int
    pages: int


@dataclass(frozen=True)
class HostLine:
    """A row of a host's sheet with a name on it already."""

    person_id: int
    given_name: str
    family_name: str


@dataclass(frozen=True)
class HostedAction:
    """What the first page of a host's sheet says of the action. `where` holds no address of somebody's home.

    `starts_at` and `ends_at` are in the event's zone. `code` is the one on the wall, None if it has none.
    """

    ref: str
    code: str | None
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    where: str
    host: str | None
    capacity: int | None
    cancelled: bool


@dataclass(frozen=True)
class HostSheet:
    """One host's sheet: `action` is None for a blank one. `lines` are its first rows, then blank ones up to `rows`."""

    sheet: str
    action: HostedAction | None
    lines: tuple[HostLine, ...]
    rows: int
    pages: int


@dataclass(frozen=True)
class HostSheets:
    """Sheets for those who host, printed for the `event` they stand up at. `as_of` is UTC."""

    event: EventRow
    sheets: tuple[HostSheet, ...]
    as_of: datetime
