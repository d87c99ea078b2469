"""barnstorm action commit."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Person, Rsvp

Run = Callable[..., Any]
Refused = Callable[..., str]

KEYS = ["person_id", "name", "code", "event", "title", "starts_at", "answer", "waitlist_position", "waits_because"]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """A barnstorm that is on, with three actions: a phone bank, a canvass for two at the same time, leaflets."""
    return evening(run_line, clock)


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """The same where the database makes no difference."""
    return evening(run_line, clock)


def evening(run_line: Run, clock: Callable[[str], None]) -> str:
    clock("2017-05-16T20:30+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('action offer hall --host "Hannah Routledge" --start "Thu 6.30pm"')
    run_line('action offer hall --host "Imran Qureshi" --kind canvass --start "Thu 6pm" --capacity 2')
    run_line('action offer hall --host "Gwen Thomas" --kind leafleting --start "Sun 2pm" --pending')
    return "hall"


def commit(run_line: Run, line: str, *more: str) -> Any:
    return run_line(["action", "commit", "hall", line, *more, "--json"])


def people(run_line: Run, name: str) -> list[Any]:
    return [row for row in run_line("person list --json").json() if row["name"] == name]


def test_a_line_signs_somebody_up_and_ticks_them_in(hall: str, run_line: Run) -> None:
    rows = commit(run_line, "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; codes 1,3").json()
    assert [list(row)[: len(KEYS)] for row in rows] == [KEYS, KEYS]
    assert [(row["code"], row["name"], row["answer"]) for row in rows] == [
        ("1", "Ann Bell", "going"),
        ("3", "Ann Bell", "going"),
    ]
    (ann,) = people(run_line, "Ann Bell")
    assert (ann["phone"], ann["email"], ann["postcode"]) == ("+447700900123", "ann@example.org", "CA3 8TP")
    (here,) = (row for row in run_line("rsvp list hall --json").json() if row["name"] == "Ann Bell")
    assert (here["attended"], here["answer"], here["source"]) == (True, None, "walk-in")
    assert run_line("door tally hall --json").json()["here"] == 4


def test_the_same_line_again_changes_nothing(hall: str, run_line: Run) -> None:
    line = "Bell Ann; 07700 900123; 1,3"
    first, again = commit(run_line, line), commit(run_line, line)
    assert [row["changed"] for row in first.json()] == [True, True]
    assert [row["changed"] for row in again.json()] == [False, False]
    assert "had signed up before" in again.err
    assert len(people(run_line, "Ann Bell")) == 1


def test_a_full_action_puts_people_on_its_waiting_list_and_says_so(hall: str, run_line: Run) -> None:
    commit(run_line, "Bell Ann; 2")
    ran = commit(run_line, "Nixon Bob; 2, 1")
    rows = {row["code"]: row for row in ran.json()}
    assert (rows["2"]["answer"], rows["2"]["waitlist_position"]) == ("waitlisted", 1)
    assert rows["2"]["waits_because"] == "no place is free"
    assert rows["1"]["answer"] == "going"
    assert "2 Thu 18 May 18:00 (full: waits, turn 1)" in ran.err


def test_actions_at_the_same_time_are_told_and_not_refused(hall: str, run_line: Run) -> None:
    ran = commit(run_line, "Bell Ann; 1, 2")
    told = "2 (Canvass with Imran) and 1 (Phone bank with Hannah) are at the same time."
    assert told in ran.err
    commit(run_line, "Nixon Bob; 1")
    assert told in commit(run_line, "Nixon Bob; 2").err
    assert "at the same time" not in commit(run_line, "Nixon Bob; 3").err
    assert "2 (Canvass with Imran)" in commit(run_line, "Routledge Hannah; 2").err, "she hosts the other"


def test_what_nobody_approved_yet_is_told(hall: str, run_line: Run) -> None:
    assert "3 is not approved yet." in commit(run_line, "Bell Ann; 3").err


def test_unknown_codes_are_all_named_and_nothing_of_the_line_is_in(hall: str, run_line: Run, refused: Refused) -> None:
    said = refused(["action", "commit", "hall", "Bell Ann; 07700 900123; 1, 8, 9"], 3)
    assert "There are no actions 8 and 9 at hall." in said
    assert "Its codes: 1, 2 and 3." in said
    assert people(run_line, "Ann Bell") == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("Bell Ann; 07700 900123", 2, "The codes are missing"),
        ("Bell Ann 07700 900123 1", 2, "is not a name"),
        ("; 07700 900123; 1", 2, "The line has no name"),
        ("Bell Ann; brings a friend; 1", 2, "neither a telephone number"),
        ("Bell Ann; 0770 0900; 1", 2, "not a telephone number"),
        ("Bell Ann; ann@; 1", 2, "not an email address"),
        ("99; 1", 3, "Nobody has the number 99."),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_whole(
    sqlite_hall: str, run_line: Run, refused: Refused, line: str, code: int, said: str
) -> None:
    before = run_line("person list --json").json()
    assert said in refused(["action", "commit", "hall", line], code)
    assert before == run_line("person list --json").json()


def test_somebody_on_tonights_list_is_known_by_the_name(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --email ann@example.org --party-size 3')
    ran = commit(run_line, "Bell Ann; 07700 900123; 1")
    assert "by name" in ran.err
    (ann,) = people(run_line, "Ann Bell")
    assert (ann["email"], ann["phone"]) == ("ann@example.org", "+447700900123"), "what was not known is filled in"
    door = run_line("door list hall --json").json()
    assert [row["heads_in"] for row in door if row["name"] == "Ann Bell"] == [1], "one of her party of three"


def test_a_name_written_the_usual_way_round_is_known_too(hall: str, run_line: Run) -> None:
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    assert commit(run_line, "Ann Bell; ann@example.org; 1").json()[0]["name"] == "Ann Bell"


def test_somebody_who_may_be_known_is_named_with_the_command_that_joins_them(hall: str, run_line: Run) -> None:
    run_line('event create Before --start "Tue 2 May 2017 7pm" --ref before')
    known = run_line('rsvp add before "Robert Nixon" --phone "07700 900124" --json').json()["person_id"]
    ran = commit(run_line, "Nixon Bob; 07700 900124; 1")
    new = ran.json()[0]["person_id"]
    assert f"Known: Robert Nixon, no. {known} (+447700900124): a short form of the name, same phone." in ran.err
    assert f"barnstorm person merge {known} {new}" in ran.err
    run_line(f"person merge {known} {new}")
    assert [row["name"] for row in run_line("rsvp list hall/1 --json").json()] == ["Robert Nixon", "Hannah Routledge"]


@pytest.mark.parametrize("word", ["Routledge", "hannah"])
def test_half_a_name_says_who_of_tonights_list_has_it(word: str, hall: str, run_line: Run) -> None:
    said = run_line(["action", "commit", "hall", f"{word}; 2"]).err
    assert "Known: Hannah Routledge, no. 1 (nothing else known): only one name given." in said
    assert "barnstorm person merge 1 4" in said


def test_one_more_of_a_name_is_said_to_be_one(hall: str, run_line: Run) -> None:
    commit(run_line, "Bell Ann; 07700 900123; 1")
    commit(run_line, "Bell Ann; 07700 900123; 1", "--another")
    assert len(people(run_line, "Ann Bell")) == 2


def test_two_of_a_name_are_told_apart_by_number(hall: str, run_line: Run, refused: Refused) -> None:
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Ann Bell" --email other@example.org')
    one, _ = people(run_line, "Ann Bell")
    said = refused(["action", "commit", "hall", "Bell Ann; 1"], 2)
    assert f"{one['id']} (ann@example.org) or " in said
    (row,) = commit(run_line, f"{one['id']}; 1").json()
    assert row["person_id"] == one["id"]
    assert commit(run_line, "Bell Ann; other@example.org; 1").json()[0]["person_id"] != one["id"]


def test_a_couple_with_one_number_are_two_people(hall: str, run_line: Run) -> None:
    commit(run_line, "Nixon Bob; 07700 900124; 1")
    ran = commit(run_line, "Nixon Carol; 07700 900124; 1")
    assert "Known:" not in ran.err
    assert len(run_line("rsvp list hall/1 --json").json()) == 3


def test_a_paper_typed_in_the_next_day_ticks_people_in_on_the_evening(
    hall: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2017-05-17T09:00+01:00")
    commit(run_line, "Bell Ann; 1")
    (row,) = (row for row in run_line("rsvp list hall --json").json() if row["name"] == "Ann Bell")
    assert row["checked_in_at"] == "2017-05-16T19:30:00+01:00"
    clock("2017-05-19T09:00+01:00")
    assert "1 has begun, or is over." in commit(run_line, "Nixon Bob; 1").err


def test_somebody_in_already_keeps_their_time(hall: str, run_line: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-16T19:10+01:00")
    run_line('door walk-in hall "Ann Bell" --phone "07700 900123"')
    clock("2017-05-16T21:10+01:00")
    commit(run_line, "Bell Ann; 07700 900123; 1")
    (row,) = (row for row in run_line("rsvp list hall --json").json() if row["name"] == "Ann Bell")
    assert row["checked_in_at"] == "2017-05-16T19:10:00+01:00"


def test_nobody_signs_up_at_a_cancelled_barnstorm(sqlite_hall: str, run_line: Run, refused: Refused) -> None:
    run_line("event cancel hall --reason Flooded")
    assert "nobody can sign up" in refused(["action", "commit", "hall", "Bell Ann; 1"], 4)


def test_what_strangers_write_is_cleaned(sqlite_hall: str, run_line: Run) -> None:
    run_line(["action", "commit", "hall", "Bell\x1b[2J\u202e Ann\r\nBcc: x; 07700 900123; 1"])
    with closing(App()) as app, app.reading() as session:
        person = session.exec(select(Person).where(Person.phone == "+447700900123")).one()
        assert (person.family_name, person.given_name) == ("Bell[2J", "Ann Bcc: x")
        assert session.exec(select(Rsvp).where(Rsvp.person_id == person.id)).all()


def test_the_table_and_csv_have_a_line_for_each_action(hall: str, run_line: Run) -> None:
    assert len(run_line(["action", "commit", "hall", "Bell Ann; 1,2"]).out.splitlines()) == 2
    csv = run_line(["action", "commit", "hall", "Nixon Bob; 1,3", "--csv"]).out.splitlines()
    assert csv[0].startswith("person_id,name,code,event,title,starts_at,answer")
    assert len(csv) == 3
