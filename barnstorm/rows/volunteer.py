"""Roles and volunteers as they are shown."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.event import EventRow


@dataclass(frozen=True)
class RoleRow:
    """What needs doing at an event. Times are in the event's zone. `people` are those who do it, in the order asked."""

    event: str
    role: str
    needed: int
    filled: int
    confirmed: int
    missing: int
    starts_at: datetime
    ends_at: datetime
    brief: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class HelperRow:
    """Somebody in a role. `here` is whether they were ticked in at the event, None while nobody knows."""

    event: str
    role: str
    person_id: int
    name: str
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    starts_at: datetime
    ends_at: datetime
    confirmed_at: datetime | None
    here: bool | None
    brief: str


@dataclass(frozen=True)
class Assigned:
    """What became of giving somebody a role: the row as it is now, whether it is new, and what else is to be known."""

    helper: HelperRow
    changed: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class GapRow:
    """A role that still wants people. `days_to_go` counts whole days until the event."""

    event: str
    title: str
    event_starts_at: datetime
    days_to_go: int
    role: str
    needed: int
    filled: int
    missing: int


@dataclass(frozen=True)
class SuggestionRow:
    """Somebody who could be asked. `last_asked_at` (UTC) is None for who never was; `helped` counts roles they took."""

    person_id: int
    name: str
    phone: str | None
    email: str | None
    answer: str
    last_asked_at: datetime | None
    helped: int


@dataclass(frozen=True)
class Roster:
    """Who does what, as it is printed. `as_of` is UTC."""

    event: EventRow
    helpers: tuple[HelperRow, ...]
    roles: tuple[RoleRow, ...]
    as_of: datetime
