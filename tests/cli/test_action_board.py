"""barnstorm action board, barnstorm action hosts."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.evening import CALLS, DOORS, NIGHT, hold, offer

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def night(database: str, run_line: Run, clock: Clock) -> Run:
    hold(run_line, clock)
    return run_line


def test_the_board_counts_the_room_and_what_it_took_on(night: Run) -> None:
    board = night(f"action board {NIGHT} --json").json()
    counted = {key: board[key] for key in ("here", "people_here", "signed_up", "hosts", "hosts_hoped_for")}
    assert counted == {"here": 4, "people_here": 3, "signed_up": 3, "hosts": 2, "hosts_hoped_for": 1}
    assert (board["filled"], board["places"], board["empty"]) == (5, 14, 9)
    assert [(line["code"], line["going"], line["empty"]) for line in board["actions"]] == [("1", 3, 1), ("2", 2, 8)]


def test_an_action_that_is_called_off_leaves_the_board(night: Run) -> None:
    night(f"event cancel {DOORS} --reason Storm")
    board = night(f"action board {NIGHT} --json").json()
    assert (board["hosts"], board["filled"], board["places"]) == (1, 3, 4)


def test_without_a_limit_nothing_is_empty(night: Run) -> None:
    offer(night, NIGHT, "Eve Fox", "--kind meeting --start 2017-05-22T10:00 --no-limit")
    board = night(f"action board {NIGHT} --json").json()
    assert (board["filled"], board["places"], board["empty"]) == (6, 14, 9)
    assert board["actions"][-1]["places"] is None


def test_the_wall_names_nobody(night: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = night(f"action board {NIGHT} --goal-hosts 4").out
    assert "2 of 4 hoped for" in shown
    assert "5 taken of 14" in shown
    assert max(map(len, shown.splitlines())) <= 80
    for surname in ("Bell", "Dent", "Fox"):
        assert surname not in shown


def test_hosts_are_listed_by_what_they_host_next(night: Run, clock: Clock) -> None:
    rows = night(f"action hosts {NIGHT} --json").json()
    assert [(row["event"], row["host"], row["going"], row["email"]) for row in rows] == [
        (CALLS, "Ann Bell", 3, "ann@example.org"),
        (DOORS, "Cy Dent", 2, "cy@example.org"),
    ]
    clock("2017-05-19T12:00+01:00")
    assert [row["event"] for row in night(f"action hosts {NIGHT} --json").json()] == [DOORS]


def test_it_stands_once_the_host_has_confirmed(night: Run) -> None:
    assert "2 of 2 have not said yet that it stands." in night(f"action hosts {NIGHT}").err
    night(f"rsvp confirm {CALLS} 'Ann Bell' --how phone")
    night(f"rsvp confirm {CALLS} 'Eve Fox' --how phone")
    calls, doors = night(f"action hosts {NIGHT} --json").json()
    assert calls["confirmed_at"] is not None
    assert (calls["guests_confirmed"], doors["confirmed_at"], doors["guests_confirmed"]) == (1, None, 0)


def test_hosts_of_the_second_generation_are_rung_too(night: Run) -> None:
    offer(night, CALLS, "Eve Fox", "--kind leafleting --start 2017-05-19T10:00")
    assert [row["host"] for row in night(f"action hosts {NIGHT} --json").json()] == ["Ann Bell", "Eve Fox", "Cy Dent"]
