"""What invitations and letters are made of: the event as a guest is told of it, and who is told."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True)
class Mailbox:
    """Somebody with an address. The name may be empty, and may hold anything but control characters."""

    name: str
    address: str


@dataclass(frozen=True)
class Occasion:
    """An event as its guests are told of it: one line each, cleaned; only `description` may have several lines.

    `starts_at` and `ends_at` are in the event's zone; `created_at` and `revised_at`, when this version was made, in
    UTC. What is not known is empty.
    """

    ref: str
    calendar_uid: str
    sequence: int
    created_at: datetime
    revised_at: datetime
    title: str
    description: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    venue: str
    address: str
    postcode: str
    access: tuple[str, ...]
    organisations: tuple[str, ...]
    host: str
    cancelled: bool
    cancelled_reason: str

    @property
    def street(self) -> str:
        """The address with its postcode, once."""
        known = self.postcode and self.postcode.casefold() in self.address.casefold()
        return ", ".join(part for part in (self.address, "" if known else self.postcode) if part)

    @property
    def place(self) -> str:
        """`Tullie House, Castle Street, Carlisle, CA3 8TP`."""
        return ", ".join(part for part in (self.venue, self.street) if part)

    @property
    def map_link(self) -> str:
        """A search for the address on OpenStreetMap; empty if there is no address."""
        sought = self.street or self.venue
        return f"https://www.openstreetmap.org/search?query={quote(sought, safe='')}" if sought else ""


@dataclass(frozen=True)
class InviteFile:
    """An .ics ready to be written. `method` is PUBLISH (for anybody), REQUEST or CANCEL (for one person)."""

    event: str
    method: str
    data: bytes
