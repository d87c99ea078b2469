"""barnstorm seat import, of what other publishers than the Library give"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.result_files import (
    BARROW,
    CARLISLE,
    CARLISLE_2024,
    SeatResult,
    Stood,
    by_candidate,
    by_democracy_club,
    by_parliament,
)

Run = Callable[..., Any]

TIED = SeatResult(
    "E14000999", "Tie", (Stood("Ann", "Able", "Labour", "Lab", 9), Stood("Ben", "Baker", "Green", "Green", 9))
)


@pytest.fixture
def land(run_line: Run, tmp_path: Path) -> Run:
    """Import `data` as the election of 2015, or another; gives the JSON of the import."""

    def importing(data: bytes, election: str = "2015 general", code: int = 0) -> Any:
        path = tmp_path / "candidacies.csv"
        path.write_bytes(data)
        return run_line(["seat", "import", str(path), "--election", election, "--json"], code=code).json()

    return importing


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in ("rows", "created", "updated", "unchanged", "skipped", "errors", "removed"))


def test_parliaments_file_is_all_that_a_seat_needs(database: str, land: Run, run_line: Run) -> None:
    assert counts(land(by_parliament(CARLISLE, BARROW))) == (12, 12, 0, 0, 0, 0, 0)
    assert counts(land(by_parliament(CARLISLE, BARROW))) == (12, 0, 0, 12, 0, 0, 0)
    assert counts(land(by_candidate(CARLISLE, BARROW))) == (12, 0, 0, 12, 0, 0, 0)
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["electorate"], shown["invalid_votes"], shown["majority"]) == (65827, 59, 2774)
    assert run_line("seat show Barrow-and-Furness --json").json()["held_by"] == "Labour"


def test_who_won_a_tie_is_known_from_parliament_and_not_forgotten(database: str, land: Run, run_line: Run) -> None:
    land(by_candidate(TIED))
    assert run_line("seat show Tie --json").json()["held_by"] is None
    assert counts(land(by_parliament(TIED)))[:4] == (2, 0, 2, 0)
    assert run_line("seat show Tie --json").json()["held_by"] == "Labour"
    assert counts(land(by_candidate(TIED)))[:4] == (2, 0, 0, 2)
    assert run_line("seat show Tie --json").json()["held_by"] == "Labour"


@pytest.mark.parametrize("write", [by_parliament, by_democracy_club])
def test_a_file_of_another_day_is_not_taken_for_that_election(
    database: str, land: Run, write: Callable[..., bytes]
) -> None:
    row = land(write(CARLISLE, day="2017-06-08"), code=4)
    assert counts(row) == (6, 0, 0, 0, 5, 1, 0)
    assert "polled on 2017-06-08, and not on 2015-05-07" in row["bad"][0]["reason"]


def test_seats_without_codes_are_known_by_name_on_the_boundaries_of_the_day(
    database: str, land: Run, run_line: Run
) -> None:
    land(by_candidate(CARLISLE))
    land(by_candidate(CARLISLE_2024), "2024 general")
    row = land(by_democracy_club(CARLISLE, day="2017-06-08"), "2017 general")
    assert counts(row) == (6, 6, 0, 0, 0, 0, 0)
    assert {seat["code"] for seat in run_line('seat list --election "2017 general" --json').json()} == {"E14000620"}


def test_a_seat_without_code_that_is_not_known_is_left_out(database: str, land: Run) -> None:
    land(by_candidate(CARLISLE_2024), "2024 general")
    row = land(by_democracy_club(CARLISLE, BARROW), code=4)
    assert counts(row) == (12, 0, 0, 0, 10, 2, 0)
    assert "no seat of that name had the boundaries of 2015-05-07" in row["bad"][0]["reason"]
    assert counts(land(by_democracy_club(CARLISLE, BARROW, coded=True))) == (12, 12, 0, 0, 0, 0, 0)


def test_one_seat_under_two_ballots_is_imported_once(database: str, land: Run) -> None:
    again = by_democracy_club(CARLISLE, coded=True, changed={"ballot_paper_id": "parl.carlisle.by.2015-05-07"})
    row = land(by_democracy_club(CARLISLE, coded=True) + again.partition(b"\n")[2], code=4)
    assert counts(row) == (12, 6, 0, 0, 5, 1, 0)
    assert "the same seat as in line 2" in row["bad"][0]["reason"]
