"""All the paper of an evening, and what the evening needs."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.door import DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import HostSheets, PrintedSheet
from barnstorm.rows.volunteer import RoleRow


@dataclass(frozen=True)
class PosterLine:
    """An action as the wall tells of it: `where` holds no address of somebody's home, `host` is a first name.

    `code` is empty if it has none yet: then it is written in by hand.
    """

    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    where: str
    host: str


@dataclass(frozen=True)
class NeedRow:
    """What somebody told us they need, for the greeter. `sheet` and `row` are where their name stands."""

    person_id: int
    name: str
    sheet: str
    row: int
    access: str


@dataclass(frozen=True)
class HelpersWanted:
    """A role most evenings have: how many a room of that size wants, and how many have taken it on."""

    role: str
    wanted: int
    found: int


@dataclass(frozen=True)
class Outlook:
    """How many to expect and what to bring for them. All are heads, or pieces.

    `expected` lies between `expected_low` and `expected_high`; `show_rate` is heads in the room for each that is going,
    from `evenings` closed ones of this campaign, or the usual rate if that is 0. What to bring is for the most that are
    expected. `sheets` are those that were printed.
    """

    event: str
    title: str
    going: int
    maybe: int
    waitlisted: int
    venue_capacity: int | None
    expected: int
    expected_low: int
    expected_high: int
    show_rate: float
    evenings: int
    desks: int
    tables: int
    chairs: int
    pens: int
    host_sheets: int
    needs: int
    helpers: tuple[HelpersWanted, ...]
    sheets: tuple[PrintedSheet, ...] = ()


@dataclass(frozen=True)
class Pack:
    """Everything that is printed for an evening. `as_of` is UTC. `under_review` counts offers not yet on the wall."""

    event: EventRow
    outlook: Outlook
    door: DoorSheet
    blank_rows: int
    needs: tuple[NeedRow, ...]
    roles: tuple[RoleRow, ...]
    wall: tuple[PosterLine, ...]
    hosts: HostSheets
    under_review: int
    as_of: datetime
