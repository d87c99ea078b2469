"""Calls as they are shown."""

from dataclasses import dataclass
from datetime import date, datetime

from barnstorm.rows.event import EventRow
from barnstorm.rows.rsvp import RsvpRow


@dataclass(frozen=True)
class CallRow:
    """Somebody to ring. `caller` counts the sheets from 1. `phone` is E.164, `dialled` the same as people write it.

    `before` says in a few words what earlier calls about this event gave; with `message_left` no second message is
    left. `confirmed_at` is in the event's zone.
    """

    event: str
    pass_number: int
    caller: int
    person_id: int
    name: str
    given_name: str
    family_name: str
    phone: str
    dialled: str
    party_size: int
    answer: str
    confirmed_at: datetime | None
    message_left: bool
    before: str


@dataclass(frozen=True)
class CallSheet:
    """Everybody to ring in one pass, caller by caller. `days` is when this pass is usually rung.

    `without_number` and `not_rung` count those who would be rung and have no number that works, or asked not to be.
    """

    event: EventRow
    pass_number: int
    days: tuple[date, ...]
    rows: tuple[CallRow, ...]
    without_number: int
    not_rung: int
    as_of: datetime

    @property
    def callers(self) -> int:
        return max((row.caller for row in self.rows), default=0)


@dataclass(frozen=True)
class Called:
    """What one call gave: the row as it is now, and whether the answer changed. `moved_up` got the places it freed;
    `taken_back` and `roles` as in Answered.
    """

    rsvp: RsvpRow
    outcome: str
    pass_number: int
    changed: bool
    moved_up: tuple[str, ...] = ()
    taken_back: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadLine:
    line: int
    reason: str
