"""barnstorm person list, show; and how a person is named on the command line."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def people(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-01T12:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    for line in (
        'hall "Ann Bell" --email ann@example.org --phone 07700900123',
        'hall "Ann Bellamy" --email bells@example.org',
        'hall "Müller, Zoë" --email bells@example.org',
        'canvass "Zoe Mull"',
        'canvass "Ann Bell" --email other@example.org',
    ):
        run_line(f"rsvp add {line}")


def shown(run_line: Run, text: str) -> tuple[str, str | None]:
    row = run_line(["person", "show", text, "--json"]).json()
    return row["name"], row["email"]


@pytest.fixture
def people_on_both(database: str, run_line: Run) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    for name in ("Zoë Müller", "100% Bell", "Ann Bell", "Ann Bellamy"):
        run_line(["rsvp", "add", "hall", name])


@pytest.mark.parametrize(
    ("text", "name"), [("MULL zoe", "Zoë Müller"), ("100%", "100% Bell"), ("ann bell", "Ann Bell")]
)
def test_names_are_found_alike_on_both_databases(people_on_both: None, run_line: Run, text: str, name: str) -> None:
    assert shown(run_line, text)[0] == name


@pytest.mark.parametrize("text", ["zoë müller", "ZOE MULLER", "Müller, Zoë", "zo mü", "müller", " zoë "])
def test_a_name_that_fits_just_one_in_any_order_case_and_accents(people: None, run_line: Run, text: str) -> None:
    assert run_line(["rsvp", "change", "hall", text, "maybe", "--json"]).json()["name"] == "Zoë Müller"


def test_an_email_that_is_just_ones(people: None, run_line: Run) -> None:
    assert shown(run_line, "ANN@example.org") == ("Ann Bell", "ann@example.org")


def test_whoever_is_on_the_list_is_meant_rather_than_others(people: None, run_line: Run) -> None:
    assert run_line("rsvp change canvass ann declined --json").json()["email"] == "other@example.org"


def test_a_whole_name_is_meant_rather_than_one_that_begins_so(people: None, run_line: Run) -> None:
    assert run_line('rsvp change hall "Ann Bell" maybe --json').json()["email"] == "ann@example.org"


def test_several_are_listed_by_number(people: None, run_line: Run, refused: Refused) -> None:
    told = refused("person show ann", 2)
    number = run_line("person show ann@example.org --json").json()["id"]
    assert f"{number} Ann Bell (ann@example.org)" in told
    assert shown(run_line, str(number)) == ("Ann Bell", "ann@example.org")


def test_a_shared_email_is_several_people(people: None, refused: Refused) -> None:
    told = refused("person show bells@example.org", 2)
    assert "Ann Bellamy" in told
    assert "Zoë Müller" in told


@pytest.mark.parametrize("text", ["nobody", "99999", "99999999999999999999", "", "%", "_", "no@example.org"])
def test_nobody_found_is_refused(people: None, refused: Refused, text: str) -> None:
    assert text in refused(["person", "show", text], 3)


def test_the_nearest_names_are_offered(people: None, refused: Refused) -> None:
    assert "Zoë Müller" in refused('person show "Zoe Miller"', 3)


def test_the_list_counts_events_and_is_by_surname(people: None, run_line: Run) -> None:
    rows = run_line("person list --json").json()
    assert [row["name"] for row in rows] == ["Ann Bell", "Ann Bell", "Ann Bellamy", "Zoe Mull", "Zoë Müller"]
    assert {row["events"] for row in rows} == {1}


def test_a_card_tells_the_events_and_the_answers(people: None, run_line: Run) -> None:
    assert "Barnstorm (hall): going" in run_line("person show ann@example.org").out
    row = run_line("person show ann@example.org --json").json()
    assert row["events"][0]["starts_at"] == "2017-05-16T19:30:00+01:00"


def test_nobody_yet_is_no_failure(database: str, run_line: Run) -> None:
    assert run_line("person list --json").json() == []
