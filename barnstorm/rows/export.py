"""An event's list on its way to another program."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.rsvp import RsvpRow


@dataclass(frozen=True)
class Guest:
    """`answer` is as in the store. `phone` is as a spreadsheet keeps it, or as it was written."""

    rsvp: RsvpRow
    email: str
    phone: str
    postcode: str


@dataclass(frozen=True)
class GuestList:
    """`starts_at` is in the event's zone. `without_consent` counts those left out because they did not agree."""

    event: str
    title: str
    starts_at: datetime
    organisations: tuple[str, ...]
    guests: tuple[Guest, ...]
    without_consent: int
