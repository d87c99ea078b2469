"""barnstorm report event, barnstorm report tree."""

import csv
import io
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from barnstorm.cli.report_view import branches
from tests.evening import CALLS, DOORS, NIGHT, commit, hold, hold_calls, offer

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def night(database: str, run_line: Run, clock: Clock) -> Run:
    hold(run_line, clock)
    return run_line


def stages(run_line: Run) -> dict[str, tuple[int, int | None]]:
    found = run_line(f"report event {NIGHT} --json").json()
    return {row["stage"]: (row["people"], row["of"]) for row in found["stages"]}


def test_every_stage_is_told_with_what_it_is_measured_against(night: Run) -> None:
    assert stages(night) == {
        "invited": (4, None),
        "going": (3, 4),
        "confirmed": (1, 3),
        "came": (2, 3),
        "others_came": (1, None),
        "hosts": (2, 3),
        "committed": (3, 3),
        "kept": (0, 0),
    }


def test_what_became_of_each_commitment_adds_up(night: Run, clock: Clock) -> None:
    before = night(f"report event {NIGHT} --json").json()["commitments"]
    assert (before["made"], before["ahead"]) == (5, 5)
    hold_calls(night, clock, CALLS, "Ann Bell")
    after = night(f"report event {NIGHT} --json").json()["commitments"]
    assert (after["made"], after["kept"], after["broken"], after["ahead"]) == (5, 1, 2, 2)
    assert after["made"] == sum(after[key] for key in after if key not in {"made", "by_absent"})
    assert stages(night)["kept"] == (1, 3)


def test_a_missing_tick_breaks_no_promise(night: Run, clock: Clock) -> None:
    clock("2017-05-19T10:00+01:00")
    count = night(f"report event {NIGHT} --json").json()["commitments"]
    assert (count["unticked"], count["broken"]) == (3, 0)
    assert stages(night)["kept"] == (0, 0)


def test_who_gave_a_place_up_in_time_or_saw_it_called_off_broke_nothing(night: Run, clock: Clock) -> None:
    night(f"rsvp change {CALLS} 'Eve Fox' cancelled")
    night(f"event cancel {DOORS} --reason Storm")
    hold_calls(night, clock, CALLS, "Ann Bell", "Cy Dent")
    count = night(f"report event {NIGHT} --json").json()["commitments"]
    assert (count["kept"], count["broken"], count["withdrawn"], count["called_off"]) == (2, 0, 1, 2)


def test_somebody_who_signs_up_without_having_been_there_is_counted_apart(night: Run) -> None:
    night(f"rsvp add {CALLS} 'Late Gill' --email gill@example.org")
    count = night(f"report event {NIGHT} --json").json()["commitments"]
    assert (count["made"], count["by_absent"]) == (6, 1)
    assert stages(night)["committed"] == (3, 3)


def test_parts_of_the_list_by_where_it_came_from(night: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(night(f"report event {NIGHT} --csv").out, newline="")))
    by_source = {row["group"]: row for row in rows if row["by"] == "source"}
    assert set(by_source) == {"website", "friend", "", "walk-in"}
    assert [by_source["website"][key] for key in ("invited", "going", "came", "committed")] == ["2", "2", "1", "1"]
    whole = next(row for row in rows if row["by"] == "all")
    for key in ("invited", "going", "confirmed", "came", "others_came", "hosts", "committed", "decided", "kept"):
        assert int(whole[key]) == sum(int(row[key]) for row in by_source.values()), key


def test_parts_of_the_list_by_whom_they_agree_to_hear_from(night: Run) -> None:
    assert all(row["by"] != "organisation" for row in night(f"report event {NIGHT} --json").json()["groups"])
    for name, organisation in (("Ann Bell", "Compass"), ("Eve Fox", "Compass"), ("Eve Fox", "Greens")):
        how = ["--organisation", organisation, "--channel", "email", "--wording", "Yes, write.", "--source", "sheet"]
        night(["person", "consent", name, *how])
    groups = night(f"report event {NIGHT} --json").json()["groups"]
    found = {row["group"]: row["invited"] + row["others_came"] for row in groups if row["by"] == "organisation"}
    assert list(found) == ["Compass", "Greens", ""]
    assert found == {"Compass": 2, "Greens": 1, "": 3}


