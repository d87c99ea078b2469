"""Mail that came back, as it is shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReplyRow:
    """One message. `event` is a ref, `person` a name; times are in the event's zone, UTC where there is no event.

    `answer` is what that person's answer is now, whatever the message said. `sender` is known only while the message
    is at hand: neither it nor anything else of what people wrote is kept.
    """

    id: int | None
    """None in a dry run."""
    what: str
    event: str | None
    person_id: int | None
    person: str | None
    answer: str | None
    detail: str
    for_a_human: bool
    """Somebody should look at it, and has not said yet that they have."""
    read_at: datetime
    seen_to_at: datetime | None
    sender: str | None = None
    where: str | None = None
    """Where the message was found."""
    moved_up: tuple[str, ...] = ()
    """Who got a place because of it."""


@dataclass(frozen=True)
class Taken:
    """What reading one message came to. Without a row it was read before, or has nothing to do with us."""

    row: ReplyRow | None = None
    read_before: bool = False
