"""barnstorm door entry, door sheets: what stands on paper, and that no row of it is lost."""

import io
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Consent, Event
from barnstorm.services.door.registered import register
from tests.terminal import typed

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]

NAMES = ("Ann Bell", "Bob Khan", "Cy Dee", "Di Eng", "Ed Fox", "Flo Gee")


@pytest.fixture
def printed(clock: Clock, database: str, run_line: Run) -> None:
    """Six people on sheet D1, in that order, Ann with a party of three; five empty rows on W1. The morning after."""
    clock("2017-05-16T12:00+01:00")
    callers = "--organisation Compass --organisation 'Green Party'"
    run_line(f"event create Barnstorm --ref hall --start 2017-05-16T19:30 --end 21:30 {callers}")
    for name in NAMES:
        run_line(["rsvp", "add", "hall", name, "--party-size", "3" if name == "Ann Bell" else "1"])
    print_sheet("door", list(range(1, 7)))
    print_sheet("walk-in", [None] * 5)
    clock("2017-05-17T09:00+01:00")


def print_sheet(kind: str, rows: Sequence[int | None]) -> str:
    with closing(App()) as app, app.transaction() as session:
        event = session.exec(select(Event).where(Event.ref == "hall")).one()
        return register(session, event, kind, rows, app.now())


