"""The check-in screen, key by key, on both databases."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import col, select

from barnstorm.app import App
from barnstorm.db.tables import Journal
from tests.door.greeter import Greeter, another_laptop, play

Run = Callable[..., Any]
Clock = Callable[[str], None]

pytestmark = pytest.mark.usefixtures("night")


def rsvp(run_line: Run, name: str, nth: int = 0) -> Any:
    return [row for row in run_line("rsvp list hall --json").json() if row["name"] == name][nth]


def test_a_few_letters_and_enter_let_somebody_in(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("obr")
        await greeter.press("enter")
        assert await greeter.until("is in.") == "✓ 19:25 Zoë O’Brien is in."
        assert greeter.line("O’Brien, Zoë") == "▸ ✓ 19:25 O’Brien, Zoë going ! needs"

    play(keys)
    assert rsvp(run_line, "Zoë O’Brien")["checked_in_at"] == "2017-05-16T19:25:00+01:00"


def test_arrows_choose_another(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("smith")
        await greeter.press("down", "enter")
        await greeter.until("John Smith is in.")

    play(keys)
    assert [rsvp(run_line, "John Smith", nth)["attended"] for nth in (0, 1)] == [None, True]


def test_a_party_comes_in_parts(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("ann")
        await greeter.press("f3")
        await greeter.until("How many of Ann Bell’s party of 3 come in now?")
        await greeter.press("enter")
        await greeter.until("Ann Bell is in, 1 of a party of 3.")
        assert greeter.line("Bell, Ann").startswith("▸ ✓ 1 of 3 Bell, Ann party of 3")
        assert "Enter lets in the other 2" in greeter.sees()
        await greeter.press("enter")
        await greeter.until("Ann Bell is in, a party of 3.")

    play(keys)
    assert run_line("door tally hall --json").json()["here"] == 3


def test_undo_takes_back_the_last_part_and_then_the_one_before(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("ann")
        await greeter.press("f3", "enter")
        await greeter.until("1 of a party of 3.")
        await greeter.press("enter")
        await greeter.until("a party of 3.")
        await greeter.press("ctrl+z")
        await greeter.until("Taken back: the last of Ann Bell’s party; 1 of 3 still in.")
        await greeter.press("f4")
        await greeter.until("Taken back: Ann Bell is not in.")
        await greeter.press("ctrl+z")
        await greeter.until("There is nothing to undo.")

    play(keys)
    assert rsvp(run_line, "Ann Bell")["attended"] is None


def test_undo_waits_for_a_tick_that_is_being_saved(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("zoe")
        await greeter.press("enter", "ctrl+z")
        await greeter.until("Taken back: Zoë O’Brien is not in.")

    play(keys)
    assert rsvp(run_line, "Zoë O’Brien")["attended"] is None


def test_what_another_laptop_has_changed_since_is_not_taken_back(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("ann")
        await greeter.press("f3", "enter")
        await greeter.until("1 of a party of 3.")
        await another_laptop("door check-in hall 'Ann Bell'")
        await greeter.press("ctrl+z")
        await greeter.until("was changed on another laptop")

    play(keys)
    assert run_line("door tally hall --json").json()["here"] == 3


def test_a_walk_in_needs_a_name_only(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("Jo March")
        await greeter.press("enter")
        await greeter.until("Nobody like that on the list. F2")
        await greeter.press("f2")
        await greeter.until("A walk-in")
        await greeter.press("enter")
        await greeter.until("✓ 19:25 Jo March is in, as a walk-in.")
        await greeter.press("f2")
        await greeter.until("A walk-in")
        assert "Jo March" not in greeter.sees()

    play(keys)
    assert rsvp(run_line, "Jo March")["answer"] is None


def test_a_walk_in_agrees_to_each_organisation_by_itself(run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_PRIVACY", "We tell you about this campaign until polling day.")

    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.until("“We tell you about this campaign until polling day.”")
        await greeter.type("Jo March")
        await greeter.press("down", "down", "down", "down", "down", "space", "enter")
        await greeter.until("! To hear from anybody they must leave an email or a phone number.")
        await greeter.press("up", "up", "up", "up")
        await greeter.type("jo@example.org")
        await greeter.press("enter")
        await greeter.until("Jo March is in")

    play(keys)
    given = run_line("person consents 'Jo March' --json").json()
    assert [(row["organisation"], row["channel"], row["source"]) for row in given] == [
        ("Green Party", "email", "at the door of hall")
    ]


def test_what_cannot_be_read_is_said_in_the_form_and_nothing_typed_is_lost(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.type("Jo March")
        await greeter.press("tab")
        await greeter.type("jo at example")
        await greeter.press("enter")
        await greeter.until("! ")
        assert "Jo March" in greeter.sees()
        await greeter.press("escape")
        await greeter.until("by surname")

    play(keys)
    assert len(run_line("rsvp list hall --json").json()) == 5


def test_a_name_on_the_list_may_be_another_person(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.type("zoe o'brien")
        await greeter.until("One of that name is on the list.")
        await greeter.press("f2")
        await greeter.until("as a walk-in")

    play(keys)
    assert sorted(row["attended"] or False for row in run_line("rsvp list hall --json").json()) == [False] * 5 + [True]


def test_of_two_namesakes_a_walk_in_cannot_be_one_without_being_chosen(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.press("f2")
        await greeter.type("john smith")
        await greeter.until("2 of that name are on the list.")
        await greeter.press("enter")
        await greeter.until("Several people on the list of hall are called “john smith”")
        assert "Name      john smith" in greeter.sees()

    play(keys)
    assert run_line("door tally hall --json").json()["here"] == 0


def test_somebody_known_is_offered_below_the_list_and_comes_as_a_walk_in(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("stranegr")
        await greeter.until("Known, not on the list:")
        assert "Stranger, Mary CA1 1AA, …456" in greeter.line("Stranger")
        await greeter.press("enter")
        await greeter.until("↓ chooses somebody known")
        await greeter.press("down", "enter")
        await greeter.until("✓ 19:25 Mary Stranger is in, as a walk-in.")
        assert greeter.line("Stranger, Mary") == "▸ ✓ 19:25 Stranger, Mary walk-in"

    play(keys)
    assert len(run_line("person list --json").json()) == 6


def test_somebody_in_already_is_said_to_be_since_when(run_line: Run, clock: Clock) -> None:
    run_line("door check-in hall zoë")
    clock("2017-05-16T19:40+01:00")

    async def keys(greeter: Greeter) -> None:
        await greeter.type("zoe")
        await greeter.press("enter")
        await greeter.until("! Zoë O’Brien is in already, since 19:25.")
        await greeter.press("ctrl+z")
        await greeter.until("There is nothing to undo.")

    play(keys)


def test_over_the_rooms_limit_they_come_in_with_a_warning_that_is_kept(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        for name in ("777", "888", "dec", "zoe"):
            await greeter.find(name)
            await greeter.press("enter")
            await greeter.until_gone("… saving")
        await greeter.find("ann")
        await greeter.press("enter")
        await greeter.until("! 7 are in, and the room holds 6.")
        await greeter.until("here ! room for 6")

    play(keys)
    with closing(App()) as app, app.reading() as session:
        lines = [(line.what, line.detail) for line in session.exec(select(Journal).order_by(col(Journal.id)))]
    assert lines == [("over-limit", "7 in a room for 6")]


def test_another_laptops_ticks_and_walk_ins_appear_within_two_seconds(run_line: Run) -> None:
    async def keys(greeter: Greeter) -> None:
        await greeter.type("zoe")
        await another_laptop("door check-in hall 'Zoë O’Brien'")
        await another_laptop("door walk-in hall 'Zoe Zephyr'")
        done = asyncio.get_running_loop().time()
        await greeter.until("Zephyr, Zoe")
        assert asyncio.get_running_loop().time() - done < 2
        assert greeter.line("O’Brien, Zoë").startswith("▸ ✓ 19:25")

    play(keys)


def test_a_laptop_whose_clock_runs_slow_is_seen_too(run_line: Run, clock: Clock) -> None:
    async def keys(greeter: Greeter) -> None:
        clock("2017-05-16T16:00+01:00")
        await another_laptop("door check-in hall 'Zoë O’Brien'")
        await greeter.type("zoe")
        await greeter.until("✓ 16:00")

    play(keys)


def test_somebody_taken_off_the_list_goes_from_the_screen(run_line: Run) -> None:
    people = {row["name"]: row["id"] for row in run_line("person list --json").json()}

    async def keys(greeter: Greeter) -> None:
        await another_laptop(f"person merge {people['Ann Bell']} {people['Dec Lined']}")
        await greeter.until_gone("Lined, Dec")

    play(keys)
