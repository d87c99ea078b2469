"""The real program at a real terminal: one laptop, two laptops, and a battery that dies."""

import os
from collections.abc import Callable
from typing import Any

import pytest

if os.name != "posix":
    pytest.skip("a pseudo-terminal is POSIX", allow_module_level=True)

from tests.door.terminal_screen import terminal

Run = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("night")

CTRL_Q = "\x11"


def test_a_name_and_enter_in_one_go_tick_the_right_one_and_kill_9_loses_nothing(run_line: Run) -> None:
    with terminal("door run hall") as screen:
        screen.until("O’Brien, Zoë")
        screen.press("obrein\r")
        screen.until("✓ 19:25 Zoë O’Brien is in.")
        screen.kill()
    rows = {row["name"]: row["attended"] for row in run_line("rsvp list hall --json").json()}
    assert rows == {"Zoë O’Brien": True, "Ann Bell": None, "John Smith": None, "Dec Lined": None}


def test_two_laptops_ticking_at_once_each_see_all_of_it(run_line: Run) -> None:
    with terminal("door run hall") as one, terminal("door run hall") as other:
        one.until("by surname")
        other.until("by surname")
        one.press("ann\r")
        other.press("ann\r")
        one.until("Ann Bell is in")
        other.until("Ann Bell is in")
        both = (one.seen + other.seen).decode()
        assert both.count("✓ 19:25 Ann Bell is in, a party of 3.") == 1
        assert both.count("! Ann Bell is in already, since 19:25") == 1
        one.press("zoe\r")
        other.press("777\r")
        one.until("Brien is in.")
        other.until("John Smith is in.")
        one.press("777")
        one.until("✓ 19:25")
        other.press("zoe")
        other.until("✓ 19:25")
    assert run_line("door tally hall --json").json()["here"] == 5


def test_a_screen_nobody_touches_sends_nothing_and_a_key_sends_little() -> None:
    with terminal("door run hall") as screen:
        screen.until("by surname")
        screen.bytes_within(1)
        assert screen.bytes_within(2.5) == 0
        screen.press("z")
        screen.until("found")
        screen.press("o")
        assert screen.bytes_within(1) < 1000


def test_it_leaves_as_it_came_and_says_how_many_are_in() -> None:
    with terminal("door run hall") as screen:
        screen.until("by surname")
        screen.press("dec\r")
        screen.until("Dec Lined is in.")
        screen.press(CTRL_Q)
        assert screen.left() == 0
        assert "1 is in at hall." in screen.seen.decode()
