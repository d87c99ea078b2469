"""Answers as they are shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RsvpRow:
    """`event` is its ref. Times are in the event's zone. `phone` is E.164; what was no number is `phone_as_written`.

    `waitlist_position` counts parties from 1, and `waits_because` says what keeps this one; both are None for those
    who do not wait. `answered_at` is None while nobody but a file has spoken for them.
    """

    event: str
    person_id: int
    name: str
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    postcode: str | None
    answer: str | None
    party_size: int
    waitlist_position: int | None
    confirmed_at: datetime | None
    attended: bool | None
    checked_in_at: datetime | None
    source: str
    access: str
    waits_because: str | None
    confirmed_by: str
    confirmed_how: str
    answered_at: datetime | None
    phone_as_written: str | None
    notes: str


@dataclass(frozen=True)
class Answered:
    """What became of one answer: the row as it is now, whether anything changed, and who moved up because of it.

    `taken_back`: they held an invitation, and a cancellation of their own is queued. `roles` are those they have at
    the event although they do not come to it any more.
    """

    row: RsvpRow
    changed: bool
    moved_up: tuple[str, ...] = ()
    new_person: bool = False
    taken_back: bool = False
    roles: tuple[str, ...] = ()
