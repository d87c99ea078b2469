"""barnstorm action sheets."""

from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from tests.evening import CALLS, DOORS, NIGHT, hold

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def night(database: str, run_line: Run, clock: Clock) -> Run:
    hold(run_line, clock)
    return run_line


def pages(path: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_every_page_says_whose_it_is_and_has_numbered_rows(night: Run) -> None:
    night(f"action sheets {NIGHT} --pdf sheets.pdf --blank 1")
    found = pages("sheets.pdf")
    assert len(found) == 7, "a host sheet, a sign-in list and its lines for each action, and a blank one"
    for text, sheet, host in (
        *((found[0], "H1", "Ann Bell"), (found[1], "H2", "Cy Dent"), (found[3], "D1", "1 · Ann Bell")),
        *((found[4], "W1", "1 · Ann Bell"), (found[5], "D2", "2 · Cy Dent"), (found[6], "W2", "2 · Cy Dent")),
    ):
        assert f"Sheet {sheet}" in text
        assert "Page 1/1" in text
        assert host in text
    assert "Sheet H3" in found[2]
    assert all(str(number) in found[4] for number in range(1, 13))
    assert "Fox" in found[3]


def test_the_same_sheets_printed_again_keep_their_codes(night: Run) -> None:
    first = night(f"action sheets {NIGHT} --pdf one.pdf --json").json()
    again = night(f"action sheets {NIGHT} --pdf two.pdf --json").json()
    assert first == again
    assert [row["sheet"] for row in first] == ["H1", "H2", "D1", "W1", "D2", "W2"]


def test_the_address_of_a_home_stands_on_no_sheet(night: Run) -> None:
    home = '--venue "Ann\'s, 3 Elm Grove, Carlisle CA1 2AB" --private'
    night(f"action offer {NIGHT} --host 'Eve Fox' {home} --kind phonebank --start 2017-05-22T18:30")
    night(f"action sheets {NIGHT} --pdf sheets.pdf")
    everything = "\n".join(pages("sheets.pdf"))
    assert "Ann's" in everything
    assert "Elm Grove" not in everything
    assert "CA1 2AB" not in everything


def test_without_an_offer_there_is_nothing_to_print_but_blank_ones(
    database: str, run_line: Run, refused: Callable[..., str], clock: Clock
) -> None:
    clock("2017-05-16T12:00+01:00")
    run_line("event create Bare --ref bare --start 2017-05-16T19:30 --for 2h")
    assert "--blank 5" in refused("action sheets bare --pdf sheets.pdf", 4)
    run_line("action sheets bare --pdf sheets.pdf --blank 2")
    assert len(pages("sheets.pdf")) == 2


def test_what_is_out_is_listed_by_the_action_that_comes_first(night: Run) -> None:
    night(f"action sheets {NIGHT} --pdf sheets.pdf --blank 1 --blank-rows 0")
    rows = night(f"action sheets {NIGHT} --json").json()
    assert [(row["sheet"], row["event"]) for row in rows] == [
        ("H3", NIGHT),
        ("H1", CALLS),
        ("D1", CALLS),
        ("H2", DOORS),
        ("D2", DOORS),
    ]


def test_the_clock_runs_three_days_and_stops_when_the_action_begins(night: Run, clock: Clock) -> None:
    night(f"action sheets {NIGHT} --pdf sheets.pdf --blank-rows 0")
    clock("2017-05-17T21:30+01:00")
    due = {row["sheet"]: (row["due_at"], row["hours_left"]) for row in night(f"action sheets {NIGHT} --json").json()}
    assert due["H1"] == ("2017-05-18T18:30:00+01:00", 21)
    assert due["H2"] == ("2017-05-19T21:30:00+01:00", 48)
    assert due["D2"] == ("2017-05-23T13:00:00+01:00", 135)
    clock("2017-05-18T20:00+01:00")
    shown = night(f"action sheets {NIGHT}")
    assert "late by 2 h" in shown.out
    assert "1 of 4 should have been typed in already." in shown.err


def test_a_sheet_of_which_all_is_typed_in_is_done_with(night: Run) -> None:
    night(f"action sheets {NIGHT} --pdf sheets.pdf --blank-rows 0")
    night(f"door sheets {NIGHT} --rows H1=0 --rows H2=3 --illegible H2=1")
    left = {row["sheet"]: row["outstanding"] for row in night(f"action sheets {NIGHT} --json").json()}
    assert left == {"H2": 2, "D1": None, "D2": None}


def test_an_actions_own_sheets_are_all_listed(night: Run) -> None:
    night(f"action sheets {CALLS} --pdf sheets.pdf")
    assert [row["sheet"] for row in night(f"action sheets {CALLS} --json").json()] == ["H1", "D1", "W1"]


def test_a_pdf_and_rows_do_not_share_stdout(night: Run, refused: Callable[..., str]) -> None:
    assert "Only one of --json, --csv and --pdf -" in refused(f"action sheets {NIGHT} --pdf - --json", 2)
