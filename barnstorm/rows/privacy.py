"""Consent, erasure and retention as they are shown."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ConsentRow:
    """One line of the ledger. Times are UTC; `withdrawn_at` is None while it holds.

    `given_at` is when they agreed, `recorded_at` when somebody wrote it down. `wording` is what they agreed to.
    """

    id: int
    person_id: int
    name: str
    organisation: str
    channel: str
    given_at: datetime
    withdrawn_at: datetime | None
    withdrawn_how: str
    source: str
    wording_id: int
    wording: str
    recorded_at: datetime


@dataclass(frozen=True)
class Given:
    """What was written down. `rows` are the consents asked for, `unchanged` of which were there already."""

    rows: tuple[ConsentRow, ...]
    unchanged: int
    new_organisations: tuple[str, ...] = ()
    suppressed: str | None = None
    """Why their address is not written to all the same; None if it is."""


@dataclass(frozen=True)
class WordingRow:
    """A sentence people agreed to; `people` are those whose consent to it still holds. `first_used_at` is UTC."""

    id: int
    text: str
    first_used_at: datetime
    people: int


@dataclass(frozen=True)
class ErasureRow:
    """What erasing somebody takes away, and what it cannot.

    `events` counts those they came to or answered, which stay counted, without a name. `left_in` says where their name
    still stands in other people's words; `copies` are files that hold them still.
    """

    person_id: int
    name: str
    removed: dict[str, int]
    events: int
    places_freed: tuple[str, ...]
    moved_up: tuple[str, ...]
    hosted: tuple[str, ...]
    invited_to: tuple[str, ...]
    files: tuple[str, ...]
    left_in: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True)
class PurgeRow:
    """One kind of data: how much of it may not be kept any more, and since (or from) which day.

    `due_on` is None where nothing of it is held that has a day of its own. `kept_days` is counted from the day `after`.
    `done` is whether it was taken away.
    """

    what: str
    words: str
    count: int
    due_on: date | None
    kept_days: int
    after: str
    spares: str
    done: bool
