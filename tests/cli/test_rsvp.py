"""barnstorm rsvp add, change, confirm, promote, list."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Journal

Run = Callable[..., Any]
Refused = Callable[..., str]

KEYS = [
    *("event", "person_id", "name", "given_name", "family_name", "email", "phone", "postcode", "answer", "party_size"),
    *("waitlist_position", "confirmed_at", "attended", "checked_in_at", "source", "access"),
]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """An event with three places, on both databases."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 3')
    return "hall"


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """The same where the database makes no difference."""
    clock("2017-05-01T12:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 3')
    return "hall"


def answers(run_line: Run) -> dict[str, Any]:
    return {row["name"]: (row["answer"], row["waitlist_position"]) for row in run_line("rsvp list hall --json").json()}


def test_adding_somebody_answers_with_the_promised_keys(hall: str, run_line: Run) -> None:
    row = run_line(
        'rsvp add hall "Ann Bell" --email Ann@Example.org --phone 7700900123 --postcode ca38tp --party-size 2 '
        '--access "Step-free, please" --source leaflet --json'
    ).json()
    assert list(row)[: len(KEYS)] == KEYS
    assert [row[key] for key in KEYS] == [
        *(
            "hall",
            row["person_id"],
            "Ann Bell",
            "Ann",
            "Bell",
            "Ann@example.org",
            "+447700900123",
            "CA3 8TP",
            "going",
            2,
        ),
        *(None, None, None, None, "leaflet", "Step-free, please"),
    ]
    assert row["answered_at"] == "2017-05-01T12:00:00+01:00"


def test_a_party_that_does_not_fit_goes_to_the_waiting_list_and_is_told_its_turn(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 2')
    told = run_line('rsvp add hall "Bob Low" --party-size 2')
    assert "turn 1: a party of 2, and 1 place is free" in told.err
    assert answers(run_line)["Bob Low"] == ("waitlisted", 1)


def test_a_smaller_party_behind_one_that_does_not_fit_gets_the_place(sqlite_hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 2')
    run_line('rsvp add hall "Bob Low" --party-size 2')
    run_line('rsvp add hall "Cy Old"')
    assert answers(run_line) == {"Ann Bell": ("going", None), "Bob Low": ("waitlisted", 1), "Cy Old": ("going", None)}


@pytest.mark.parametrize("answer", ["cancelled", "declined", "maybe", "invited"])
def test_a_place_given_up_goes_to_whoever_waits_and_it_is_said_who(hall: str, run_line: Run, answer: str) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low"')
    run_line('rsvp add hall "Cy Old" --party-size 3')
    run_line('rsvp add hall "Di Ash" --party-size 2')
    told = run_line(f"rsvp change hall ann {answer}")
    assert "Bob Low moves up from the waiting list." in told.err
    assert answers(run_line) == {
        "Ann Bell": (answer, None),
        "Bob Low": ("going", None),
        "Cy Old": ("waitlisted", 1),
        "Di Ash": ("going", None),
    }


def test_a_smaller_party_gives_its_places_to_those_who_wait(sqlite_hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low" --party-size 2')
    run_line("rsvp change hall ann going --party-size 1")
    assert answers(run_line)["Bob Low"] == ("going", None)


def test_a_larger_party_that_does_not_fit_is_refused_and_keeps_its_places(
    hall: str, run_line: Run, refused: Refused
) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 2')
    assert "1 more place is free" in refused("rsvp change hall ann going --party-size 4", 4)
    assert run_line("event show hall --json").json()["going"] == 2


def test_whoever_waits_and_asks_again_keeps_their_turn(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low" --email bob@example.org')
    run_line('rsvp add hall "Cy Old"')
    again = run_line('rsvp add hall "Bob Low" --email bob@example.org')
    assert again.err.startswith("Nothing changed: Bob Low waits")
    assert answers(run_line)["Bob Low"] == ("waitlisted", 1)


def test_whoever_gives_up_a_place_and_returns_comes_last(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low" --party-size 2')
    run_line('rsvp add hall "Cy Old" --party-size 2')
    run_line("rsvp change hall bob cancelled")
    run_line("rsvp change hall bob going")
    assert answers(run_line) == {"Ann Bell": ("going", None), "Bob Low": ("waitlisted", 2), "Cy Old": ("waitlisted", 1)}


def test_a_higher_capacity_moves_people_up_in_their_order(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low"')
    run_line('rsvp add hall "Cy Old"')
    assert "Bob Low moves up" in run_line("event edit hall --capacity 4").err
    assert answers(run_line)["Cy Old"] == ("waitlisted", 1)


def test_putting_somebody_who_fits_on_the_waiting_list_gives_them_a_place(sqlite_hall: str, run_line: Run) -> None:
    told = run_line('rsvp add hall "Ann Bell" --answer waitlisted')
    assert answers(run_line)["Ann Bell"] == ("going", None)
    assert "moves up" not in told.err


def test_adding_the_same_person_again_changes_nothing_and_says_so(hall: str, run_line: Run) -> None:
    first = run_line('rsvp add hall "Ann Bell" --email ann@example.org --json').json()
    again = run_line(["rsvp", "add", "hall", "ANN  bell", "--email", "Ann@Example.ORG", "--json"])
    assert again.json() == first
    assert again.err.startswith("Nothing changed")


def test_somebody_on_the_list_is_known_by_name_alone(hall: str, run_line: Run) -> None:
    first = run_line('rsvp add hall "Ann Bell" --email ann@example.org --json').json()
    assert run_line('rsvp add hall "Ann Bell" --json').json() == first


def test_couples_share_an_email_and_stay_two_people(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --email bells@example.org')
    run_line('rsvp add hall "Bob Bell" --email bells@example.org')
    assert len(answers(run_line)) == 2


def test_namesakes_with_their_own_addresses_stay_two_people(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "John Smith" --email john@example.org')
    run_line('rsvp add hall "John Smith" --email father@example.org')
    assert len(run_line("rsvp list hall --json").json()) == 2


def test_what_was_missing_is_filled_in_and_what_was_known_stays(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --phone 07700900123')
    row = run_line('rsvp add hall "Ann Bell" --email other@example.org --phone 07700900123 --json').json()
    assert (row["email"], row["phone"]) == ("ann@example.org", "+447700900123")


def test_confirming_is_noted_once(hall: str, run_line: Run, clock: Callable[[str], None]) -> None:
    run_line('rsvp add hall "Ann Bell"')
    clock("2017-05-12T18:30+01:00")
    first = run_line("rsvp confirm hall ann --by Frances --how phone --json").json()
    assert first["confirmed_at"] == "2017-05-12T18:30:00+01:00"
    clock("2017-05-13T18:30+01:00")
    again = run_line("rsvp confirm hall ann --json")
    assert again.json() == first
    assert "already" in again.err


def test_only_a_place_can_be_confirmed(sqlite_hall: str, run_line: Run, refused: Refused) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low"')
    assert "rsvp promote hall" in refused("rsvp confirm hall bob", 4)
    run_line("rsvp change hall bob declined")
    assert "rsvp change hall" in refused("rsvp confirm hall bob", 4)


def test_a_confirmation_goes_with_the_place(sqlite_hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell"')
    run_line("rsvp confirm hall ann")
    run_line("rsvp change hall ann cancelled")
    assert run_line("rsvp change hall ann going --json").json()["confirmed_at"] is None


def test_somebody_can_be_moved_up_out_of_turn_but_never_over_capacity(
    hall: str, run_line: Run, refused: Refused
) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low"')
    assert "no place is free" in refused("rsvp promote hall bob", 4)
    assert "not on the waiting list" in refused("rsvp promote hall ann", 4)
    assert run_line("rsvp promote hall --json").json() == []


def test_an_organiser_may_knowingly_go_over_capacity_and_it_is_written_down(
    hall: str, run_line: Run, refused: Refused
) -> None:
    run_line('rsvp add hall "Ann Bell" --party-size 3')
    run_line('rsvp add hall "Bob Low"')
    assert "--over-capacity" in refused("rsvp promote hall bob", 4)
    (row,) = run_line("rsvp promote hall bob --over-capacity --json").json()
    assert row["answer"] == "going"
    with closing(App()) as app, app.reading() as session:
        (line,) = session.exec(select(Journal)).all()
        assert (line.what, line.detail, line.person_id) == (
            "override",
            "over capacity: 4 of 3 places",
            row["person_id"],
        )


def test_the_list_is_by_surname_and_those_who_wait_by_turn(hall: str, run_line: Run) -> None:
    for name in ("Zed Ash", "Émile Écu", "Ann Zola"):
        run_line(["rsvp", "add", "hall", name])
    for name in ("Ann Wait", "Bob Ash"):
        run_line(["rsvp", "add", "hall", name])
    names = [row["name"] for row in run_line("rsvp list hall --json").json()]
    assert names == ["Bob Ash", "Zed Ash", "Émile Écu", "Ann Wait", "Ann Zola"]
    waiting = run_line("rsvp list hall --answer waitlisted --json").json()
    assert [(row["name"], row["waits_because"]) for row in waiting] == [
        ("Ann Wait", "no place is free"),
        ("Bob Ash", "no place is free"),
    ]


def test_csv_and_json_tell_the_same(sqlite_hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --phone 07700900123')
    header, line = run_line("rsvp list hall --csv").out.splitlines()
    assert header.split(",")[: len(KEYS)] == KEYS
    assert "'+447700900123" in line


def test_an_empty_list_says_what_to_type_next(sqlite_hall: str, run_line: Run) -> None:
    ran = run_line("rsvp list hall")
    assert ran.out == ""
    assert "rsvp import hall FILE" in ran.err


def test_names_of_strangers_are_cleaned_and_shown_as_they_are(sqlite_hall: str, run_line: Run) -> None:
    run_line(["rsvp", "add", "hall", "[bold]Ann\x1b[2J \u202eBell"])
    row = run_line("rsvp list hall --json").json()[0]
    assert row["name"] == "[bold]Ann[2J Bell"
    assert "[bold]Ann[2J Bell" in run_line("rsvp list hall").out


def test_a_name_of_three_hundred_letters_is_kept_whole(sqlite_hall: str, run_line: Run) -> None:
    run_line(["rsvp", "add", "hall", "Ann " + "x" * 296])
    assert len(run_line("rsvp list hall --json").json()[0]["name"]) == 300


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ('rsvp add nowhere "Ann Bell"', 3, "event"),
        ('rsvp add hall "Ann Bell" --email nonsense', 2, "nonsense"),
        ('rsvp add hall "Ann Bell" --phone nonsense', 2, "nonsense"),
        ('rsvp add hall "Ann Bell" --postcode nonsense', 2, "nonsense"),
        ('rsvp add hall "Ann Bell" --party-size 0', 2, "heads"),
        ('rsvp add hall "Ann Bell" --answer dunno', 2, "invited, going"),
        ('rsvp add hall "!"', 2, "not a name"),
        ("rsvp change hall nobody going", 3, "nobody"),
        ("rsvp list nowhere", 3, "event"),
        ("rsvp confirm hall 4711", 3, "4711"),
    ],
)
def test_refusals_leave_nothing_behind(
    sqlite_hall: str, refused: Refused, run_line: Run, line: str, code: int, says: str
) -> None:
    assert says in refused(line, code)
    assert run_line("person list --json").json() == []


def test_somebody_known_but_not_on_the_list_is_told_apart_from_nobody(
    sqlite_hall: str, run_line: Run, refused: Refused
) -> None:
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    run_line('rsvp add canvass "Ann Bell"')
    assert 'rsvp add hall "Ann Bell"' in refused("rsvp change hall ann going", 3)


def test_nobody_is_added_to_a_cancelled_event(hall: str, run_line: Run, refused: Refused) -> None:
    run_line('rsvp add hall "Ann Bell"')
    run_line("event cancel hall --reason Flood")
    for line in ('rsvp add hall "Bob Low"', "rsvp change hall ann declined", "rsvp promote hall"):
        assert "cancelled" in refused(line, 4)
