"""Seats as they are shown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SeatRow:
    """A seat as its latest contest left it. Shares, the swing and the turnout are parts (0 to 1), None if not known.

    `held_by` and `best_placed` name parties (Labour and Co-operative is Labour). `best_placed` names several if they
    tie, none against the Speaker, and passes over parties that stood aside, or that do not stand next time as far as it
    is known who does. `stood_aside` names those recorded as not standing, at that contest or one to come. `notional`:
    the contest is an estimate of an earlier election within newer boundaries, not a count of votes. `events` counts
    those not cancelled; `next_event` is the ref of the next. `hosts` are people who host an action here, `filled` the
    heads going to these actions.
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
    notional: bool


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
    notional: bool

    def __str__(self) -> str:
        return f"{self.election} {self.held_by or 'unknown'}"


@dataclass(frozen=True)
class NomineeRow:
    """Somebody who stands at the election to come."""

    name: str
    party: str
    party_code: str

    def __str__(self) -> str:
        return f"{self.party_code} {self.name}"


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
    """One seat in full: the latest contest by candidate, and what else is on record.

    `standing` is who stands at the election `coming`, and `not_standing` the parties of the latest contest that do not
    (independents by name): both empty, and `coming` None, as long as nobody told. Not to stand is no standing aside.
    """

    electorate: int | None
    valid_votes: int | None
    invalid_votes: int | None
    results: tuple[CandidateRow, ...]
    coming: str | None
    standing: tuple[NomineeRow, ...]
    not_standing: tuple[str, ...]
    stand_asides: tuple[StandAsideRow, ...]
    earlier: tuple[ContestRow, ...]
    aliases: tuple[str, ...]
    alliance: AllianceRow | None
    namesakes: tuple[str, ...]
    """The codes of other seats of this name, within other boundaries."""
