"""Events and venues as they are shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class EventRow:
    """`starts_at` and `ends_at` are in the event's zone, with its offset; of an `all_day` event its first midnight and
    the one after its last day. `going`, `waitlisted`, `attended`: heads.
    """

    id: int
    uid: str
    ref: str
    code: str | None
    title: str
    kind: str
    status: str
    seat: str | None
    seat_code: str | None
    venue: str | None
    address: str | None
    postcode: str | None
    starts_at: datetime
    ends_at: datetime
    timezone: str
    capacity: int | None
    going: int
    waitlisted: int
    attended: int
    sequence: int
    calendar_uid: str
    host: str | None
    organisations: tuple[str, ...]
    born_at: str | None
    description: str
    cancelled_reason: str
    all_day: bool


@dataclass(frozen=True)
class VenueRow:
    id: int
    name: str
    address: str
    postcode: str | None
    capacity: int | None
    step_free: bool | None
    hearing_loop: bool | None
    access: str
    events: int
    private: bool
