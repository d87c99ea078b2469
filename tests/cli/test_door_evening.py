"""barnstorm door: parties that come in parts, the room's limit, the count on the wall, the end of the evening."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import col, select

from barnstorm.app import App
from barnstorm.db.tables import Journal

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]


@pytest.fixture
def night(clock: Clock, database: str, run_line: Run) -> None:
    """An evening for sixty in a hall that holds four, five minutes before it begins."""
    clock("2017-05-16T19:25+01:00")
    run_line("venue add Hall --address 'Castle Street, Carlisle' --capacity 4")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30 --end 21:30 --venue Hall --capacity 60")
    run_line("rsvp add hall 'Ann Bell' --party-size 3")
    run_line("rsvp add hall 'Bob Khan'")
    run_line("rsvp add hall 'May Be' --answer maybe")
    run_line("rsvp add hall 'Dec Lined' --answer declined")


def journal() -> list[tuple[str, str]]:
    with closing(App()) as app, app.reading() as session:
        return [(line.what, line.detail) for line in session.exec(select(Journal).order_by(col(Journal.id)))]


@pytest.mark.usefixtures("night")
def test_a_party_comes_in_parts_and_only_those_inside_are_counted(run_line: Run, clock: Clock) -> None:
    ran = run_line("door check-in hall ann --heads 1")
    assert "Ann Bell is in with 1 of a party of 3." in ran.err
    assert run_line("door tally hall --json").json()["here"] == 1
    clock("2017-05-16T19:40+01:00")
    ran = run_line("door check-in hall ann --json")
    assert "Ann Bell is in with a party of 3." in ran.err
    assert ran.json()["checked_in_at"] == "2017-05-16T19:25:00+01:00"
    assert run_line("door tally hall --json").json()["here"] == 3
    assert run_line("event show hall --json").json()["attended"] == 3
    assert "in already" in run_line("door check-in hall ann").err


@pytest.mark.usefixtures("night")
def test_the_list_says_how_many_of_a_party_are_in(run_line: Run) -> None:
    run_line("door check-in hall ann --heads 2")
    row = next(row for row in run_line("door list hall --json").json() if row["name"] == "Ann Bell")
    assert (row["heads_in"], row["party_size"]) == (2, 3)
    run_line("door undo hall ann")
    row = next(row for row in run_line("door list hall --json").json() if row["name"] == "Ann Bell")
    assert (row["heads_in"], row["attended"]) == (None, None)


@pytest.mark.usefixtures("night")
def test_who_brings_more_than_they_said_makes_the_party_larger(run_line: Run) -> None:
    assert run_line("door check-in hall bob --heads 3 --json").json()["party_size"] == 3
    assert run_line("door tally hall --json").json()["here"] == 3


@pytest.mark.usefixtures("night")
def test_over_the_rooms_limit_people_are_let_in_with_a_warning_that_is_kept(run_line: Run) -> None:
    run_line("door check-in hall ann")
    assert "Careful" not in run_line("door check-in hall bob").err
    assert "Careful: 5 are in, and the venue holds 4." in run_line("door walk-in hall 'Eve Tait'").err
    assert journal() == [("over-limit", "5 in a room for 4")]


@pytest.mark.usefixtures("night")
def test_who_ticks_at_yesterdays_event_is_told(run_line: Run, clock: Clock) -> None:
    clock("2017-05-17T19:25+01:00")
    assert "hall is not today but on Tue 16 May 2017 19:30." in run_line("door check-in hall ann").err


@pytest.mark.usefixtures("night")
def test_closing_notes_who_was_to_come_and_did_not(run_line: Run, clock: Clock) -> None:
    run_line("door check-in hall ann")
    clock("2017-05-16T21:30+01:00")
    assert run_line("door close hall --dry-run --json").json() == {"event": "hall", "came": 1, "not_come": 2}
    assert {row["attended"] for row in run_line("rsvp list hall --json").json()} == {True, None}
    run_line("door close hall --yes")
    came = {row["name"]: row["attended"] for row in run_line("rsvp list hall --json").json()}
    assert came == {"Ann Bell": True, "Bob Khan": False, "May Be": False, "Dec Lined": None}
    assert "nothing changed" in run_line("door close hall").err
    assert journal() == [("closed", "2 did not come")]
    run_line("door check-in hall bob")
    assert run_line("door tally hall --json").json()["here"] == 4


@pytest.mark.usefixtures("night")
def test_nobody_has_stayed_away_before_it_began(refused: Refused) -> None:
    assert "hall has not begun" in refused("door close hall --yes", 4)


@pytest.mark.usefixtures("night")
def test_nobody_is_marked_as_missing_without_being_asked(refused: Refused, clock: Clock) -> None:
    clock("2017-05-16T21:30+01:00")
    assert "Add --yes" in refused("door close hall", 2)


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_the_watched_count_goes_on_until_ctrl_c_which_is_no_failure(sqlite: str, clock: Clock, run_line: Run) -> None:
    clock("2017-05-16T19:25+01:00")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30")
    watching = subprocess.Popen(
        [sys.executable, "-m", "barnstorm", "door", "tally", "hall", "--watch", "--csv"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with watching:
        assert watching.stdout is not None
        seen = [watching.stdout.readline() for _ in range(4)]
        watching.send_signal(signal.SIGINT)
    assert watching.returncode == 0
    assert seen[0] == seen[2]
    assert seen[0].lstrip("\ufeff").startswith("event,title,here")
