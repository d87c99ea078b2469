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
class ImportRow:
    """`rows` is the sum of the next five. `bad` and `passed_over` tell the lines counted in `errors` and `skipped`.

    `waitlisted` counts the parties that this import put on the waiting list, `moved_up` names those it took off it.
    """

    event: str
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    errors: int
    waitlisted: int
    moved_up: tuple[str, ...]
    bad: tuple[LineRow, ...]
    passed_over: tuple[LineRow, ...]
    kept: tuple[LineRow, ...]
