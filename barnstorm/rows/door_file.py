"""A second laptop's list as it is shown: what went out, and what came back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Came(StrEnum):
    """What another laptop's file brought, for one party."""

    IN = "in"
    WALK_IN = "walk-in"
    """Nobody here had them on a list."""
    EARLIER = "earlier"
    """They were in already; there they were seen first."""
    MORE = "more"
    """More of the party are in."""
    OUT = "out"
    """A tick was taken back there."""
    DETAILS = "details"
    """An address or number they gave there."""
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class DoorFileRow:
    """A list made for another laptop: `people` are the names in it. `exported_at` is UTC."""

    event: str
    file: str
    people: int
    exported_at: datetime


@dataclass(frozen=True)
class FromDoor:
    """One party that a file changed, or that needs a look. `came_at` is in the event's zone, None if they are not in.

    `person_id` is None for somebody left out. `maybe_same` are the ids of people they may be: nobody is joined by a
    merge. `why` is for the organiser to read, empty if there is nothing to say.
    """

    file: str
    event: str
    person_id: int | None
    name: str
    what: Came
    came_at: datetime | None
    inside: int
    party_size: int
    maybe_same: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class DoorMerged:
    """What one file brought. `unchanged` parties were known to be in as the file has them.

    `here` is everybody in the room, in heads, and `venue_capacity` what it may hold. `moved_up` got a place that came
    free. `clock` is a tick's instant that cannot be right (before the list was made, or still to come; in the event's
    zone), None if all can.
    """

    file: str
    event: str
    rows: tuple[FromDoor, ...]
    unchanged: int
    here: int
    venue_capacity: int | None
    moved_up: tuple[str, ...]
    clock: datetime | None

    def counted(self, *what: Came) -> int:
        return sum(row.what in what for row in self.rows)
