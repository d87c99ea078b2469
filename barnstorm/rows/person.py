"""People as they are shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PersonRow:
    """`events` counts the events they are on the list of, `attended` those they came to. `created_at` is UTC."""

    id: int
    uid: str
    name: str
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    phone_as_written: str | None
    postcode: str | None
    events: int
    attended: int
    notes: str
    created_at: datetime


@dataclass(frozen=True)
class Invitation:
    """One event of a person's."""

    event: str
    title: str
    starts_at: datetime
    answer: str | None
    party_size: int
    attended: bool | None

    def __str__(self) -> str:
        return f"{self.event} {self.answer or ''}".strip()


@dataclass(frozen=True)
class PersonCard:
    """A person with their events, the earliest first. `starts_at` of each is in its event's zone."""

    id: int
    uid: str
    name: str
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    phone_as_written: str | None
    postcode: str | None
    notes: str
    created_at: datetime
    events: tuple[Invitation, ...]
