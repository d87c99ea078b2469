"""What invitations and letters are made of: the event as a guest is told of it, and who is told."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from barnstorm.domain.answers import Answer
from barnstorm.errors import listed

_IN_MAILTO = "@!$'*+-=_`{|}~."
"""What may stand in a mailto address unescaped (RFC 6068), and does in the addresses people have."""


@dataclass(frozen=True)
class Mailbox:
    """Somebody with an address. The name may be empty, and may hold anything but control characters."""

    name: str
    address: str

    @property
    def uri(self) -> str:
        """`mailto:ann@example.org`."""
        return f"mailto:{quote(self.address, safe=_IN_MAILTO)}"


@dataclass(frozen=True)
class Occasion:
    """An event as its guests are told of it: one line each, cleaned; only `description` may have several lines.

    `starts_at` and `ends_at` are in the event's zone, of an all-day event its first midnight and the one after its last
    day; `created_at` and `revised_at`, when this version was made, in UTC. What is not known is empty. `access_note`
    is the organiser's own words on getting in, `place_note` what is said after the place.
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
    all_day: bool
    venue: str
    address: str
    postcode: str
    seat: str
    private: bool
    place_note: str
    access: tuple[str, ...]
    access_note: str
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
        told = ", ".join(part for part in (self.venue, self.street) if part)
        return f"{told} ({self.place_note})" if told and self.place_note else told

    @property
    def map_link(self) -> str:
        """A search for the address on OpenStreetMap; empty if there is no address, or none that may be told."""
        sought = self.street or ("" if self.private else self.venue)
        return f"https://www.openstreetmap.org/search?query={quote(sought, safe='')}" if sought else ""

    def discreet(self, note: str = "") -> "Occasion":
        """The same for those who may not know the address of somebody's home: its name and the seat it is in, then
        `note`. Where the venue is no home, nothing is different.
        """
        if not self.private:
            return self
        name = ", ".join(part for part in (self.venue, self.seat) if part)
        return replace(self, venue=name, address="", postcode="", access_note="", place_note=note)


@dataclass(frozen=True)
class Guest:
    """One of those a letter is for. `called` is how a letter greets them, `token` stands for them and the event."""

    name: str
    called: str
    token: str
    answer: str | None = None
    answered_at: datetime | None = None

    @property
    def coming(self) -> bool:
        return self.answer == Answer.GOING


@dataclass(frozen=True)
class SignedUp:
    """Somebody who signed up for an action, as its host is told of them. `reached` by phone, else by email."""

    name: str
    heads: int
    reached: str


@dataclass(frozen=True)
class Household:
    """Those whom one letter is for: nearly always one person, sometimes a couple who share an address.

    `sign_ups` are told to the host of an action alone, by surname; it is None for everybody else.
    """

    address: str
    guests: tuple[Guest, ...]
    sign_ups: tuple[SignedUp, ...] | None = None

    @property
    def mailbox(self) -> Mailbox:
        """`Bob Nixon and Carol Nixon <nixons@example.org>`."""
        return Mailbox(listed([guest.name for guest in self.guests if guest.name], joint="and"), self.address)

    @property
    def called(self) -> str:
        """`Bob and Carol`."""
        return listed([guest.called for guest in self.guests if guest.called], joint="and")

    @property
    def token(self) -> str:
        """That of the first of them: the letter's own address for answers carries it."""
        return self.guests[0].token

    @property
    def coming(self) -> bool:
        """All of them are."""
        return all(guest.coming for guest in self.guests)

    @property
    def has_a_place(self) -> bool:
        """One of them is coming, so that the household may know where."""
        return any(guest.coming for guest in self.guests)


@dataclass(frozen=True)
class InviteFile:
    """An .ics ready to be written. `method` is PUBLISH (for anybody), REQUEST or CANCEL (for one person).

    `name` is what a file of it may be called, beside those of all other guests.
    """

    event: str
    method: str
    data: bytes
    name: str = ""


@dataclass(frozen=True)
class Preview:
    """A letter as it would be sent, and sent to nobody. `raw` is the whole message."""

    sender: str
    to: str
    subject: str
    text: str
    html: str
    raw: bytes
