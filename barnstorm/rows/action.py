"""Actions and commitments as they are shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ActionRow:
    """Something offered at a barnstorm. `event` is its ref, `born_at` that of the barnstorm.

    Times are in the event's zone. `going` and `waitlisted` count heads; `capacity` and `free` are None without a limit.
    `review` is None for what no organiser had to look at. No address: the venue may be somebody's home.
    """

    code: str | None
    event: str
    title: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    all_day: bool
    host: str | None
    host_id: int | None
    venue: str | None
    private: bool
    seat: str | None
    capacity: int | None
    going: int
    free: int | None
    waitlisted: int
    status: str
    review: str | None
    review_reason: str
    born_at: str


@dataclass(frozen=True)
class CommitmentRow:
    """Somebody and one action they signed up for. `answer` is `going`, or `waitlisted` with the turn and the reason.

    `starts_at` is in the event's zone. `changed` is False if they had signed up before.
    """

    person_id: int
    name: str
    code: str | None
    event: str
    title: str
    starts_at: datetime
    answer: str
    waitlist_position: int | None
    waits_because: str | None
    changed: bool


@dataclass(frozen=True)
class Alike:
    """Somebody known who may be the same as the one on a line; `known_by` tells them apart: an email, a number."""

    person_id: int
    name: str
    known_by: str
    reasons: tuple[str, ...]