@pytest.fixture
def enters(run_line: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Lines from a pipe: `enters("D1 1-3", "D1 5", code=4)`."""

    def runs(*lines: str, code: int = 0, options: str = "--json") -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run_line(f"door entry hall {options}", code)

    return runs


def here(run_line: Run) -> dict[str, str | None]:
    rows = run_line("rsvp list hall --json").json()
    return {row["name"]: row["checked_in_at"] for row in rows if row["attended"]}


def state(run_line: Run, code: str) -> dict[str, Any]:
    return next(row for row in run_line("door sheets hall --json").json() if row["sheet"] == code)


@pytest.mark.usefixtures("printed")
def test_rows_are_ticked_as_of_the_start_of_the_event(enters: Run, run_line: Run) -> None:
    ran = enters("D1 2-3 5")
    assert [(row["line"], row["sheet"], row["row"], row["name"], row["what"]) for row in ran.json()] == [
        (1, "D1", 2, "Bob Khan", "ticked"),
        (1, "D1", 3, "Cy Dee", "ticked"),
        (1, "D1", 5, "Ed Fox", "ticked"),
    ]
    assert set(here(run_line)) == {"Bob Khan", "Cy Dee", "Ed Fox"}
    assert set(here(run_line).values()) == {"2017-05-16T19:30:00+01:00"}


@pytest.mark.usefixtures("printed")
def test_the_code_may_be_left_out_while_there_is_one_sheet_of_the_kind(enters: Run) -> None:
    assert len(enters("2 3", "W: March Jo").json()) == 3
    print_sheet("door", [6, 5])
    ran = enters("4", code=4)
    assert "Line 1: Which sheet? D1 and D2 are out." in ran.err
    assert enters("d2 1").json()[0]["name"] == "Flo Gee"


@pytest.mark.usefixtures("printed")
def test_a_row_typed_twice_changes_nothing(enters: Run, run_line: Run) -> None:
    enters("D1 2")
    run_line("door undo hall bob")
    ran = enters("D1 2")
    assert ran.json() == []
    assert "Typed in before: 2." in ran.err
    assert here(run_line) == {}


@pytest.mark.usefixtures("printed")
def test_whoever_was_ticked_at_the_door_keeps_that_time(enters: Run, run_line: Run, clock: Clock) -> None:
    clock("2017-05-16T19:05+01:00")
    run_line("door check-in hall bob")
    clock("2017-05-17T09:00+01:00")
    assert enters("D1 2").json()[0]["what"] == "in already"
    assert here(run_line) == {"Bob Khan": "2017-05-16T19:05:00+01:00"}
    assert state(run_line, "D1")["entered"] == 1


@pytest.mark.usefixtures("printed")
def test_a_part_of_a_party_is_typed_with_its_heads(enters: Run, run_line: Run) -> None:
    assert enters("D1 1x2").json()[0]["heads"] == 2
    assert run_line("door tally hall --json").json()["here"] == 2


@pytest.mark.usefixtures("printed")
def test_what_is_wrong_in_a_line_is_named_and_the_rest_is_in(enters: Run, run_line: Run) -> None:
    ran = enters("D1 2 9 0 6-4 3 2", "X1 3", "what", "D1", "D1 4", code=4)
    assert [row["name"] for row in ran.json()] == ["Bob Khan", "Cy Dee", "Di Eng"]
    for said in (
        "Line 1: “9” is not on the sheet: its rows are 1 to 6.",
        "Line 1: “0” is not on the sheet",
        "Line 1: “6-4” runs backwards.",
        "Line 1: Row 2 is typed twice.",
        "Line 2: hall has no sheet X1.",
        "Line 3: “what” is neither rows of a sheet nor somebody’s line.",
        "Line 4: Which rows of D1?",
        "4 of 5 lines could not be taken, or not whole; the rest is in.",
    ):
        assert said in ran.err


@pytest.mark.usefixtures("printed")
def test_a_walk_in_is_typed_as_the_sheet_reads(enters: Run, run_line: Run) -> None:
    ran = enters("W1 4 March Jo; 07700 900126; jo@example.org; ca38tp; B text; codes 3", options="--json")
    (row,) = ran.json()
    assert (row["row"], row["name"], row["what"], row["agreed"]) == (4, "Jo March", "walk-in", ["Green Party"])
    assert "Not typed in: codes 3" in ran.err
    person = run_line("person show jo --json").json()
    assert (person["phone"], person["email"], person["postcode"]) == ("+447700900126", "jo@example.org", "CA3 8TP")
    with closing(App()) as app, app.reading() as session:
        consents = session.exec(select(Consent)).all()
        assert {(one.channel, one.source) for one in consents} == {
            (channel, "walk-in sheet W1") for channel in ("email", "phone", "text")
        }


@pytest.mark.usefixtures("printed")
def test_without_a_row_the_next_free_one_is_meant(enters: Run) -> None:
    ran = enters("W1 2 Two Tom", "W: One Ola", "W: Three Tim", "W: Four Flo", "W1 Five Fay", "W: Six Sid", code=4)
    assert [row["row"] for row in ran.json()] == [2, 1, 3, 4, 5]
    assert "Line 6: All rows of W1 have been typed in." in ran.err


@pytest.mark.usefixtures("printed")
def test_a_row_that_somebody_has_typed_in_is_not_given_to_another(enters: Run, run_line: Run) -> None:
    ran = enters("W1 2 March Jo", "W1 2 Other One", "W1 9 Off Sheet", "D1 March Jo", "W1 3", code=4)
    assert len(ran.json()) == 1
    assert "Line 2: Row 2 of W1 has been typed in already: Jo March." in ran.err
    assert "Line 3: Row 9 is not on W1: its rows are 1 to 5." in ran.err
    assert "Line 4: D1 is a door sheet." in ran.err
    assert "Line 5: W1 is a walk-in sheet." in ran.err
    assert len(run_line("person list --json").json()) == 7


@pytest.mark.usefixtures("printed")
def test_a_walk_in_whom_the_list_knows_is_ticked(enters: Run, run_line: Run) -> None:
    (row,) = enters("W: Khan Bob; 07700 900123").json()
    assert (row["person_id"], row["new_person"]) == (2, False)
    assert len(run_line("rsvp list hall --json").json()) == 6


@pytest.mark.usefixtures("printed")
def test_a_letter_that_is_not_on_the_sheet_is_refused_with_the_whole_line(enters: Run, run_line: Run) -> None:
    assert "There is no column C." in enters("W: March Jo; A C", code=4).err
    assert here(run_line) == {}


@pytest.mark.usefixtures("printed")
def test_undo_takes_the_last_line_back_and_then_the_one_before(enters: Run, run_line: Run) -> None:
    ran = enters("D1 2-3", "W: March Jo; A", "undo", "undo", "undo", code=4)
    assert ran.json() == []
    assert "Line 3: Taken back: W: March Jo; A" in ran.err
    assert "Line 5: There is no line to take back." in ran.err
    assert here(run_line) == {}
    assert len(run_line("person list --json").json()) == 6
    assert (state(run_line, "D1")["entered"], state(run_line, "W1")["entered"]) == (0, 0)
    assert [row["row"] for row in enters("D1 3", "W: Tait Eve").json()] == [3, 1]


@pytest.mark.usefixtures("printed")
def test_undo_leaves_in_whoever_was_in_before_the_line(enters: Run, run_line: Run) -> None:
    run_line("door check-in hall bob")
    enters("D1 2-3", "undo")
    assert set(here(run_line)) == {"Bob Khan"}


@pytest.mark.usefixtures("printed")
def test_a_person_merged_since_the_list_was_printed_is_ticked_as_who_they_are(enters: Run, run_line: Run) -> None:
    run_line("person merge 2 3")
    assert [row["name"] for row in enters("D1 3").json()] == ["Bob Khan"]


@pytest.mark.usefixtures("printed")
def test_a_row_of_somebody_erased_since_is_nobodys(enters: Run, run_line: Run) -> None:
    run_line("person erase bob --yes")
    ran = enters("D1 2-3", code=4)
    assert [row["name"] for row in ran.json()] == ["Cy Dee"]
    assert "Nobody is on row 2 any more." in ran.err


@pytest.mark.usefixtures("printed")
def test_used_less_entered_less_illegible_is_what_is_left(enters: Run, run_line: Run) -> None:
    assert state(run_line, "D1")["outstanding"] is None
    ran = run_line("door sheets hall --rows D1=4 --rows w1=2 --illegible W1=1 --photographed D1 --json")
    assert {row["sheet"]: row["outstanding"] for row in ran.json()} == {"D1": 4, "W1": 1}
    assert [row["photographed"] for row in ran.json()] == [True, False]
    assert "D1: 4 rows are still to be typed in." in ran.err
    enters("D1 1-4", "W: March Jo")
    assert "All that is on paper is in." in run_line("door sheets hall").err
    enters("D1 5")
    assert "D1: 1 more typed in than counted." in run_line("door sheets hall").err


@pytest.mark.usefixtures("printed")
def test_the_sheets_of_actions_born_here_are_counted_too(run_line: Run) -> None:
    run_line("event create Calls --ref calls --kind phonebank --born-at hall --start 2017-05-20T18:30")
    with closing(App()) as app, app.transaction() as session:
        event = session.exec(select(Event).where(Event.ref == "calls")).one()
        register(session, event, "host", [None] * 9, app.now())
    rows = run_line("door sheets hall --rows H1=3 --json").json()
    assert [(row["sheet"], row["event"], row["used"]) for row in rows] == [
        ("D1", "hall", None),
        ("W1", "hall", None),
        ("H1", "calls", 3),
    ]


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("--rows D1=7", 4, "D1 has 6 rows, not 7."),
        ("--rows D9=7", 3, "hall has no sheet D9."),
        ("--rows D1", 2, "--rows “D1” cannot be read."),
        ("--illegible D1=many", 2, "--illegible “D1=many” cannot be read."),
        ("--rows D1=2 --illegible D1=3", 4, "3 rows of D1 cannot be illegible: 2 were used."),
    ],
)
def test_a_count_that_cannot_be_is_refused(refused: Refused, run_line: Run, options: str, code: int, said: str) -> None:
    assert said in refused(f"door sheets hall {options}", code)
    assert state(run_line, "D1")["used"] is None


def test_nothing_printed_is_no_failure(sqlite: str, run_line: Run, clock: Clock, enters: Run) -> None:
    clock("2017-05-16T12:00+01:00")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30")
    assert "No sheet has been printed for hall." in run_line("door sheets hall").err
    assert "No door list has been printed for hall." in enters("3", code=4).err
    assert enters().json() == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is not to be had")
def test_at_a_terminal_each_line_is_answered_at_once(sqlite: str, run_line: Run, clock: Clock, tmp_path: Path) -> None:
    clock("2017-05-16T12:00+01:00")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30")
    run_line("rsvp add hall 'Ann Bell'")
    print_sheet("door", [1])
    lines = ["D1 1", "undo", "?", "1", "D1 2"]
    command = shlex.join([sys.executable, "-m", "barnstorm", "door", "entry", "hall"])
    # The terminal keeps what is typed ahead.
    seen, code = typed(
        f"printf 'Lines: '; read x; {command}", dict(os.environ), tmp_path, ["\n".join(["", *lines, "\x04"])]
    )
    assert code == 0, seen
    for said in ("D1 in: 1 Ann Bell.", "Taken back: D1 1", "“2” is not on the sheet: its rows are 1 to 1."):
        assert said in seen
    assert here(run_line).keys() == {"Ann Bell"}
