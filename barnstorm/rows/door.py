"""The door as it is shown: the list, its desks, who came in, and the count."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.event import EventRow
from barnstorm.rows.rsvp import RsvpRow


@dataclass(frozen=True)
class DoorRow:
    """A line of the list: what a greeter needs, and nothing of a person that others could read over a shoulder.

    `desk` is the sign it stands under, empty if there is one desk. `answer` is None for a walk-in.
    `waitlist_position` counts parties from 1. `checked_in_at` is in the event's zone. `heads_in` is how many of the
    party are in while others are still to come, else None. `role` is what they do at the event. `sheet` and `row` are
    where their name was printed last (`D1`, 17), None before that.
    """

    person_id: int
    name: str
    given_name: str
    family_name: str
    party_size: int
    answer: str | None
    waitlist_position: int | None
    attended: bool | None
    checked_in_at: datetime | None
    desk: str
    heads_in: int | None = None
    role: str | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(frozen=True)
class Desk:
    """One desk's part of the list. `sign` is what to hang over it (`A–K`), empty if there is only one.

    `sheet` is the code of its printed sheet and `walk_in_sheet` of the one for walk-ins, empty if none is printed.
    """

    sign: str
    rows: tuple[DoorRow, ...]
    sheet: str = ""
    walk_in_sheet: str = ""


@dataclass(frozen=True)
class DoorSheet:
    """Everything a printed list says of the event, and its desks. `as_of` (UTC) is when the list was taken."""

    event: EventRow
    desks: tuple[Desk, ...]
    by_given_name: bool
    as_of: datetime

    @property
    def rows(self) -> list[DoorRow]:
        return [row for desk in self.desks for row in desk.rows]


@dataclass(frozen=True)
class Ticked:
    """What became of a tick, or of taking one back: the row as it is now, and whether anything changed.

    `inside` is how many of the party are in. `here` is everybody in the room now, in heads; `capacity` the event's
    places and `venue_capacity` what the hall may hold, None for no limit. `moved_up` are the names of those who got a
    place that came free. `another_day` is when the event is or was (in its zone), if that is not today.
    """

    rsvp: RsvpRow
    changed: bool
    inside: int
    here: int
    capacity: int | None
    venue_capacity: int | None
    moved_up: tuple[str, ...] = ()
    another_day: datetime | None = None


@dataclass(frozen=True)
class Tally:
    """The room in numbers. All are heads, except `helpers` and `helpers_here`, which are volunteers with a role.

    `going`, `maybe` and `waitlisted` answered so, whether they have come or not. `expected` is what the door counts
    against: those who said they are going. `share` is how much of it is here (0 to 1; walk-ins and others left out),
    None if nobody is going.
    """

    event: str
    title: str
    here: int
    expected: int
    walk_ins: int
    going: int
    maybe: int
    waitlisted: int
    capacity: int | None
    share: float | None
    helpers: int
    helpers_here: int


@dataclass(frozen=True)
class Closed:
    """The end of an evening, in parties: those who came, and those who were to come and did not."""

    event: str
    came: int
    not_come: int
