"""What is typed at the check-in screen, and what can be read there: the same whatever the database."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.door.greeter import Greeter, play

Run = Callable[..., Any]
Clock = Callable[[str], None]

pytestmark = pytest.mark.usefixtures("night_on_a_file")


@pytest.mark.parametrize("typed", ["zoe", "o'brien", "obrein", "brien ZOE", "o brien zoe", "zeo"])
def test_accents_apostrophes_and_slips_do_not_matter(typed: str) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type(typed)
        assert "O’Brien, Zoë" in greeter.line("▸")

    play(keys)


def test_the_last_digits_of_a_number_find_its_owner() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("888")
        assert greeter.line("▸").startswith("▸ Smith, John …888")

    play(keys)


def test_two_of_one_name_are_told_apart_and_nobody_else_is_laid_bare() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("smith")
        assert "CA3 8TP, …777" in greeter.sees()
        assert "…888" in greeter.sees()
        await greeter.find("ann")
        assert "…123" not in greeter.sees()

    play(keys)


def test_the_next_letter_after_a_tick_begins_the_next_name() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("ann")
        await greeter.press("enter")
        await greeter.type("zoe")
        assert greeter.screen.screen.query_one("Input").value == "zoe"  # type: ignore[attr-defined]  # found by its type's name
        await greeter.until("Ann Bell is in, a party of 3.")

    play(keys)


def test_enter_with_nothing_typed_lets_nobody_in() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("enter")
        await greeter.type("zoe")
        assert "✓" not in greeter.sees()

    play(keys)


def test_without_a_notice_nobody_is_asked_to_agree() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.until("set BARNSTORM_PRIVACY")
        assert "[ ]" not in greeter.sees()

    play(keys)


def test_who_had_declined_comes_in_and_it_is_said() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("lined")
        assert "declined" in greeter.line("▸")
        await greeter.press("enter")
        await greeter.until("! Dec Lined had declined.")
        await greeter.until("Dec Lined is in.")

    play(keys)


def test_at_yesterdays_event_it_asks_once_and_enter_goes_on(clock: Clock) -> None:
    clock("2017-05-17T19:25+01:00")

    async def keys(greeter: Greeter) -> None:
        await greeter.until("hall is not today but on Tue 16 May 2017 19:30.")
        await greeter.press("enter")
        await greeter.until("5 on the list, by surname")

    play(keys)


def test_at_yesterdays_event_escape_leaves(clock: Clock) -> None:
    clock("2017-05-17T19:25+01:00")

    async def keys(greeter: Greeter) -> None:
        await greeter.until("not today")
        await greeter.press("escape")
        await greeter.pilot.pause()
        assert not greeter.screen.is_running

    play(keys)


def test_resizing_keeps_what_was_typed() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("smi")
        await greeter.pilot.resize_terminal(40, 12)
        await greeter.until("0 here")
        await greeter.type("th")
        assert "Name or number: smith" in greeter.sees()
        assert "▸" in greeter.line("Smith, John")
        await greeter.pilot.resize_terminal(120, 40)
        await greeter.until("expected")

    play(keys)


def test_help_is_one_key_away_and_goes_with_escape() -> None:
    async def keys(greeter: Greeter) -> None:
        for key in ("f1", "question_mark"):
            await greeter.type("zo")
            await greeter.press(key)
            await greeter.until("Ctrl+Q          leave")
            await greeter.press("escape")
            await greeter.until("Name or number: zo")
            await greeter.press("escape")

    play(keys)


def test_the_keys_fit_into_eighty_columns() -> None:
    async def keys(greeter: Greeter) -> None:
        assert greeter.sees().splitlines()[-1].endswith("Ctrl+Q leave")
        await greeter.press("f1")
        await greeter.until("Esc: back to the list")

    play(keys)


def test_a_strangers_name_cannot_move_the_cursor(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.type("[bold]Bobby[/] Tables")
        await greeter.press("enter")
        await greeter.until("[bold]Bobby[/] Tables is in")

    play(keys)


def test_leaving_is_one_key() -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("ctrl+q")
        await greeter.pilot.pause()
        assert not greeter.screen.is_running

    play(keys)
