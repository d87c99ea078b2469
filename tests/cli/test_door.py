"""barnstorm door …"""

import io
import os
import shlex
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from barnstorm.app import App
from barnstorm.db.tables import Assignment, Role
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.person import find_person

Run = Callable[..., Any]
Refused = Callable[..., str]

NIGHT = "carlisle"


@pytest.fixture(autouse=True)
def evening(clock: Callable[[str], None]) -> None:
    clock("2017-05-16T19:05+01:00")


@pytest.fixture
def make(run_line: Run) -> Callable[..., None]:
    """Make the Carlisle night with these people on its list: `make("Ann Bell", ("Bob Khan", "--answer", "maybe"))`."""

    def makes(*people: str | tuple[str, ...], capacity: int = 120) -> None:
        hall = "Tullie House, Castle Street, Carlisle CA3 8TP"
        run_line(
            f"event create 'Carlisle barnstorm' --ref {NIGHT} --venue '{hall}' --start 2017-05-16T19:30 --end 21:30"
            f" --capacity {capacity}"
        )
        for person in people:
            run_line(["rsvp", "add", NIGHT, *([person] if isinstance(person, str) else person)])

    return makes


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


# The list


def test_the_list_has_those_who_may_come_by_surname(database: str, make: Callable[..., None], run_line: Run) -> None:
    make(
        *("Łukasz Wójcik", "Ann Young", ("Zoë Bell", "--answer", "maybe"), ("Ivy Innes", "--answer", "invited")),
        *(("Dan Deere", "--answer", "declined"), "Cher", "Anna de Silva", "Ørjan Ås"),
    )
    rows = run_line("door list carlisle --json").json()
    assert names(rows) == ["Ørjan Ås", "Zoë Bell", "Cher", "Anna de Silva", "Łukasz Wójcik", "Ann Young"]
    assert list(rows[0]) == [
        *("person_id", "name", "given_name", "family_name", "party_size", "answer", "waitlist_position", "attended"),
        *("checked_in_at", "desk", "heads_in", "role", "sheet", "row"),
    ]


def test_who_waits_is_on_the_list_with_their_turn(database: str, make: Callable[..., None], run_line: Run) -> None:
    make(("Ann Bell", "--party-size", "2"), "Zoe Young", "Bob Adams", capacity=2)
    rows = run_line("door list carlisle --json").json()
    assert [(row["name"], row["answer"], row["waitlist_position"]) for row in rows] == [
        ("Bob Adams", "waitlisted", 2),
        ("Ann Bell", "going", None),
        ("Zoe Young", "waitlisted", 1),
    ]


