"""barnstorm report seats."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.result_files import BARROW, CARLISLE, WORKINGTON, SeatResult, Stood, by_candidate

Run = Callable[..., Any]
Clock = Callable[[str], None]

COPELAND = SeatResult(
    "E14000647",
    "Copeland",
    (Stood("Jamie", "Reed", "Labour", "Lab", 16750), Stood("Stephen", "Haraldsen", "Conservative", "Con", 14186)),
)


@pytest.fixture
def map_of(database: str, run_line: Run, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Four seats: two to win, one to hold, one that is no target. In Carlisle two host, one of them twice."""
    clock("2017-05-16T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    path = tmp_path / "results.csv"
    path.write_bytes(by_candidate(CARLISLE, COPELAND, WORKINGTON, BARROW))
    run_line(["seat", "import", str(path), "--election", "2015 general"])
    for seat, aim in (("Carlisle", "win"), ("Copeland", "win"), ("Workington", "hold")):
        run_line(f"seat target {seat} --aim {aim}")
    for number, (day, host, capacity) in enumerate(((18, "Ann Bell", 4), (19, "Ann Bell", 6), (15, "Bo Carr", 8)), 1):
        run_line(
            f"event create Calls --seat Carlisle --kind phonebank --ref calls-{number} --host '{host}'"
            f" --start 2017-05-{day}T18:30 --for 2h --capacity {capacity}"
        )
    run_line("rsvp add calls-1 'Cy Dent' --party-size 3")
    run_line("rsvp add calls-3 'Dee East'")
    return run_line


def test_targets_without_a_host_come_first_then_those_short_of_the_goal_then_the_rest(map_of: Run) -> None:
    rows = map_of("report seats --json").json()
    assert [row["name"] for row in rows] == ["Copeland", "Workington", "Carlisle", "Barrow and Furness"]
    assert [row["name"] for row in map_of("report seats --json --goal-hosts 2").json()][2] == "Carlisle"
    assert [(row["hosts"], row["hosts_goal"], row["hosts_missing"]) for row in rows] == [
        (0, 10, 10),
        (0, 10, 10),
        (2, 10, 8),
        (0, None, None),
    ]


def test_places_are_told_with_those_still_ahead_and_empty(map_of: Run) -> None:
    carlisle = next(row for row in map_of("report seats --json").json() if row["name"] == "Carlisle")
    assert (carlisle["filled"], carlisle["places"], carlisle["places_free"]) == (4, 18, 1 + 6)
    assert carlisle["days_left"] == 23


def test_it_holds_all_that_the_list_of_seats_holds(map_of: Run) -> None:
    listed = {row["code"]: row for row in map_of("seat list --target --json").json()}
    for row in map_of("report seats --target --json").json():
        assert listed[row["code"]] == {key: row[key] for key in listed[row["code"]]}
    header = map_of("report seats --csv").out.splitlines()[0]
    assert header.startswith("name,code,region,country,aim,")
    assert header.endswith(",hosts_goal,hosts_missing,places,places_free,days_left")


def test_a_piped_map_is_tab_separated_and_draws_nothing(map_of: Run) -> None:
    first = map_of("report seats --target").out.splitlines()[0].split("\t")
    assert first[0] == "Copeland"
    assert "win" in first
    assert not set("█▉·") & set("".join(first))


def test_a_terminal_gets_a_table_and_is_told_who_has_no_host(map_of: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = map_of("report seats")
    assert "Carlisle" in shown.out
    assert "2 of 10" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80
    assert "2 of 3 targets have no host: Copeland and Workington.\n23 days to polling day" in shown.err


def test_a_cancelled_action_fills_no_place_and_has_no_host(map_of: Run) -> None:
    for number in (1, 2):
        map_of(f"event cancel calls-{number} --reason Storm")
    carlisle = next(row for row in map_of("report seats --json").json() if row["name"] == "Carlisle")
    assert (carlisle["hosts"], carlisle["filled"], carlisle["places_free"]) == (1, 1, 0)


def test_a_goal_of_nobody_is_refused(map_of: Run) -> None:
    assert "--goal-hosts" in map_of("report seats --goal-hosts 0", 2).err
