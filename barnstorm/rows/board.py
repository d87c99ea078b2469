"""The room while it is being turned into hosts and shifts, and who hosts what next."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class BoardLine:
    """An action for the wall: no name of anybody, no address. `starts_at` is in its zone; `going` counts heads.

    `places` and `empty` are None where there is no limit.
    """

    code: str | None
    event: str
    title: str
    starts_at: datetime
    going: int
    places: int | None
    empty: int | None

    def __str__(self) -> str:
        return f"{self.code or self.event} {self.going}/{self.places or '∞'}"


@dataclass(frozen=True)
class Board:
    """`here` are heads. `hosts` are people, of `hosts_hoped_for`; `filled` heads at `actions` of which those with a
    limit have `places`, and `empty` of them left. `signed_up` are people, of the `people_here` noted as present.

    `as_of` is in the event's zone.
    """

    event: str
    title: str
    as_of: datetime
    here: int
    people_here: int
    signed_up: int
    hosts: int
    hosts_hoped_for: int
    filled: int
    places: int
    empty: int
    actions: tuple[BoardLine, ...]


@dataclass(frozen=True)
class HostRow:
    """A host and their next action. `starts_at` is in the event's zone, `phone` E.164.

    `confirmed_at` is when the host said that it stands (`rsvp confirm`), None if nobody has heard. `going` counts
    heads, the host's own too; `guests_confirmed` are people besides the host. `review` is `pending` for an offer that
    no organiser has agreed to yet.
    """

    event: str
    code: str | None
    title: str
    kind: str
    starts_at: datetime
    host_id: int | None
    host: str | None
    phone: str | None
    email: str | None
    confirmed_at: datetime | None
    going: int
    capacity: int | None
    guests_confirmed: int
    venue: str | None
    review: str | None