def test_who_is_in_is_on_the_list_whatever_they_answered(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make(("Dan Deere", "--answer", "declined"), ("Ivy Innes", "--answer", "invited"))
    run_line("door walk-in carlisle 'Jo March'")
    run_line("door check-in carlisle Dan")
    rows = run_line("door list carlisle --json").json()
    assert [(row["name"], row["answer"], row["attended"]) for row in rows] == [
        ("Dan Deere", "declined", True),
        ("Jo March", None, True),
    ]
    assert rows[0]["checked_in_at"] == "2017-05-16T19:05:00+01:00"


def test_by_given_name_the_list_is_in_the_order_of_given_names(
    sqlite: str, make: Callable[..., None], run_line: Run
) -> None:
    make("Zoe Adams", "Ann Young", "Cher")
    assert names(run_line("door list carlisle --sort given --json").json()) == ["Ann Young", "Cher", "Zoe Adams"]


def test_split_over_desks_each_row_says_under_which_sign(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make("Ann Adams", "Bob Bell", "Sue Smith", "Tom Taylor")
    rows = run_line("door list carlisle --split 2 --json").json()
    assert [(row["name"], row["desk"]) for row in rows] == [
        *(("Ann Adams", "A–R"), ("Bob Bell", "A–R")),
        *(("Sue Smith", "S–Z"), ("Tom Taylor", "S–Z")),
    ]


def test_desks_that_nobody_would_stand_at_are_left_out(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make("Ann Smith", "Bob Smith")
    ran = run_line("door list carlisle --split 3")
    assert "over 1 only" in ran.err
    assert "over 0 desks" in run_line("door list carlisle --split 0", 2).err


def test_piped_the_list_is_tab_separated(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make(("Ann Bell", "--party-size", "2", "--email", "ann@example.org"))
    number = run_line("door list carlisle --json").json()[0]["person_id"]
    run_line("door check-in carlisle ann")
    assert run_line("door list carlisle").out == f"{number}\tBell\tAnn\t2\tgoing\t2017-05-16T19:05+01:00\t\t\t\t\n"


def test_an_empty_list_says_so(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make()
    ran = run_line("door list carlisle")
    assert ran.out == ""
    assert "Nobody is expected" in ran.err


# The paper


def test_the_pdf_is_written_for_its_owner_alone_with_names_and_nothing_else_of_people(
    sqlite: str, make: Callable[..., None], run_line: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BARNSTORM_IMPRINT", "Promoted by A. Agent.")
    monkeypatch.setenv("BARNSTORM_PRIVACY", "We keep it four weeks.")
    monkeypatch.setenv("BARNSTORM_CAMPAIGN", "Carlisle Together")
    make(
        tuple(
            shlex.split(
                "'Ann Bell' --email ann@example.org --phone '07700 900123' --postcode 'CA1 1AA' --access step-free"
            )
        ),
    )
    ran = run_line("door list carlisle --pdf door.pdf")
    assert ran.out == ""
    assert "Wrote door.pdf, 2 pages, 1 name." in ran.err
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "door.pdf").stat().st_mode) == 0o600
    names_page, lines_page = pages_of((tmp_path / "door.pdf").read_bytes())
    for page in (names_page, lines_page):
        for text in (
            *("Carlisle barnstorm", "Tuesday 16 May 2017, 7.30pm to 9.30pm", "Tullie House", "CA3 8TP", "Page 1/1"),
            *("Promoted by A. Agent.", "We keep it four weeks.", "Carlisle Together"),
        ):
            assert text in page
        for text in ("ann@example.org", "@", "7700", "900123", "CA1 1AA", "step-free", "◆"):
            assert text not in page
    assert "Sheet D1" in names_page
    assert "Bell\nAnn" in names_page
    assert "Sheet W1" in lines_page
    assert "Bell" not in lines_page


def test_the_numbers_on_paper_are_rows_of_a_sheet_that_is_kept(
    sqlite: str, make: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    make("Zoe Young", "Ann Bell")
    assert {row["sheet"] for row in run_line("door list carlisle --json").json()} == {None}
    run_line("door list carlisle --pdf door.pdf --blank-rows 0")
    (page,) = pages_of((tmp_path / "door.pdf").read_bytes())
    assert page[: page.index("Bell")].split()[-1] == "1"
    assert page[: page.index("Young")].split()[-1] == "2"
    assert "To type the ticks: barnstorm door entry carlisle" in page
    kept = [(row["name"], row["sheet"], row["row"]) for row in run_line("door list carlisle --json").json()]
    assert kept == [("Ann Bell", "D1", 1), ("Zoe Young", "D1", 2)]


def test_a_dash_sends_the_pdf_to_stdout(sqlite: str, make: Callable[..., None]) -> None:
    make("Ann Bell")
    ran = subprocess.run(
        [sys.executable, "-m", "barnstorm", "door", "list", NIGHT, "--pdf", "-", "--split", "2", "--paper", "letter"],
        capture_output=True,
        check=True,
    )
    assert ran.stdout.startswith(b"%PDF-")
    assert "Page 1/1" in pages_of(ran.stdout)[0]


def test_a_pdf_and_rows_do_not_go_to_stdout_together(
    sqlite: str, make: Callable[..., None], refused: Refused, run_line: Run
) -> None:
    make("Ann Bell")
    assert "Only one" in refused("door list carlisle --pdf - --json", 2)
    assert names(run_line("door list carlisle --pdf door.pdf --json").json()) == ["Ann Bell"]


@pytest.mark.parametrize("target", ["nowhere/door.pdf", "home"])
def test_a_pdf_that_cannot_be_written_is_refused(
    target: str, sqlite: str, make: Callable[..., None], refused: Refused
) -> None:
    make("Ann Bell")
    assert target.partition("/")[0] in refused(["door", "list", NIGHT, "--pdf", target], 2)


def test_names_the_paper_cannot_write_are_told(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make("नेहा शर्मा", "王小明")
    err = run_line("door list carlisle --pdf door.pdf").err
    assert "is printed as Neha Sharma" in err
    assert "王小明" not in err


# Ticking


def test_the_first_time_somebody_comes_in_is_kept(
    database: str, make: Callable[..., None], run_line: Run, clock: Callable[[str], None]
) -> None:
    make("Ann Bell")
    first = run_line("door check-in carlisle 'Ann Bell' --json")
    assert "Ann Bell is in." in first.err
    clock("2017-05-16T19:40+01:00")
    again = run_line("door check-in carlisle ann --json")
    assert "already, since Tue 16 May 2017 19:05" in again.err
    assert first.json() == again.json()
    assert (first.json()["attended"], first.json()["checked_in_at"]) == (True, "2017-05-16T19:05:00+01:00")


def test_two_desks_ticking_the_same_person_at_once_give_one_time(database: str, make: Callable[..., None]) -> None:
    make("Ann Bell", "Bob Khan")
    command = [sys.executable, "-m", "barnstorm", "door", "check-in", NIGHT, "ann", "--json"]
    moments = [f"2017-05-16T19:0{minute}+01:00" for minute in range(3)]
    desks = [
        subprocess.Popen(
            command, env={**os.environ, "BARNSTORM_NOW": moment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for moment in moments
    ]
    answers = [desk.communicate() for desk in desks]
    assert [desk.returncode for desk in desks] == [0, 0, 0]
    assert len({out for out, _ in answers}) == 1
    assert sum(b"is in already" in err for _, err in answers) == 2


def test_two_desks_writing_down_the_same_walk_in_at_once_make_one_person(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make()
    command = [sys.executable, "-m", "barnstorm", "door", "walk-in", NIGHT, "Jo March", "--phone", "07700 900123"]
    desks = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    for desk in desks:
        desk.communicate()
    assert [desk.returncode for desk in desks] == [0, 0]
    assert run_line("door tally carlisle --json").json()["walk_ins"] == 1


@pytest.mark.parametrize(
    ("answer", "said"), [("declined", "had declined"), ("cancelled", "had cancelled"), ("invited", "had not answered")]
)
def test_who_had_not_said_yes_is_let_in_with_a_word(
    answer: str, said: str, sqlite: str, make: Callable[..., None], run_line: Run
) -> None:
    make(("Ann Bell", "--answer", answer))
    ran = run_line("door check-in carlisle ann --json")
    assert said in ran.err
    assert (ran.json()["answer"], ran.json()["attended"]) == (answer, True)


def test_somebody_known_who_was_not_on_the_list_is_a_walk_in(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make()
    run_line("event create 'Copeland barnstorm' --ref copeland --start 2017-05-20T19:30")
    run_line("rsvp add copeland 'Ann Bell' --email ann@example.org")
    row = run_line("door check-in carlisle ann@example.org --json")
    assert "as a walk-in" in row.err
    assert (row.json()["answer"], row.json()["source"], row.json()["attended"]) == (None, "walk-in", True)


def test_over_capacity_people_are_let_in_and_the_greeter_is_warned(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make(("Ann Bell", "--party-size", "2"), capacity=2)
    run_line("venue edit 'Tullie House' --capacity 3")
    assert "Careful" not in run_line("door check-in carlisle ann").err
    assert "3 are in, and there are 2 places" in run_line("door walk-in carlisle 'Jo March'").err
    assert "4 are in, and the venue holds 3" in run_line("door walk-in carlisle 'Amy March'").err


def test_an_event_of_as_many_places_as_the_venue_holds_warns_once(
    sqlite: str, make: Callable[..., None], run_line: Run
) -> None:
    make(("Ann Bell", "--party-size", "3"), capacity=2)
    run_line("venue edit 'Tullie House' --capacity 2")
    said = run_line("door check-in carlisle ann").err
    assert [line for line in said.splitlines() if "Careful" in line] == ["Careful: 3 are in, and the venue holds 2."]


def test_nobody_is_ticked_at_a_cancelled_event(
    sqlite: str, make: Callable[..., None], run_line: Run, refused: Refused
) -> None:
    make("Ann Bell")
    run_line("event cancel carlisle --reason flooded")
    for line in ("check-in carlisle ann", "walk-in carlisle 'Jo March'", "undo carlisle ann"):
        assert "is cancelled" in refused(f"door {line}", 4)


def test_the_list_of_a_cancelled_event_says_so(sqlite: str, make: Callable[..., None], run_line: Run) -> None:
    make("Ann Bell")
    run_line("event cancel carlisle --reason flooded")
    ran = run_line("door list carlisle --json")
    assert names(ran.json()) == ["Ann Bell"]
    assert "is cancelled" in ran.err


def test_nobody_of_that_name_is_not_found(sqlite: str, make: Callable[..., None], refused: Refused) -> None:
    make("Ann Bell")
    assert "Ann Bell" in refused("door check-in carlisle 'Anne Bel'", 3)
    refused("door undo carlisle 'Anne Bel'", 3)


def test_a_tick_is_taken_back_and_twice_is_once(database: str, make: Callable[..., None], run_line: Run) -> None:
    make("Ann Bell")
    run_line("door check-in carlisle ann")
    undone = run_line("door undo carlisle ann --json")
    assert "no longer in" in undone.err
    assert (undone.json()["attended"], undone.json()["checked_in_at"]) == (None, None)
    again = run_line("door undo carlisle ann --json")
    assert "is not in" in again.err
    assert again.json() == undone.json()


def test_who_is_not_on_the_list_at_all_cannot_be_taken_back(
    sqlite: str, make: Callable[..., None], run_line: Run, refused: Refused
) -> None:
    make()
    run_line("event create 'Copeland barnstorm' --ref copeland --start 2017-05-20T19:30")
    run_line("rsvp add copeland 'Ann Bell'")
    assert "not on the list of carlisle" in refused("door undo carlisle ann", 3)


def test_a_place_that_comes_free_by_a_tick_taken_back_goes_to_who_waits(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make(capacity=1)
    run_line("door walk-in carlisle 'Jo March'")
    run_line("rsvp add carlisle 'Ann Bell'")
    assert run_line("door list carlisle --json").json()[0]["answer"] == "waitlisted"
    assert "Ann Bell moves up" in run_line("door undo carlisle jo").err


# Walk-ins


def test_a_walk_in_is_here_without_an_answer(database: str, make: Callable[..., None], run_line: Run) -> None:
    make()
    row = run_line(
        "door walk-in carlisle 'Jo March' --phone '07700 900123' --email jo@example.org --postcode ca38tp --json"
    ).json()
    assert (row["name"], row["answer"], row["attended"], row["source"]) == ("Jo March", None, True, "walk-in")
    assert (row["phone"], row["email"], row["postcode"]) == ("+447700900123", "jo@example.org", "CA3 8TP")


@pytest.mark.parametrize("details", [[], ["--phone", "07700 900123"], ["--email", "jo@example.org"]])
def test_the_same_walk_in_twice_is_one_person(
    details: list[str], database: str, make: Callable[..., None], run_line: Run
) -> None:
    make()
    first = run_line(["door", "walk-in", NIGHT, "Jo March", *details, "--json"]).json()
    again = run_line(["door", "walk-in", NIGHT, "jo  march", *details, "--json"])
    assert again.json() == first
    assert "--another" in again.err
    assert run_line("door tally carlisle --json").json()["here"] == 1


def test_another_of_the_same_name_is_another_person(database: str, make: Callable[..., None], run_line: Run) -> None:
    make()
    first = run_line("door walk-in carlisle 'Jo March' --json").json()
    other = run_line("door walk-in carlisle 'Jo March' --another --json").json()
    assert first["person_id"] != other["person_id"]
    assert run_line("door walk-in carlisle 'Jo March' --json").json() == first
    assert run_line("door tally carlisle --json").json()["walk_ins"] == 2


def test_a_walk_in_who_is_on_the_list_is_ticked_there(database: str, make: Callable[..., None], run_line: Run) -> None:
    make("Ann Bell")
    row = run_line("door walk-in carlisle 'Ann Bell' --phone '07700 900123' --json").json()
    assert (row["answer"], row["attended"], row["phone"]) == ("going", True, "+447700900123")
    assert len(run_line("door list carlisle --json").json()) == 1


def test_a_name_that_several_on_the_list_have_is_asked_about(
    sqlite: str, make: Callable[..., None], refused: Refused
) -> None:
    make(("Ann Bell", "--email", "one@example.org"), ("Ann Bell", "--email", "two@example.org"))
    err = refused("door walk-in carlisle 'Ann Bell'", 2)
    assert "--another" in err
    assert "door check-in carlisle NUMBER" in err


@pytest.mark.parametrize(
    "details", [["--email", "nonsense"], ["--phone", "nonsense"], ["--postcode", "nonsense"]], ids=lambda d: d[0]
)
def test_what_cannot_be_read_of_a_walk_in_is_refused_and_nothing_kept(
    details: list[str], sqlite: str, make: Callable[..., None], refused: Refused, run_line: Run
) -> None:
    make()
    refused(["door", "walk-in", NIGHT, "Jo March", *details], 2)
    refused(["door", "walk-in", NIGHT, "123"], 2)
    assert run_line("door tally carlisle --json").json()["here"] == 0


def test_hidden_characters_in_a_walk_ins_name_are_left_out(
    sqlite: str, make: Callable[..., None], run_line: Run
) -> None:
    make()
    row = run_line(["door", "walk-in", NIGHT, "Jo\u202e \x1b[2JMarch\n", "--json"]).json()
    assert row["name"] == "Jo [2JMarch"


# The count


def test_the_tally_counts_heads(database: str, make: Callable[..., None], run_line: Run) -> None:
    make(
        *(("Ann Bell", "--party-size", "3"), "Bob Khan", ("Cal Lowe", "--answer", "maybe", "--party-size", "2")),
        *(("Dan Deere", "--answer", "declined"), ("Eve Ford", "--party-size", "9")),
        capacity=5,
    )
    run_line("door check-in carlisle ann")
    run_line("door check-in carlisle dan")
    run_line("door walk-in carlisle 'Jo March'")
    assert run_line("door tally carlisle --json").json() == {
        "event": "carlisle",
        "title": "Carlisle barnstorm",
        "here": 5,
        "expected": 4,
        "walk_ins": 1,
        "going": 4,
        "maybe": 2,
        "waitlisted": 9,
        "capacity": 5,
        "share": 0.75,
        "helpers": 0,
        "helpers_here": 0,
    }
    assert "5 of 5 places" in run_line("door tally carlisle").out


def test_the_tally_of_an_empty_hall_is_nought(database: str, make: Callable[..., None], run_line: Run) -> None:
    make()
    row = run_line("door tally carlisle --json").json()
    assert (row["here"], row["expected"], row["share"]) == (0, 0, None)


def test_helpers_are_counted_once_and_as_here_when_ticked(
    database: str, make: Callable[..., None], run_line: Run
) -> None:
    make("Ann Bell", "Bob Khan")
    run_line("door check-in carlisle ann")
    app = App()
    with app.transaction() as session:
        ann, bob = (find_person(session, name).id for name in ("ann", "bob"))
        event = find_event(session, NIGHT, app.now()).id
        assert ann
        assert bob
        assert event
        for name, people in (("greeter", [ann]), ("scribe", [ann, bob])):
            role = Role(event_id=event, name=name, name_folded=name)
            session.add(role)
            session.flush()
            assert role.id
            session.add_all(Assignment(role_id=role.id, person_id=one, created_at=app.now()) for one in people)
    app.close()
    row = run_line("door tally carlisle --json").json()
    assert (row["helpers"], row["helpers_here"]) == (2, 1)


def test_ticking_loads_nothing_that_only_paper_needs(sqlite: str, make: Callable[..., None]) -> None:
    make("Ann Bell")
    program = (
        "import sys\nfrom barnstorm.cli.run import run\n"
        f"assert run(['door', 'check-in', {NIGHT!r}, 'ann']) == 0\n"
        "assert not {'reportlab', 'PIL', 'phonenumbers', 'icalendar', 'alembic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
