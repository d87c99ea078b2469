"""Seats as they are shown."""

from dataclasses import dataclass
from datetime import date

from barnstorm.rows.imports import LineRow


@dataclass(frozen=True)
class SeatRow:
    """A seat as its latest contest left it. Shares, the swing and the turnout are parts (0 to 1), None if not known.

    `held_by` and `best_placed` name parties (Labour and Co-operative is Labour); `best_placed` names several if they
    tie, none against the Speaker, and passes over parties that stood aside. `stood_aside` names those recorded as not
    standing, at that contest or one to come. `events` counts those not cancelled; `next_event` is the ref of the next.
    `hosts` are people who host an action here, `filled` the heads going to these actions.
    """

    name: str
    code: str
    region: str
    country: str
    aim: str | None
    cluster: str | None
    election: str | None
    polling_day: date | None
    held_by: str | None
    majority: int | None
    majority_share: float | None
    swing_needed: float | None
    turnout: float | None
    best_placed: str | None
    stood_aside: tuple[str, ...]
    events: int
    next_event: str | None
    hosts: int
    filled: int


@dataclass(frozen=True)
class CandidateRow:
    """`party` as on the ballot paper, `party_code` as it is counted; `share` of the valid votes, 0 to 1."""

    place: int
    name: str
    party: str
    party_code: str
    votes: int
    share: float
    elected: bool

    def __str__(self) -> str:
        return f"{self.party_code} {self.name} {self.votes}"


@dataclass(frozen=True)
class StandAsideRow:
    """A recorded fact. `reciprocal` is None where nobody said whether something was given in return."""

    seat: str
    seat_code: str
    election: str
    party: str
    announced_on: date | None
    reciprocal: bool | None
    prior_candidate: str
    source: str

    def __str__(self) -> str:
        return f"{self.party} ({self.election})"


@dataclass(frozen=True)
class ContestRow:
    """An election fought here before."""

    election: str
    polling_day: date
    held_by: str | None
    majority: int | None
    majority_share: float | None

    def __str__(self) -> str:
        return f"{self.election} {self.held_by or 'unknown'}"


@dataclass(frozen=True)
class AllianceRow:
    """Parties added together. `lead` in votes over `opponent`, the best of the others; below 0 it falls short."""

    parties: tuple[str, ...]
    votes: int
    share: float
    opponent: str | None
    opponent_votes: int
    lead: int

    def __str__(self) -> str:
        return f"{' + '.join(self.parties)} {self.votes}"


@dataclass(frozen=True)
class SeatDetail(SeatRow):
    """One seat in full: the latest contest by candidate, and what else is on record."""

    electorate: int | None
    valid_votes: int | None
    invalid_votes: int | None
    results: tuple[CandidateRow, ...]
    stand_asides: tuple[StandAsideRow, ...]
    earlier: tuple[ContestRow, ...]
    aliases: tuple[str, ...]
    alliance: AllianceRow | None
    namesakes: tuple[str, ...]
    """The codes of other seats of this name, within other boundaries."""


@dataclass(frozen=True)
class ResultImportRow:
    """What an import did, or with --dry-run would do. `rows` is created + updated + unchanged + skipped + errors.

    Rows are lines of the file below its header: candidates, or seats in a by-constituency file. `errors` counts the
    lines that `bad` tells of, `skipped` the other lines of their seats, which were left out with them. `seats` counts
    those that landed; `removed` are candidates that a corrected file has no more.
    """

    election: str
    polling_day: date
    kind: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    errors: int
    removed: int
    seats: int
    dry_run: bool
    bad: tuple[LineRow, ...]