def test_a_meeting_that_nobody_was_asked_to_has_an_empty_report(database: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-01T12:00+01:00")
    run_line("event create Bare --ref bare --start 2017-05-16T19:30")
    report = run_line("report event bare --json").json()
    assert {row["share"] for row in report["stages"]} == {None}
    assert report["commitments"]["made"] == 0
    assert "Nothing was born at bare yet." in run_line("report tree bare").err


# The tree


def test_a_tree_has_what_was_born_and_what_was_born_there(night: Run, clock: Clock) -> None:
    hold_calls(night, clock, CALLS, "Ann Bell")
    offer(night, CALLS, "Ann Bell", "--kind leafleting --start 2017-05-24T10:00")
    commit(night, CALLS, "New Nell; 07700 900777; 1")
    rows = night(f"report tree {NIGHT} --json").json()
    assert [(row["event"], row["generation"]) for row in rows[:2] + rows[3:]] == [(NIGHT, 0), (CALLS, 1), (DOORS, 1)]
    assert (rows[2]["generation"], rows[2]["born_at"]) == (2, CALLS)
    assert (rows[1]["came"], rows[1]["kept"], rows[1]["broken"]) == (2, 1, 2)
    assert [row["newcomers"] for row in rows] == [0, 1, 0, 0], "Nell was seen at the phone bank first"


def test_an_offer_that_was_refused_is_on_no_tree_and_a_cancelled_one_says_so(night: Run) -> None:
    night(f"action refuse {NIGHT} 1 --reason 'No room'")
    night(f"event cancel {DOORS} --reason Storm")
    rows = night(f"report tree {NIGHT} --json").json()
    assert [(row["event"], row["status"]) for row in rows] == [(NIGHT, "scheduled"), (DOORS, "cancelled")]


# What people see


@pytest.fixture
def one_night(sqlite: str, run_line: Run, clock: Clock) -> Run:
    """How it looks does not depend on the database."""
    hold(run_line, clock)
    return run_line


@pytest.fixture
def on_a_terminal(one_night: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def runs(line: str) -> Any:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        return one_night(line)

    return runs


def test_the_report_fits_a_terminal_of_eighty_columns(one_night: Run, on_a_terminal: Run, clock: Clock) -> None:
    hold_calls(one_night, clock, CALLS, "Ann Bell")
    shown = on_a_terminal(f"report event {NIGHT}").out.splitlines()
    assert max(map(len, shown)) <= 80
    assert any(line.split()[:5] == ["going", "3", "of", "4", "invited"] for line in shown)
    assert any("75.0 %  ███████▌··" in line for line in shown)
    assert "5 commitments: 1 kept, 2 broken, 2 still ahead." in shown
    assert "First generation: 2 actions, 5 heads signed up, 1 came." in shown


def test_a_tree_is_drawn_as_one(one_night: Run, on_a_terminal: Run) -> None:
    offer(one_night, CALLS, "Ann Bell", "--kind leafleting --start 2017-05-24T10:00")
    shown = on_a_terminal(f"report tree {NIGHT}").out.splitlines()
    assert [line[:27].rstrip() for line in shown[2:6]] == [
        "Night",
        "├─ 1 Phone bank with Ann",
        "│  └─ 1 Leafleting with Ann",
        "└─ 2 Canvass with Cy",
    ]


@given(st.lists(st.integers(1, 4), max_size=12))
def test_every_branch_hangs_from_one_above_it(depths: list[int]) -> None:
    generations = [0]
    for depth in depths:
        generations.append(min(depth, generations[-1] + 1))
    drawn = branches(generations)
    assert [len(line) for line in drawn] == [depth * 3 for depth in generations]
    for above, below in pairwise(drawn):
        for at, ch in enumerate(below):
            if ch in "│├└" and at < len(above):
                assert above[at] in "│├", "a line does not begin in the air"


def test_a_piped_report_is_tab_separated_as_every_list_is(one_night: Run) -> None:
    for command in ("event", "tree"):
        lines = list(csv.reader(one_night(f"report {command} {NIGHT} --csv").out.splitlines()))[1:]
        piped = [line.split("\t") for line in one_night(f"report {command} {NIGHT}").out.splitlines()]
        assert [len(line) for line in piped] == [len(lines[0]) - (command == "event")] * len(lines)
        assert piped[0][-1] == lines[0][-1]


def test_a_campaign_manager_gets_one_page(one_night: Run, clock: Clock) -> None:
    hold_calls(one_night, clock, CALLS, "Ann Bell")
    assert one_night(f"report event {NIGHT} --pdf report.pdf").err == "Wrote report.pdf.\n"
    pages = [page.extract_text() for page in PdfReader("report.pdf").pages]
    assert len(pages) == 1
    for words in ("What the meeting gave", "75% of 4 invited", "1  Phone bank with Ann, Thu 18 May 6.30pm", "website"):
        assert words in pages[0]
    assert "Bell" not in pages[0], "it names nobody by surname"


def test_two_answers_do_not_share_stdout(one_night: Run, refused: Callable[..., str]) -> None:
    assert "Only one of --json, --csv and --pdf -" in refused(f"report event {NIGHT} --pdf - --json", 2)


def test_an_event_nobody_knows_has_no_report(one_night: Run, refused: Callable[..., str]) -> None:
    assert "No event is called “nowhere”" in refused("report event nowhere", 3)
