"""The check-in screen's list: who is on it, who else is known, and how a laptop notices what another has done."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.door import Ticked
from barnstorm.rows.event import EventRow


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Somebody on the event's list, whatever they answered; `answer` is None for a walk-in.

    `inside` is how many of the party are in. `checked_in_at` is in the event's zone, None while nobody of them is in.
    `names` are folded: their own, then what else they are known by. `phone` is E.164. `access` is what they need.
    """

    person_id: int
    given_name: str
    family_name: str
    names: tuple[str, ...]
    sort_key: str
    phone: str | None
    postcode: str | None
    answer: str | None
    party_size: int
    inside: int
    checked_in_at: datetime | None
    access: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """Somebody among all people, as far as it takes to tell them from others."""

    person_id: int
    given_name: str
    family_name: str
    names: tuple[str, ...]
    phone: str | None
    postcode: str | None


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a laptop's copy of the list stands: as long as the store gives the same one, nothing has changed.

    `latest` is the newest change (UTC) by the clock of whoever made it. Clocks differ from laptop to laptop, so the
    rest counts: rows, heads inside, the sizes of the parties, and a sum of who is in.
    """

    latest: datetime | None
    rows: int
    inside: int
    heads: int
    who: int


@dataclass(frozen=True)
class DeskList:
    """The list, or what has changed of it, by surname. `helpers` are the ids of those with a role at the event."""

    rows: tuple[DeskRow, ...]
    helpers: frozenset[int]
    marker: Marker


@dataclass(frozen=True)
class DeskEvent:
    """The event at whose door we are. `room` is how many the venue holds, None if nobody has said.

    `another_day`: it is not on today.
    """

    row: EventRow
    room: int | None
    another_day: bool


@dataclass(frozen=True)
class Arrived:
    """A tick, with what is needed to take it back: the row `before` (None if they were not on the list) and `after`."""

    ticked: Ticked
    before: DeskRow | None
    after: DeskRow


@dataclass(frozen=True)
class Undone:
    """The row as it is again, and the names of those who got a place that came free."""

    row: DeskRow
    moved_up: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """The room. All are heads, except `helpers` and `helpers_here`, which are volunteers with a role."""

    here: int
    expected: int
    walk_ins: int
    helpers: int
    helpers_here: int
