"""What an evening, a campaign and its seats gave, as it is shown."""

from dataclasses import dataclass
from datetime import datetime

from barnstorm.rows.event import EventRow
from barnstorm.rows.seat import SeatRow

_CALLED = {"others_came": "also came", "hosts": "offered to host", "kept": "kept it"}


@dataclass(frozen=True)
class StageRow:
    """One step from the invitation to the promise kept. People by name, not heads.

    `stage` is the key of the same number in a YieldRow. `people` of the `of` who are named by `among`; `share` (0 to 1)
    is None where there is nothing to compare with.
    """

    stage: str
    people: int
    of: int | None
    among: str
    share: float | None

    @property
    def called(self) -> str:
        """The stage in an organiser's words."""
        return _CALLED.get(self.stage, self.stage)


@dataclass(frozen=True)
class YieldRow:
    """The stages of a part of the list. `by` is `all`, `source` or `organisation`, `group` which; empty for unknown.

    By source everybody is counted once; by organisation with each they agree to hear from. See domain.yields.Funnel
    for what each number counts.
    """

    event: str
    by: str
    group: str
    invited: int
    going: int
    confirmed: int
    came: int
    others_came: int
    hosts: int
    committed: int
    decided: int
    kept: int


@dataclass(frozen=True)
class CommitmentCount:
    """Every commitment to an action born at the event, once: the seven outcomes add up to `made`.

    `by_absent` of them were made by people who are not noted as having been at the event.
    """

    made: int
    kept: int
    broken: int
    unticked: int
    ahead: int
    waiting: int
    withdrawn: int
    called_off: int
    by_absent: int


@dataclass(frozen=True)
class TreeRow:
    """An event, and what was born at it after it. `generation` is 0 for the event asked for, then 1, 2, ….

    `starts_at` is in the event's zone. `going` and `came` are heads; `kept` and `broken` commitments, none at the event
    asked for. `newcomers` are people who said that they would come, or came, and are on the list of no event above.
    """

    event: str
    born_at: str | None
    generation: int
    code: str | None
    title: str
    kind: str
    status: str
    starts_at: datetime
    host: str | None
    capacity: int | None
    going: int
    came: int
    kept: int
    broken: int
    newcomers: int


@dataclass(frozen=True)
class EventReport:
    """`event` is its ref, `meeting` the event itself. `actions` is the event and everything that came of it, as
    `report tree` gives it. `as_of` is UTC.
    """

    event: str
    meeting: EventRow
    as_of: datetime
    stages: tuple[StageRow, ...]
    commitments: CommitmentCount
    groups: tuple[YieldRow, ...]
    actions: tuple[TreeRow, ...]


@dataclass(frozen=True)
class SeatReportRow(SeatRow):
    """A seat against what is wanted there. The goal and what is missing of it are None for seats that are no target.

    `places` are those at its actions with a limit, `places_free` the ones of them that are still ahead and empty.
    `days_left` to polling day, None if it is not known; below 0 once it is over.
    """

    hosts_goal: int | None
    hosts_missing: int | None
    places: int
    places_free: int
    days_left: int | None
