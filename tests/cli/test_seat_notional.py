"""Notional results: estimates of an earlier election within newer boundaries, and never taken for a count"""

from collections.abc import Callable, Sequence
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
    by_constituency,
    by_parliament,
    notional,
)

Run = Callable[..., Any]

ALTRINCHAM = SeatResult(
    "E14001065",
    "Altrincham and Sale West",
    (
        Stood("", "", "Conservative", "Con", 26311),
        Stood("", "", "Labour", "Lab", 20172),
        Stood("", "", "Liberal", "Lib", 454),
        Stood("", "", "Independent", "Ind", 224),
    ),
)
UNCHANGED = SeatResult("E14000530", "Aldershot", CARLISLE.stood)
"""A seat that kept its code and its boundaries."""


@pytest.fixture
def land(run_line: Run, tmp_path: Path) -> Run:
    """Import `data` as the election of 2019, or another; gives the JSON of the import."""

    def importing(data: bytes, election: str = "2019 general", code: int = 0) -> Any:
        path = tmp_path / "notional.csv"
        path.write_bytes(data)
        return run_line(["seat", "import", str(path), "--election", election, "--json"], code=code).json()

    return importing


def counts(row: dict[str, Any]) -> Sequence[int]:
    return [row[name] for name in ("rows", "created", "updated", "unchanged", "skipped", "errors", "kept", "seats")]


def test_lines_for_all_small_parties_together_are_not_counted_twice(database: str, land: Run, run_line: Run) -> None:
    row = land(notional(ALTRINCHAM))
    assert (row["notional"], counts(row)) == (True, [6, 4, 0, 0, 2, 0, 0, 1])
    assert counts(land(notional(ALTRINCHAM), "2019 notional")) == [6, 0, 0, 4, 2, 0, 0, 1]
    shown = run_line("seat show E14001065 --json").json()
    assert (shown["notional"], shown["valid_votes"], shown["majority"]) == (True, 26311 + 20172 + 454 + 224, 6139)
    assert [(row["name"], row["party_code"]) for row in shown["results"]][2:] == [("", "Lib"), ("", "Ind")]


def test_notional_results_are_flagged_wherever_they_are_shown(sqlite: str, land: Run, run_line: Run) -> None:
    land(notional(ALTRINCHAM))
    assert "2019 general, notional (an estimate within newer boundaries)" in run_line("seat show E14001065").out
    assert run_line("seat list").out.rstrip("\n").split("\t")[-1] == "notional"
    assert run_line("report seats").out.rstrip("\n").split("\t")[-1] == "notional"
    header, line = run_line("report seats --csv").out.splitlines()
    assert dict(zip(header.split(","), line.split(","), strict=True))["notional"] == "yes"
    land(by_candidate(SeatResult(ALTRINCHAM.code, ALTRINCHAM.name, CARLISLE.stood)), "2024 general")
    assert "2019 general, notional: Conservative" in run_line("seat show E14001065").out


def test_parliaments_file_says_itself_that_it_is_notional(database: str, land: Run, run_line: Run) -> None:
    row = land(by_parliament(CARLISLE_2024, day="2019-12-12", notional="true"))
    assert (row["notional"], row["created"]) == (True, 2)
    assert run_line("seat show Carlisle --json").json()["notional"] is True


def test_estimates_without_names_need_to_be_called_so(database: str, land: Run) -> None:
    """Without a line for all small parties, only the name of the election can tell that no candidate is missing."""
    large = SeatResult(ALTRINCHAM.code, ALTRINCHAM.name, ALTRINCHAM.stood[:2])
    nameless = by_candidate(SeatResult(large.code, large.name, large.stood))
    row = land(nameless, code=4)
    assert "a candidate without a name" in row["bad"][0]["reason"]
    assert land(nameless, "2019 general, notional")["created"] == 2


def test_a_count_of_votes_is_never_overwritten(database: str, land: Run, run_line: Run, tmp_path: Path) -> None:
    land(by_candidate(UNCHANGED))
    row = land(notional(ALTRINCHAM, SeatResult(UNCHANGED.code, UNCHANGED.name, CARLISLE_2024.stood)))
    assert (row["kept"], row["seats"], row["created"]) == (1, 1, 4)
    shown = run_line("seat show Aldershot --json").json()
    assert (shown["notional"], shown["majority"]) == (False, 2774)
    path = tmp_path / "again.csv"
    path.write_bytes(notional(UNCHANGED))
    told = run_line(["seat", "import", str(path), "--election", "2019 general"]).err
    assert "1 seat keeps its count of votes" in told


def test_a_count_of_votes_takes_the_place_of_an_estimate(database: str, land: Run, run_line: Run) -> None:
    land(notional(SeatResult(UNCHANGED.code, UNCHANGED.name, CARLISLE_2024.stood)))
    row = land(by_candidate(UNCHANGED))
    assert row["changes"][0]["change"] == "a count of votes takes the place of the notional result"
    shown = run_line("seat show Aldershot --json").json()
    assert (shown["notional"], shown["majority"], len(shown["results"])) == (False, 2774, 6)


def test_sums_of_a_count_take_the_place_of_an_estimate_too(database: str, land: Run, run_line: Run) -> None:
    land(notional(SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE_2024.stood)))
    land(by_constituency(CARLISLE))
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["notional"], shown["electorate"], shown["results"]) == (False, 65827, [])


def test_old_and_new_seats_of_one_name_have_each_their_time(
    database: str, land: Run, run_line: Run, clock: Callable[[str], None]
) -> None:
    land(by_candidate(CARLISLE, BARROW))
    land(notional(CARLISLE_2024))
    for moment, code, listed in (
        ("2020-01-01T12:00+00:00", CARLISLE.code, {CARLISLE.code, BARROW.code}),
        ("2024-06-15T12:00+00:00", CARLISLE_2024.code, {CARLISLE_2024.code}),
    ):
        clock(moment)
        assert run_line("seat show Carlisle --json").json()["code"] == code
        assert {row["code"] for row in run_line("seat list --json").json()} == listed
    assert {row["notional"] for row in run_line('seat list --election "2019 general" --json').json()} == {False}
    asked = run_line('seat list --election "2019 notional" --json').json()
    assert [row["code"] for row in asked] == [CARLISLE_2024.code]
