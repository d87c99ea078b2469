"""barnstorm venue …, and venues made on the fly."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def two_town_halls(database: str, run_line: Run) -> None:
    run_line('venue add "Town Hall" --address "Greenmarket, Carlisle" --postcode ca38je --capacity 150')
    run_line('venue add "Town Hall, Highgate, Kendal LA9 4DL" --step-free --no-hearing-loop')


def test_a_venue_keeps_what_is_known_and_tells_the_unknown_apart_from_no(two_town_halls: None, run_line: Run) -> None:
    carlisle, kendal = run_line("venue list --json").json()
    assert (carlisle["postcode"], carlisle["capacity"], carlisle["step_free"]) == ("CA3 8JE", 150, None)
    assert (kendal["address"], kendal["step_free"], kendal["hearing_loop"]) == ("Highgate, Kendal", True, False)


def test_two_halls_of_one_name_are_told_apart_by_place_or_number(
    two_town_halls: None, run_line: Run, refused: Refused
) -> None:
    said = refused('event create Meeting --venue "Town Hall" --start "20 May 2027 7pm"', 2)
    assert "1 Town Hall, Greenmarket, Carlisle, CA3 8JE" in said
    for typed in ("2", "town hall, highgate, kendal", "Town Hall LA9 4DL"):
        event = run_line(["event", "create", "M", "--venue", typed, "--start", "20 May 2027 7pm", "--json"]).json()
        assert event["postcode"] == "LA9 4DL"
    assert len(run_line("venue list --json").json()) == 2


def test_a_slip_of_the_name_is_not_a_second_hall(two_town_halls: None, refused: Refused, run_line: Run) -> None:
    assert "Town Hall" in refused('event create M --venue "Twon Hall" --start "20 May 2027 7pm"', 3)
    assert "Town Hall" in refused('venue show "Twon Hall"', 3)
    assert run_line('venue show "town h" --json', code=2).out == ""


def test_the_same_venue_twice_is_refused(two_town_halls: None, refused: Refused) -> None:
    assert "is there already" in refused('venue add "town hall" --postcode "CA3 8JE"', 4)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ('venue add "???"', 2, "“???” is not a venue's name."),
        ("venue add Hall --capacity 0", 4, "A capacity of 0 lets nobody in."),
        ("venue add Hall --postcode nowhere", 2, "“nowhere” is not a postcode."),
        ("venue edit 1", 2, "Nothing to change was given."),
        ("venue show 99", 3, "No venue is called “99”."),
    ],
)
def test_what_makes_no_sense_is_refused(
    line: str, code: int, says: str, two_town_halls: None, refused: Refused, run_line: Run
) -> None:
    assert says in refused(line, code)
    assert len(run_line("venue list --json").json()) == 2


def test_a_venue_with_room_for_some_gives_its_events_that_capacity(two_town_halls: None, run_line: Run) -> None:
    event = run_line('event create M --venue 1 --start "20 May 2027 7pm" --json').json()
    assert event["capacity"] == 150
    assert run_line('event create M --venue 1 --capacity 40 --start "21 May 2027 7pm" --json').json()["capacity"] == 40


def test_another_address_is_a_new_version_of_the_events_ahead(
    two_town_halls: None, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2027-05-01T12:00")
    run_line('event create Past --ref past --venue 1 --start "20 April 2027 7pm"')
    run_line('event create Ahead --ref ahead --venue 1 --start "20 May 2027 7pm"')
    run_line("venue edit 1 --capacity 160")
    assert run_line("event show ahead --json").json()["sequence"] == 0
    run_line('venue edit 1 --address "Rickergate, Carlisle"')
    assert run_line("event show ahead --json").json()["sequence"] == 1
    assert run_line("event show past --json").json()["sequence"] == 0


def test_a_venue_may_be_somebodys_home(sqlite: str, run_line: Run) -> None:
    added = run_line('venue add "Ann’s kitchen" --address "12 Acacia Avenue, Carlisle" --private --json').json()
    assert added["private"] is True
    assert "its address comes with a place" in run_line("venue show Ann").out
    assert run_line("venue edit Ann --public --json").json()["private"] is False
