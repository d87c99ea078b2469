"""barnstorm action reshift."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evening import CALLS, DOORS, NIGHT, commit, hold, hold_calls, offer
from tests.postbag import received

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def missed(database: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Cy and Eve missed the phone bank. Eve is going to the canvass; of the two only Cy gave an address, and agreed."""
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", "maildir:post")
    hold(run_line, clock)
    offer(run_line, NIGHT, "Ann Bell", "--kind leafleting --start 2017-05-22T10:00 --capacity 2")
    how = "--organisation Compass --channel email --wording 'Yes, write.' --source sheet"
    run_line(f"person consent 'Cy Dent' {how}")
    hold_calls(run_line, clock, CALLS, "Ann Bell")
    clock("2017-05-19T09:00+01:00")
    return run_line


def rows(run_line: Run, event: str = NIGHT) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in run_line(f"action reshift {event} --json").json()}


def test_each_no_show_is_listed_with_the_nearest_action_they_are_free_for(missed: Run) -> None:
    found = rows(missed)
    assert list(found) == ["Cy Dent", "Eve Fox"]
    cy, eve = found.values()
    assert (cy["missed"], cy["next_title"], cy["next_free"]) == (CALLS, "Leafleting with Ann", 1), (
        "he hosts the canvass"
    )
    assert eve["next_title"] == "Leafleting with Ann"
    assert eve["phone"] == "+447700900123"
    assert rows(missed, CALLS) == found
    assert rows(missed, DOORS) == {}


def test_a_draft_is_shown_and_nothing_leaves_unless_somebody_sends_it(missed: Run, tmp_path: Path) -> None:
    shown = missed(f"action reshift {NIGHT}")
    assert "Sorry we missed you: Phone bank with Ann" in shown.err
    assert "Leafleting with Ann" in shown.err
    assert f"To send the letters (1): barnstorm action reshift {NIGHT} --send" in shown.err
    missed("mail retry")
    assert not (tmp_path / "post").exists() or received(tmp_path / "post") == []
    assert "Nobody is at the terminal to answer." in missed(f"action reshift {NIGHT} --send", 2).err


def test_the_letter_goes_once_and_to_those_who_agreed(missed: Run, tmp_path: Path) -> None:
    sent = missed(f"action reshift {NIGHT} --send --yes --json").json()
    assert [(row["person"], row["state"]) for row in sent] == [("Cy Dent", "accepted")]
    assert missed(f"action reshift {NIGHT} --send --yes --json").json() == []
    (letter,) = received(tmp_path / "post")
    assert letter.to == "cy@example.org"
    assert "Leafleting with Ann" in letter.text
    found = rows(missed)
    assert (found["Cy Dent"]["letter"], found["Eve Fox"]["letter"]) == ("accepted", "skipped")
    assert found["Eve Fox"]["why"] == "They have not agreed to mail from those who called the event."


def test_who_missed_two_is_asked_once_about_the_later(missed: Run, clock: Clock) -> None:
    clock("2017-05-20T14:00+01:00")
    missed(f"door close {DOORS} --yes")
    found = rows(missed)
    assert [row["missed"] for row in found.values()] == [DOORS, DOORS]
    sent = missed(f"action reshift {NIGHT} --send --yes --json").json()
    assert [(row["person"], row["event"]) for row in sent] == [("Cy Dent", DOORS)]


def test_a_full_action_is_offered_to_nobody(missed: Run) -> None:
    commit(missed, NIGHT, "Hill Jo; 3")
    assert {row["next"] for row in rows(missed).values()} == {None}


def test_who_asked_not_to_be_rung_is_not(missed: Run) -> None:
    missed(f"rsvp called {NIGHT} 'Cy Dent' X")
    missed("person edit 'Cy Dent' --phone '07700 900124'")
    found = rows(missed)
    assert (found["Cy Dent"]["phone"], found["Eve Fox"]["phone"]) == (None, "+447700900123")


def test_who_was_erased_is_asked_nothing_and_still_counted(missed: Run) -> None:
    missed("person erase 'Eve Fox' --yes")
    assert list(rows(missed)) == ["Cy Dent"]
    assert missed(f"report event {NIGHT} --json").json()["commitments"]["broken"] == 2


def test_as_long_as_nobody_closed_the_door_nobody_is_a_no_show(database: str, run_line: Run, clock: Clock) -> None:
    hold(run_line, clock)
    clock("2017-05-19T09:00+01:00")
    ran = run_line(f"action reshift {NIGHT} --json")
    assert ran.json() == []
    assert f"3 at {CALLS} have no tick yet" in ran.err
    assert f"barnstorm door close {CALLS}" in ran.err


def test_after_two_weeks_there_is_a_list_and_no_letter(missed: Run, clock: Clock) -> None:
    clock("2017-06-02T09:00+01:00")
    assert {row["letter"] for row in rows(missed).values()} == {"none"}
    assert missed(f"action reshift {NIGHT} --send --yes --json").json() == []
