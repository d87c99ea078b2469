"""What passes between who writes letters and who sends them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlmodel import Session

from barnstorm.domain.delivery import State
from barnstorm.mail.interface import Outgoing, Result
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign


class Closed(NamedTuple):
    """It should not be sent any more: the state to close it in (cancelled, suppressed, expired, skipped) and why."""

    state: State
    why: str


class Later(NamedTuple):
    """It should be sent, but not before `due_at`."""

    due_at: datetime
    why: str


class Queued(Protocol):
    """A message of the outbox as its writer sees it: a `Due`, or the row itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def event_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def event_starts_at(self) -> datetime | None: ...
    @property
    def event_sequence(self) -> int | None: ...
    @property
    def to_address(self) -> str: ...
    @property
    def message_id(self) -> str | None: ...


class Holder(NamedTuple):
    """A worker, by the name of its leases, and the backend that it sends through."""

    owner: str
    backend: str


class Due(NamedTuple):
    """A message that is taken to be sent, as its row says; nobody else changes that meanwhile."""

    id: int
    key: str
    kind: str
    event_id: int | None
    person_id: int | None
    event_starts_at: datetime | None
    event_sequence: int | None
    to_address: str
    message_id: str
    subject: str
    due_at: datetime
    expires_at: datetime | None
    attempts: int
    """Before this one."""
    frozen: bytes | None
    """What was handed to a server before, and is sent again."""


class Writer(Protocol):
    """Who knows what stands in a message, and whether it still should be sent."""

    def look_ahead(self, session: Session, mails: Sequence[Queued]) -> None:
        """Read at once what these will need: `why_not` and `write` follow for each, in the same transaction."""
        ...

    def why_not(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Closed | Later | None:
        """None if `mail` may go now.

        Asked at the last moment: the event may have moved, the person may have said no since it was queued.
        """
        ...

    def write(self, session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
        """The message. `mail.message_id` is set. Asked as late as possible, so that it says what is true now."""
        ...


class Told(NamedTuple):
    """What became of a held message, and when that was known."""

    mail: Due
    result: Result
    at: datetime
    intended: bool
    """Told after the intent to send it: the server has had all of it, or may have."""


@dataclass
class Claim:
    """What was taken: `held` is leased, and of that `outgoing` is to be sent and `unwritten` could not be written.
    `closed` are not to be sent any more or not yet.
    """

    outgoing: list[Outgoing] = field(default_factory=list)
    held: dict[int, Due] = field(default_factory=dict)
    closed: list[int] = field(default_factory=list)
    unwritten: list[Told] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.outgoing or self.closed or self.unwritten)
