"""barnstorm seat import"""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.result_files import (
    BARROW,
    CARLISLE,
    CARLISLE_2024,
    SPACED,
    WORKINGTON,
    SeatResult,
    Stood,
    by_candidate,
    by_constituency,
    workbook,
)

Run = Callable[..., Any]
Refused = Callable[..., str]
Put = Callable[[bytes], str]

COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "errors", "removed", "seats")


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file whose name says nothing; gives the path."""

    def write(data: bytes) -> str:
        path = tmp_path / "download (3).txt"
        path.write_bytes(data)
        return str(path)

    return write


@pytest.fixture
def land(run_line: Run, put: Put) -> Run:
    """Import `data` as the election of 2015, or another; gives the JSON of the import."""

    def importing(data: bytes, election: str = "2015 general", *options: str, code: int = 0) -> Any:
        argv = ["seat", "import", put(data), "--election", election, *options, "--json"]
        return run_line(argv, code=code).json()

    return importing


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in COUNTS)


def test_importing_again_changes_nothing(database: str, land: Run) -> None:
    first = land(by_candidate(CARLISLE, BARROW))
    assert counts(first) == (12, 12, 0, 0, 0, 0, 0, 2)
    assert (first["election"], first["polling_day"], first["bad"]) == ("2015 general", "2015-05-07", [])
    assert counts(land(by_candidate(CARLISLE, BARROW), "GE2015")) == (12, 0, 0, 12, 0, 0, 0, 2)


def test_a_corrected_file_is_updated_in_place(database: str, land: Run, run_line: Run) -> None:
    land(by_candidate(CARLISLE, BARROW))
    *others, okam = CARLISLE.stood
    corrected = SeatResult(
        CARLISLE.code, CARLISLE.name, (*others[:-1], Stood("Loraine", "Birchall", "Liberal Democrat", "LD", 1100))
    )
    assert counts(land(by_candidate(corrected))) == (5, 0, 1, 4, 0, 0, 1, 1)
    shown = run_line("seat show Carlisle --json").json()
    assert shown["valid_votes"] == 42587 - 1087 + 1100 - okam.votes
    assert len(shown["results"]) == 5
    assert run_line("seat show Barrow-and-Furness --json").json()["majority"] == 795


def test_what_a_corrected_file_changes_is_told(database: str, land: Run) -> None:
    """As the Library corrected two votes and some twenty electorates of 2024 after its first release."""
    assert land(by_candidate(CARLISLE, BARROW))["changes"] == []
    assert land(by_constituency(CARLISLE, BARROW))["changes"] == [], "electorates that were not known are no correction"
    first, *others, _ = CARLISLE.stood
    new = Stood("Jo", "Bell", "Green", "Green", 5)
    corrected = SeatResult(CARLISLE.code, CARLISLE.name, (replace(first, votes=16109), *others, new))
    row = land(by_candidate(corrected, BARROW))
    assert [(change["seat"], change["seat_code"], change["change"]) for change in row["changes"]] == [
        ("Carlisle", "E14000620", "Lee Sherriff (Labour) has 16,109 votes, not 16,099"),
        ("Carlisle", "E14000620", "Jo Bell (Green) is new, with 5 votes"),
        ("Carlisle", "E14000620", "Alfred Okam (Independent) is not there any more"),
    ]
    row = land(by_constituency(BARROW, wrong={"electorate": 46}))
    assert [change["change"] for change in row["changes"]] == ["an electorate of 68,384, not 68,338"]


def test_one_by_election_is_taken_out_of_a_file_of_many(database: str, land: Run, run_line: Run) -> None:
    """As ukparliament/psephology has them: the day before all the rest, written the British way."""
    dated = [f"Election date,{SPACED}"]
    for seat, day in ((CARLISLE, "07/05/2015"), (BARROW, "23/02/2017"), (CARLISLE, "23/02/2017")):
        lines = by_candidate(seat, header=SPACED, end="\n").decode().splitlines()[1:]
        dated += [f"{day},{line}" for line in lines]
    row = land("\n".join(dated).encode(), "2017 by-elections", "--date", "2017-02-23")
    assert counts(row) == (18, 12, 0, 0, 6, 0, 0, 2)
    assert counts(land("\n".join(dated).encode()))[:5] == (18, 6, 0, 0, 12)
    earlier = run_line("seat show Carlisle --json").json()["earlier"]
    assert [contest["election"] for contest in earlier] == ["2015 general"]
    row = land("\n".join(dated[:7]).encode(), "2017 general", code=4)
    assert "polled on 2015-05-07, and not on 2017-06-08" in row["bad"][0]["reason"]


def test_a_seat_that_fails_is_told_of_and_the_others_land(database: str, land: Run, run_line: Run) -> None:
    wrong = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Sherriff": "16909"})
    row = land(by_candidate(wrong, BARROW), code=4)
    assert counts(row) == (12, 6, 0, 0, 5, 1, 0, 1)
    (bad,) = row["bad"]
    assert bad["line"] == 2
    assert "Carlisle: Sherriff (Labour) has 16,909 of 43,397 votes" in bad["reason"]
    run_line("seat show Carlisle", code=3)
    ran = run_line("seat list --json")
    assert [seat["name"] for seat in ran.json()] == ["Barrow and Furness"]


def test_the_conversation_says_what_failed_and_that_it_went_on(sqlite: str, put: Put, run_line: Run) -> None:
    wrong = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Sherriff": "16909"})
    ran = run_line(["seat", "import", put(by_candidate(wrong, BARROW)), "--election", "2015 general"], code=4)
    assert "line 2: Carlisle" in ran.err
    assert "went on with the other seat." in ran.err
    assert "Correct the file and import it again" in ran.err
    nothing = run_line(["seat", "import", put(by_candidate(wrong)), "--election", "2015 general"], code=4)
    assert "Nothing was changed." in nothing.err


def test_a_failing_seat_keeps_what_was_there_before(database: str, land: Run, run_line: Run) -> None:
    land(by_candidate(CARLISLE))
    wrong = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Sherriff": "16909"})
    land(by_candidate(wrong), code=4)
    assert run_line("seat show Carlisle --json").json()["majority"] == 2774


def test_a_dry_run_counts_and_changes_nothing(database: str, land: Run, run_line: Run) -> None:
    row = land(by_candidate(CARLISLE), "2015 general", "--dry-run")
    assert (counts(row), row["dry_run"]) == ((6, 6, 0, 0, 0, 0, 0, 1), True)
    assert run_line("seat list --json").json() == []


def test_the_day_of_a_general_election_is_enough(database: str, put: Put, run_line: Run) -> None:
    row = run_line(["seat", "import", put(by_candidate(CARLISLE)), "--date", "7 May 2015", "--json"]).json()
    assert row["election"] == "2015 general"


def test_the_file_may_come_from_standard_input(sqlite: str, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(by_candidate(CARLISLE, header=SPACED)))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run_line("seat import - --election GE2015 --json").json()["created"] == 6


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ([], 2, "Which election it was is not said"),
        (["--date", "2017-02-23"], 2, "No general election was held on 23 February 2017"),
        (["--election", "2017 Copeland by-election"], 2, "polling day of “2017 Copeland by-election” is not known"),
        (["--election", "2015 general", "--date", "2017-06-08"], 2, "was not held on 8 June 2017"),
        (["--election", "2015 general", "--date", "soon"], 2, "“soon” cannot be read"),
        (["--election", "?"], 2, "“?” is not an election’s name"),
    ],
)
def test_an_election_that_is_not_certain_is_not_guessed(
    sqlite: str, put: Put, refused: Refused, options: list[str], code: int, said: str
) -> None:
    assert said in refused(["seat", "import", put(by_candidate(CARLISLE)), *options], code)


def test_an_election_on_record_keeps_its_day(database: str, put: Put, refused: Refused, land: Run) -> None:
    land(by_candidate(CARLISLE), "Carlisle by-election", "--date", "2016-10-20")
    assert counts(land(by_candidate(CARLISLE), "carlisle by-election"))[3] == 6
    argv = ["seat", "import", put(by_candidate(CARLISLE)), "--election", "Carlisle by-election", "--date", "2016-10-21"]
    assert "was held on 20 October 2016" in refused(argv, 4)


def test_a_person_at_the_terminal_is_asked(
    sqlite: str, put: Put, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("2015 general\n\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ran = run_line(["seat", "import", put(by_candidate(CARLISLE)), "--json"])
    assert ran.json()["election"] == "2015 general"
    assert "Which election is it" in ran.err


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04" + bytes(50), "broken or cut short"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"name,email\nAnn,ann@example.org\n", "begins with: name, email"),
        ("constituency,Ynys Môn\n".encode("latin-1"), "not in UTF-8"),
    ],
)
def test_what_is_no_result_file_is_refused(sqlite: str, put: Put, refused: Refused, data: bytes, said: str) -> None:
    assert said in refused(["seat", "import", put(data), "--election", "2015 general"], 4)


def test_a_file_that_is_not_there_or_not_a_file_is_refused(sqlite: str, tmp_path: Path, refused: Refused) -> None:
    assert "There is no file nothing.csv" in refused("seat import nothing.csv --election GE2015", 3)
    assert "cannot be read" in refused(["seat", "import", str(tmp_path), "--election", "GE2015"], 5)


def test_a_workbook_is_imported_as_the_csv_is(database: str, land: Run, run_line: Run) -> None:
    assert counts(land(workbook(by_candidate(CARLISLE, BARROW, header=SPACED)))) == (12, 12, 0, 0, 0, 0, 0, 2)
    assert counts(land(by_candidate(CARLISLE, BARROW)))[3] == 12
    assert counts(land(workbook(by_constituency(CARLISLE, BARROW))))[2] == 2
    assert run_line("seat show Carlisle --json").json()["electorate"] == 65827


def test_a_by_constituency_file_adds_electorates(database: str, land: Run, run_line: Run) -> None:
    land(by_candidate(CARLISLE, BARROW))
    row = land(by_constituency(CARLISLE, BARROW, thousands=True))
    assert (counts(row), row["kind"]) == ((2, 0, 2, 0, 0, 0, 0, 2), "by-constituency")
    assert counts(land(by_constituency(CARLISLE, BARROW))) == (2, 0, 0, 2, 0, 0, 0, 2)
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["electorate"], shown["invalid_votes"], shown["turnout"]) == (65827, 59, round(42587 / 65827, 6))
    # Importing the candidates again does not forget the electorate.
    assert counts(land(by_candidate(CARLISLE, BARROW)))[3] == 12
    assert run_line("seat show Carlisle --json").json()["electorate"] == 65827


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"valid_votes": 90}, "add up to 42,587, and the valid votes are 42,677"),
        ({"majority": -9}, "first less second is 2,774, and the majority is 2,765"),
    ],
)
def test_sums_that_do_not_fit_the_candidates_are_told_of(
    database: str, land: Run, run_line: Run, wrong: dict[str, int], said: str
) -> None:
    land(by_candidate(CARLISLE))
    row = land(by_constituency(CARLISLE, wrong=wrong), code=4)
    assert said in row["bad"][0]["reason"]
    assert run_line("seat show Carlisle --json").json()["electorate"] is None


def test_sums_that_came_first_hold_the_candidates_to_them(database: str, land: Run, run_line: Run) -> None:
    land(by_constituency(CARLISLE, BARROW))
    shown = run_line("seat show Carlisle --json").json()
    assert (shown["held_by"], shown["majority"], shown["electorate"], shown["results"]) == (None, None, 65827, [])
    short = SeatResult(BARROW.code, BARROW.name, BARROW.stood[:-1])
    row = land(by_candidate(CARLISLE, short), code=4)
    assert "Barrow and Furness: the candidates’ votes add up to" in row["bad"][0]["reason"]
    assert run_line("seat show Carlisle --json").json()["turnout"] == round(42587 / 65827, 6)


def test_an_older_file_does_not_bring_an_old_name_back(database: str, land: Run, run_line: Run) -> None:
    renamed = SeatResult(CARLISLE.code, "City of Carlisle", CARLISLE.stood)
    land(by_candidate(CARLISLE))
    land(by_candidate(renamed), "2017 general")
    land(by_candidate(CARLISLE))
    assert run_line("seat show E14000620 --json").json()["name"] == "City of Carlisle"


def test_a_tie_for_the_first_place_has_no_holder(database: str, land: Run, run_line: Run) -> None:
    tied = SeatResult("E14000999", "Tie", (Stood("A", "A", "Labour", "Lab", 9), Stood("B", "B", "Green", "Green", 9)))
    land(by_candidate(tied))
    shown = run_line("seat show Tie --json").json()
    assert (shown["held_by"], shown["majority"], shown["best_placed"]) == (None, 0, None)
    assert "a tie, decided by lot" in run_line("seat show Tie").out


def test_names_from_a_file_cannot_move_the_cursor(sqlite: str, land: Run, run_line: Run) -> None:
    hostile = SeatResult("E14000999", "Nasty\x1b[2J", (Stood("A\u202e", "B\x07", "Labour\x1b[0m", "Lab", 9),))
    land(by_candidate(hostile))
    assert "\x1b" not in run_line("seat show E14000999").out


def test_two_boundaries_of_one_name_stand_side_by_side(
    database: str, land: Run, run_line: Run, clock: Callable[[str], None]
) -> None:
    land(by_candidate(CARLISLE, WORKINGTON))
    land(by_candidate(CARLISLE_2024, header=SPACED), "2024 general")
    assert run_line("seat show Carlisle --json").json()["code"] == "E14001152"
    assert [seat["code"] for seat in run_line("seat list --json").json()] == ["E14001152"]
    clock("2017-05-16T18:00+01:00")
    shown = run_line("seat show Carlisle --json")
    assert (shown.json()["code"], shown.json()["namesakes"]) == ("E14000620", ["E14001152"])
    assert "Taken as E14000620." in shown.err
    assert run_line("seat show E14001152 --json").err == ""
    assert run_line("seat show Carlisle --on 2025-01-01 --json").json()["code"] == "E14001152"
    made = run_line('event create Night --seat Carlisle --start "20 May 2017 7pm"')
    assert "Carlisle is taken as E14000620, as it was on that day; not E14001152." in made.err
    assert {seat["code"] for seat in run_line("seat list --json").json()} == {"E14000620", "E14001053"}
