"""What an import did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LineRow:
    """A line of the file (counted from 1, the header included) and what was the matter with it."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True)
class Outcome:
    """What became, or would become, of one line: `outcome` is one of the counts of an ImportRow."""

    line: int
    name: str
    outcome: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"


@dataclass(frozen=True)
class ImportRow:
    """`rows` is the sum of the next six. `bad` and `passed_over` tell the lines counted in `errors` and `skipped`;
    `joined` are further tickets of somebody whose first line counts them all.

    `waitlisted` counts the parties that this import put on the waiting list, `moved_up` names those it took off it.
    `taken_back` counts those taken off the list who held an invitation: its cancellation is queued.
    `lines` has an outcome for every line, if that was asked for.
    """

    event: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    errors: int
    joined: int
    waitlisted: int
    moved_up: tuple[str, ...]
    bad: tuple[LineRow, ...]
    passed_over: tuple[LineRow, ...]
    kept: tuple[LineRow, ...]
    lines: tuple[Outcome, ...]
    taken_back: int = 0
