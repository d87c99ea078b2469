"""What an import of results, or of who stands, did."""

from dataclasses import dataclass
from datetime import date

from barnstorm.rows.imports import LineRow


@dataclass(frozen=True)
class SeatChangeRow:
    """What an import changed in a seat that was known before."""

    seat: str
    seat_code: str
    change: str

    def __str__(self) -> str:
        return f"{self.seat}: {self.change}"


@dataclass(frozen=True)
class ResultImportRow:
    """What an import did, or with --dry-run would do. `rows` is created + updated + unchanged + skipped + errors.

    Rows are lines of the file below its header: candidates, or seats in a by-constituency file. `errors` counts the
    lines that `bad` tells of, `skipped` the other lines that were not used. `seats` counts those that landed; `kept`
    those that keep their count of votes where the file has a notional result. `removed` are candidates that a
    corrected file has no more, or who have withdrawn. `changes` tells what is different in seats known before.
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
    notional: bool
    kept: int
    changes: tuple[SeatChangeRow, ...]
