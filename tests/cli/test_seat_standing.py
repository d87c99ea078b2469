"""barnstorm seat import, of who stands before polling day, and what seats then show"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.result_files import (
    BARROW,
    CARLISLE,
    CARLISLE_2017,
    SeatResult,
    Stood,
    by_candidate,
    standing,
    standing_2015,
    standing_2019,
)

Run = Callable[..., Any]


@pytest.fixture
def land(run_line: Run, tmp_path: Path) -> Run:
    """Import `data` as the election of 2017, or another; gives the JSON of the import."""

    def importing(data: bytes, election: str = "2017 general", *options: str, code: int = 0) -> Any:
        path = tmp_path / "candidates.csv"
        path.write_bytes(data)
        return run_line(["seat", "import", str(path), "--election", election, *options, "--json"], code=code).json()

    return importing


@pytest.fixture
def seats(database: str, land: Run, clock: Callable[[str], None]) -> None:
    """Carlisle and Barrow as they were left in 2015, on the morning of the Carlisle night."""
    clock("2017-05-16T09:00+01:00")
    land(by_candidate(CARLISLE, BARROW), "2015 general")


def without(seat: SeatResult, *families: str) -> SeatResult:
    return SeatResult(seat.code, seat.name, [who for who in seat.stood if who.family not in families])


def counts(row: dict[str, Any]) -> Sequence[int]:
    return [row[name] for name in ("rows", "created", "updated", "unchanged", "skipped", "errors", "removed", "seats")]


def changes(row: dict[str, Any]) -> Sequence[str]:
    return [f"{change['seat']}: {change['change']}" for change in row["changes"]]


def test_who_stands_is_shown_with_the_parties_that_are_missing(seats: None, land: Run, run_line: Run) -> None:
    row = land(standing(CARLISLE_2017))
    assert (row["kind"], counts(row), row["changes"]) == ("candidates standing", [4, 4, 0, 0, 0, 0, 0, 1], [])
    shown = run_line("seat show Carlisle --json").json()
    assert shown["coming"] == "2017 general"
    assert {who["name"] for who in shown["standing"]} == {
        "John Stevenson", "Ruth Alcroft", "Peter Thornton", "Fiona Mills",
    }  # fmt: skip
    assert shown["not_standing"] == ["Green", "Alfred Okam (Independent)"]
    assert (shown["stood_aside"], shown["stand_asides"]) == ([], []), "absence is no pact"
    card = run_line("seat show Carlisle").out
    assert "at the 2017 general: John Stevenson (Conservative)" in card
    assert "Green, Alfred Okam (Independent)" in card
    assert run_line("seat show Barrow-and-Furness --json").json()["coming"] is None


def test_a_party_that_said_why_it_is_missing_is_marked(seats: None, land: Run, run_line: Run) -> None:
    land(standing(CARLISLE_2017))
    source = "https://greens.example/carlisle"
    run_line(["seat", "stand-aside", "Carlisle", "Green", "--election", "2017 general", "--source", source])
    run_line(["seat", "stand-aside", "Carlisle", "UKIP", "--election", "2017 general"])
    card = run_line("seat show Carlisle").out
    assert "Green (stood aside, see below)" in card
    assert source in card
    assert "Fiona Mills (UKIP, on record as standing aside)" in card


def test_the_best_placed_is_one_who_stands_now(seats: None, land: Run, run_line: Run) -> None:
    land(standing(without(CARLISLE_2017, "Alcroft")))
    carlisle = run_line("seat show Carlisle --json").json()
    assert (carlisle["best_placed"], carlisle["swing_needed"]) == (
        "UK Independence Party",
        round((18873 - 5277) / 42587 / 2, 6),
    )
    (row,) = (seat for seat in run_line("seat list --json").json() if seat["name"] == "Carlisle")
    assert (row["best_placed"], row["swing_needed"]) == (carlisle["best_placed"], carlisle["swing_needed"])
    land(by_candidate(CARLISLE_2017))
    assert run_line("seat show Carlisle --on 2017-06-09 --json").json()["best_placed"] == "Labour"


def test_polling_day_says_which_of_two_elections_is_meant(
    seats: None, land: Run, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(standing(without(CARLISLE_2017, "Alcroft"), day="2017-05-25"), "Carlisle by-election", "--date", "2017-05-25")
    land(standing(without(CARLISLE_2017, "Thornton")))
    assert run_line("seat show Carlisle --json").json()["coming"] == "Carlisle by-election"
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["coming"], shown["best_placed"]) == ("2017 general", "Labour")
    assert run_line("seat list --json").json()[1]["best_placed"] == "Labour"


def test_who_is_missing_from_a_later_list_has_withdrawn(seats: None, land: Run, run_line: Run) -> None:
    land(standing(CARLISLE_2017, BARROW))
    assert counts(land(standing(CARLISLE_2017, BARROW))) == [10, 0, 0, 10, 0, 0, 0, 2]
    *others, mills = CARLISLE_2017.stood
    changed = (replace(mills, party="Independent"), Stood("Jo", "Bell", "Green", "Green", 1))
    row = land(standing(SeatResult(CARLISLE.code, CARLISLE.name, [*others[1:], *changed])))
    assert counts(row) == [4, 1, 1, 2, 0, 0, 1, 1]
    assert changes(row) == [
        "Carlisle: Fiona Mills stands for Independent, not UK Independence Party (UKIP)",
        "Carlisle: Jo Bell (Green Party) stands",
        "Carlisle: John Stevenson (Conservative and Unionist Party) has withdrawn",
    ]
    assert len(run_line("seat show Carlisle --json").json()["standing"]) == 4
    assert len(run_line("seat show Barrow-and-Furness --json").json()["standing"]) == 6, "it was not in the file"


def test_the_conversation_tells_who_has_withdrawn(seats: None, land: Run, run_line: Run, tmp_path: Path) -> None:
    land(standing(CARLISLE_2017))
    path = tmp_path / "later.csv"
    path.write_bytes(standing(without(CARLISLE_2017, "Mills")))
    ran = run_line(["seat", "import", str(path), "--election", "2017 general", "--dry-run"])
    assert "Carlisle: Fiona Mills (UK Independence Party (UKIP)) has withdrawn" in ran.err
    assert "Nothing was changed" in ran.err
    assert len(run_line("seat show Carlisle --json").json()["standing"]) == 4


def test_a_spoilt_seat_keeps_what_was_known_of_it(seats: None, land: Run, run_line: Run) -> None:
    land(standing(CARLISLE_2017))
    row = land(standing(BARROW, without(CARLISLE_2017, "Mills")).replace(b"Ruth Alcroft", b" "), code=4)
    assert counts(row) == [9, 6, 0, 0, 2, 1, 0, 1]
    assert len(run_line("seat show Carlisle --json").json()["standing"]) == 4


def test_a_list_for_another_day_or_of_unknown_seats_is_told(seats: None, land: Run) -> None:
    row = land(standing(CARLISLE_2017, day="2019-12-12"), code=4)
    assert "polled on 2019-12-12, and not on 2017-06-08" in row["bad"][0]["reason"]
    row = land(standing(SeatResult("", "Narnia", CARLISLE.stood)), code=4)
    assert "the file has no code for it, and no seat of that name" in row["bad"][0]["reason"]


@pytest.mark.parametrize(
    ("data", "election"), [(standing_2019(CARLISLE), "2019 general"), (standing_2015(CARLISLE), "2015 general")]
)
def test_older_lists_bring_their_codes(database: str, land: Run, run_line: Run, data: bytes, election: str) -> None:
    assert counts(land(data, election)) == [6, 6, 0, 0, 0, 0, 0, 1]
    shown = run_line("seat show E14000620 --json").json()
    assert (shown["coming"], len(shown["standing"]), shown["majority"]) == (election, 6, None)
    assert run_line("seat list --json").json() == [], "nobody was elected there yet"
