"""barnstorm rsvp calls, barnstorm rsvp called"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]


@pytest.fixture
def night(clock: Clock, run_line: Run) -> Callable[..., None]:
    """The Carlisle night with people who have numbers: `night("Ann Bell")`; the clock stands at the first pass."""
    clock("2017-05-11T18:00+01:00")

    def makes(*people: str, capacity: int = 120) -> None:
        run_line(
            f"event create 'Carlisle barnstorm' --ref carlisle --start 2017-05-16T19:30 --capacity {capacity}"
            " --venue 'Tullie House, Castle Street, Carlisle CA3 8TP'"
        )
        for number, name in enumerate(people):
            run_line(["rsvp", "add", "carlisle", name, "--phone", f"077009001{number:02}"])

    return makes


def listed(run_line: Run, line: str = "rsvp calls carlisle") -> list[str]:
    return [row["name"] for row in run_line(f"{line} --json").json()]


def test_the_list_has_those_who_come_or_may_come_with_numbers_as_they_are_dialled(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Zoe Young", "Ann Bell")
    run_line('rsvp add carlisle "May Be" --phone "0161 496 0000" --answer maybe')
    run_line('rsvp add carlisle "Not Asked" --phone 07700900998 --answer invited')
    ran = run_line("rsvp calls carlisle --pass 1 --json")
    assert [(row["name"], row["dialled"], row["answer"]) for row in ran.json()] == [
        ("May Be", "0161 496 0000", "maybe"),
        ("Ann Bell", "07700 900101", "going"),
        ("Zoe Young", "07700 900100", "going"),
    ]
    assert "Pass 1 is rung on Thu 11 May or Fri 12 May." in ran.err


def test_who_has_no_number_is_counted_and_not_listed(database: str, night: Callable[..., None], run_line: Run) -> None:
    night("Ann Bell")
    run_line('rsvp add carlisle "Bob Khan" --email bob@example.org')
    ran = run_line("rsvp calls carlisle --json")
    assert [row["name"] for row in ran.json()] == ["Ann Bell"]
    assert "1 of them cannot be rung" in ran.err


def test_a_confirmation_ends_the_first_pass_and_stands_last_in_the_second(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Bell", "Zoe Young")
    row = run_line("rsvp called carlisle 'Ann Bell' C --by Frances --json").json()
    assert (row["confirmed_by"], row["confirmed_how"], row["answer"]) == ("Frances", "phone", "going")
    assert listed(run_line) == ["Zoe Young"]
    assert listed(run_line, "rsvp calls carlisle --pass 2") == ["Zoe Young", "Ann Bell"]


def test_nobody_is_left_a_second_message(
    database: str, night: Callable[..., None], run_line: Run, clock: Clock
) -> None:
    night("Ann Bell")
    run_line("rsvp called carlisle 'Ann Bell' L")
    (row,) = run_line("rsvp calls carlisle --json").json()
    assert (row["message_left"], row["before"]) == (True, "left message")
    clock("2017-05-15T18:00+01:00")
    run_line("rsvp called carlisle 'Ann Bell' N")
    (row,) = run_line("rsvp calls carlisle --json").json()
    assert (row["pass_number"], row["message_left"], row["before"]) == (2, True, "left message, no answer")


def test_a_no_on_the_telephone_gives_the_place_to_who_waits(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Bell", "Zoe Young", capacity=1)
    ran = run_line("rsvp called carlisle 'Ann Bell' d --json")
    assert "Zoe Young moves up from the waiting list." in ran.err
    assert ran.json()["answer"] == "declined"


def test_a_maybe_who_says_yes_when_the_hall_is_full_waits_and_is_told_so(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Bell", capacity=1)
    run_line("rsvp add carlisle 'May Be' --phone 07700900998 --answer maybe")
    ran = run_line("rsvp called carlisle 'May Be' C --json")
    assert ran.json()["answer"] == "waitlisted"
    assert ran.json()["confirmed_at"] is None
    assert "no place is free, they wait with turn 1" in ran.err


def test_who_asked_not_to_be_rung_is_rung_about_no_event(
    database: str, night: Callable[..., None], run_line: Run
) -> None:
    night("Ann Bell", "Zoe Young")
    run_line("rsvp called carlisle 'Ann Bell' X")
    run_line("event create Canvass --ref canvass --start 2017-05-20T10:00 --kind canvass")
    run_line("rsvp add canvass 'Ann Bell' --phone 07700900100")
    assert listed(run_line) == ["Zoe Young"]
    ran = run_line("rsvp calls canvass")
    assert ran.out == ""
    assert "1 asked not to be rung." in ran.err


def test_a_sheet_is_typed_back_line_by_line_and_a_bad_line_does_not_spoil_the_others(
    database: str, night: Callable[..., None], run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    night("Ann Bell", "Zoe Young")
    ids = {row["name"]: row["person_id"] for row in run_line("rsvp calls carlisle --json").json()}
    typed = f"{ids['Ann Bell']} c\n\n{ids['Zoe Young']} D has to work\nhello\n999 C\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    ran = run_line("rsvp called carlisle - --by Jo --json", 4)
    assert [(row["rsvp"]["name"], row["outcome"]) for row in json.loads(ran.out)] == [
        ("Ann Bell", "confirmed"),
        ("Zoe Young", "declined"),
    ]
    assert "Line 4: “hello” is not a number and what came of the call." in ran.err
    assert "2 of 4 lines cannot be taken; the others are in." in ran.err
    assert listed(run_line) == []


def test_a_sheet_for_an_event_nobody_knows_is_refused_once(
    sqlite: str, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1 C\n2 C\n"))
    assert refused("rsvp called nowhere -", 3).count("nowhere") == 1


def test_what_came_of_it_must_be_said(sqlite: str, night: Callable[..., None], refused: Refused) -> None:
    night("Ann Bell")
    assert "is missing" in refused("rsvp called carlisle 'Ann Bell'", 2)
    assert "“Q” is not what can come of a call" in refused("rsvp called carlisle 'Ann Bell' Q", 2)


def test_who_was_never_coming_is_not_rung(
    sqlite: str, night: Callable[..., None], run_line: Run, refused: Refused
) -> None:
    night()
    run_line("rsvp add carlisle 'Ivy Innes' --phone 07700900777 --answer invited")
    assert "not among those who are rung" in refused("rsvp called carlisle 'Ivy Innes' C", 4)


def test_callers_get_sheets_of_their_own_and_a_household_stays_with_one(
    sqlite: str, night: Callable[..., None], run_line: Run, tmp_path: Path
) -> None:
    night(*(f"Guest {chr(65 + n)}er" for n in range(9)))
    run_line("rsvp add carlisle 'Zelda Zz' --phone 07700900100")
    rows = run_line("rsvp calls carlisle --callers 2 --json").json()
    assert {row["caller"] for row in rows} == {1, 2}
    of_home = {row["caller"] for row in rows if row["phone"] == "+447700900100"}
    assert len(of_home) == 1
    pdf = tmp_path / "calls.pdf"
    ran = run_line(["rsvp", "calls", "carlisle", "--callers", "2", "--pdf", str(pdf)])
    assert "2 pages, 10 to ring" in ran.err
    pages = [page.extract_text() for page in pypdf.PdfReader(pdf).pages]
    assert "Caller 1" in pages[0]
    assert "Caller 2" in pages[1]
    assert "07700 900100" in pages[0] + pages[1]
    assert "barnstorm rsvp called carlisle NO. CODE" in pages[0]
