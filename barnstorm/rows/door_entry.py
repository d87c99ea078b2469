"""Paper that came back as it is shown: what was typed from it, and what is still on it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Typed(StrEnum):
    """What became of a row."""

    TICKED = "ticked"
    IN_ALREADY = "in already"
    """Somebody else had ticked them."""
    MORE = "more"
    """Some of the party were in, and now more are."""
    WALK_IN = "walk-in"


@dataclass(frozen=True)
class TypedRow:
    """A row of a sheet that is in now. `new_person`: nobody of that name and address was known before.

    `written`: the name was written by hand and stood on no list. `agreed` are the organisations whose consent was
    written down with it. `heads` is how many of the party are in.
    """

    line: int
    sheet: str
    row: int
    person_id: int
    name: str
    what: Typed
    heads: int = 1
    written: bool = False
    new_person: bool = False
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True)
class TypedLine:
    """What one line did. `wrong` are sentences about what could not be taken, `notes` what else to know."""

    line: int
    text: str
    rows: tuple[TypedRow, ...]
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetRowState:
    """One sheet. `used` rows carry a tick or a name, counted by hand; None until somebody has.

    `outstanding` is used − entered − illegible: 0 when all of it is in, None as long as nobody has counted.
    `came_back_at` is in the event's zone. `event` is the ref of what it was printed for: of a host sheet, the action.
    """

    sheet: str
    kind: str
    event: str
    desk: str
    pages: int
    printed: int
    used: int | None
    entered: int
    illegible: int
    outstanding: int | None
    photographed: bool
    came_back_at: datetime | None
