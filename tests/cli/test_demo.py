"""barnstorm demo: the Carlisle night."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def night(database: str, run_line: Run, clock: Callable[[str], None]) -> dict[str, Any]:
    clock("2017-05-16T22:00+01:00")
    told: dict[str, Any] = run_line("demo --json").json()
    return told


def test_the_seat_has_the_figures_of_the_facts(night: dict[str, Any], run_line: Run) -> None:
    seat = night["seat"]
    assert (seat["held_by"], seat["majority"], seat["aim"]) == ("Conservative", 2774, "win")
    assert (seat["alliance"]["votes"], seat["alliance"]["lead"]) == (18311, -562)
    majorities = {row["name"]: (row["majority"], row["aim"]) for row in run_line("seat list --json").json()}
    assert majorities == {
        "Carlisle": (2774, "win"),
        "Copeland": (2147, "win"),
        "Workington": (4686, "hold"),
        "Barrow and Furness": (795, None),
    }
    assert seat["stood_aside"] == ["Green"]
    assert run_line("seat show Barrow --json").json()["stood_aside"] == []


def test_the_meeting_is_that_tuesday_in_tullie_house(night: dict[str, Any]) -> None:
    event = night["event"]
    assert (event["starts_at"], event["ends_at"]) == ("2017-05-16T19:30:00+01:00", "2017-05-16T21:30:00+01:00")
    assert (event["venue"], event["postcode"]) == ("Tullie House", "CA3 8TP")
    assert 0 < event["going"] <= event["capacity"]


def test_everybody_in_the_hall_is_marked_as_invented(night: dict[str, Any], run_line: Run) -> None:
    people = run_line("rsvp list carlisle-2017-05-16 --json").json()
    assert len(people) > 40
    assert {row["source"] for row in people} == {"invented", "walk-in"}
    assert all(row["email"] is None or row["email"].endswith("@example.org") for row in people)
    assert all(row["phone"] is None or row["phone"].startswith("+447700900") for row in people), "numbers of no one"


def test_the_room_turned_into_hosts_and_places(night: dict[str, Any], run_line: Run) -> None:
    assert [action["kind"] for action in night["actions"]] == ["phonebank", "canvass", "leafleting"]
    assert all(action["host"] and action["born_at"] == "carlisle-2017-05-16" for action in night["actions"])
    came = {row["name"] for row in run_line("rsvp list carlisle-2017-05-16 --json").json() if row["attended"]}
    for action in night["actions"]:
        takers = {row["name"] for row in run_line(f"rsvp list {action['ref']} --json").json()}
        assert takers <= came, "who signed up was in the hall"
        assert action["host"] in takers


def test_the_commands_it_prints_run(night: dict[str, Any], run_line: Run) -> None:
    printed = [line.strip() for line in run_line("demo").out.splitlines() if line.startswith("  barnstorm ")]
    assert len(printed) == 7
    for line in printed:
        if not line.endswith("event create"):
            run_line(line.removeprefix("barnstorm "))


def test_the_night_twice_is_once(night: dict[str, Any], run_line: Run) -> None:
    again = run_line("demo --json")
    assert "nothing changed" in again.err
    assert again.json() == {**night, "made": False}


@pytest.mark.parametrize("line", ['venue add "My hall"', 'event create Mine --start "20 May 2017 7pm"'])
def test_it_does_not_mix_its_people_with_yours(line: str, database: str, run_line: Run, refused: Refused) -> None:
    run_line(line)
    assert "--db carlisle.db demo" in refused("demo", 4)
    assert run_line("seat list --json").json() == []
