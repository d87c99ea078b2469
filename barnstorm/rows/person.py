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
    tags: tuple[str, ...] = ()


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
class KnownBy:
    """What else a person is known by; `kind` is `email`, `phone`, `name` or `postcode`."""

    kind: str
    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class MergedIn:
    """Somebody who turned out to be the same, under the number and name they had. `merged_at` is UTC."""

    id: int
    name: str
    merged_at: datetime

    def __str__(self) -> str:
        return f"{self.id} {self.name}"


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
    tags: tuple[str, ...] = ()
    also: tuple[KnownBy, ...] = ()
    merged: tuple[MergedIn, ...] = ()
    """The latest first: the order in which they can be unmerged."""


@dataclass(frozen=True)
class DuplicateRow:
    """Two who may be one. `score` is out of 100. `one` is the record to keep: on more lists, or known for longer."""

    score: int
    one_id: int
    one: str
    one_email: str | None
    one_phone: str | None
    one_postcode: str | None
    one_events: int
    other_id: int
    other: str
    other_email: str | None
    other_phone: str | None
    other_postcode: str | None
    other_events: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class MergeRow:
    """What a merge did, or would do: how many rows of the dropped person it found. `changed` is False if the two were
    one already. `moved_up` are those who got a place that came free, `notes` what an organiser should hear of.
    """

    kept_id: int
    kept: str
    dropped_id: int
    dropped: str
    changed: bool = True
    answers: int = 0
    roles: int = 0
    letters: int = 0
    consents: int = 0
    calls: int = 0
    tags: int = 0
    hosted: int = 0
    moved_up: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnmergeRow:
    """Two people again. `stays` says what was changed since and is not as it was; `waits_again` names those who had a
    place through the merge and lose it.
    """

    kept_id: int
    kept: str
    dropped_id: int
    dropped: str
    stays: tuple[str, ...] = ()
    waits_again: tuple[str, ...] = ()
    moved_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApartRow:
    """Two who are not the same person; `apart` is False once that is taken back."""

    one_id: int
    one: str
    other_id: int
    other: str
    apart: bool
    changed: bool


@dataclass(frozen=True)
class Edited:
    """A person after an edit. `same` are others with the same name and email, number or postcode."""

    person: PersonCard
    changed: tuple[str, ...]
    same: tuple[PersonRow, ...] = ()
