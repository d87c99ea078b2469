"""barnstorm action entry: through a pipe, and at a terminal."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barnstorm.cli.run import run
from tests.terminal import typed

Run = Callable[..., Any]
Type = Callable[..., Any]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None]) -> str:
    """A barnstorm that is on, with three actions; the second takes one besides its host."""
    clock("2017-05-16T21:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('action offer hall --host "Hannah Routledge" --start "Thu 6.30pm"')
    run_line('action offer hall --host "Imran Qureshi" --kind canvass --start "Sat 10am" --capacity 2')
    run_line('action offer hall --host "Gwen Thomas" --kind leafleting --start "Sun 2pm"')
    return "hall"


@pytest.fixture
def type_in(run_line: Run, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Pipe lines into the entry desk: `type_in("Bell Ann; 1", "undo")`."""

    def runs(*lines: str, code: int = 0, form: str = "--json") -> Any:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run_line(f"action entry hall {form}", code)

    return runs


@pytest.fixture
def between(run_line: Run, monkeypatch: pytest.MonkeyPatch, clock: Callable[[str], None]) -> Type:
    """Two lines at one desk, and five minutes later, between them, a command line somewhere else:
    `between("Bell Ann; 1", ["door", "undo", …], "undo")`.
    """

    def runs(first: str, elsewhere: list[str], second: str) -> Any:
        class Paper(io.StringIO):
            def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # of text, as StringIO's is
                line = super().readline(size)
                if line.startswith(second):
                    clock("2017-05-16T21:05+01:00")
                    assert run(elsewhere) == 0
                return line

        monkeypatch.setattr(sys, "stdin", Paper(f"{first}\n{second}\n"))
        return run_line("action entry hall")

    return runs


def everything(run_line: Run) -> Any:
    """All that the store tells of the evening."""
    lists = [run_line(f"rsvp list {event} --json").json() for event in ("hall", "hall/1", "hall/2", "hall/3")]
    return lists, run_line("person list --json").json()


def test_line_after_line_counts(hall: str, type_in: Type, run_line: Run) -> None:
    rows = type_in("Bell Ann; 07700 900123; 1,2", "", "Nixon Bob; 07700 900124; 2", "done", "Carr Derek; 3").json()
    assert [(row["name"], row["code"], row["answer"]) for row in rows] == [
        ("Ann Bell", "1", "going"),
        ("Ann Bell", "2", "going"),
        ("Bob Nixon", "2", "waitlisted"),
    ]
    assert [row["going"] for row in run_line("action list hall --json").json()] == [2, 2, 1]


def test_an_empty_stack_of_paper_is_no_failure(hall: str, type_in: Type) -> None:
    assert type_in().json() == []
    assert "Nothing was entered." in type_in(form="").err


def test_good_lines_land_and_bad_ones_are_told_and_end_in_4(hall: str, type_in: Type) -> None:
    ran = type_in("Bell Ann; 1", "Carr Derek; 9", "nonsense 123456", "Nixon Bob; 07700; 1", "Graham Ruth; 3", code=4)
    assert [row["name"] for row in ran.json()] == ["Ann Bell", "Ruth Graham"]
    assert "Line 2 is not in: Carr Derek; 9" in ran.err
    assert "There is no action 9 at hall." in ran.err
    assert "Line 3 is not in: nonsense 123456" in ran.err
    assert "3 lines were not entered, of 5." in ran.err


def test_only_the_codes_of_a_line_are_typed_again(hall: str, type_in: Type) -> None:
    ran = type_in("Carr Derek; 07700 900125; 9", "8", "3, 1")
    assert [(row["name"], row["code"]) for row in ran.json()] == [("Derek Carr", "1"), ("Derek Carr", "3")]
    assert ran.err.count("The rest of the line is kept: type its codes again.") == 2


def test_codes_alone_belong_to_the_line_before(hall: str, type_in: Type) -> None:
    ran = type_in("Carr Derek; 1", "3")
    assert [(row["name"], row["code"]) for row in ran.json()] == [("Derek Carr", "1"), ("Derek Carr", "3")]
    assert "These are codes, and nobody's." in type_in("3", code=4).err


def test_undo_takes_a_line_back_entirely(hall: str, type_in: Type, run_line: Run) -> None:
    before = everything(run_line)
    ran = type_in("Carr Derek; 07700 900125; 1,2", "Bell Ann; 07700 900123; CA3 8TP; 1,2,3", "undo", "undo")
    assert ran.json() == []
    assert "Taken back: Ann Bell." in ran.err
    assert everything(run_line) == before


def test_what_is_taken_back_twice_is_told(hall: str, type_in: Type) -> None:
    assert "There is no line to take back." in type_in("Carr Derek; 1", "undo", "undo").err


def test_a_place_taken_back_goes_to_who_came_next_at_another_desk(hall: str, between: Type, run_line: Run) -> None:
    ran = between("Bell Ann; 2", ["action", "commit", "hall", "Nixon Bob; 2"], "undo")
    assert "Bob Nixon (2) moves up from the waiting list." in ran.err
    assert {row["name"]: row["answer"] for row in run_line("rsvp list hall/2 --json").json()} == {
        "Imran Qureshi": "going",
        "Bob Nixon": "going",
    }


def test_what_moved_since_is_left_alone_and_told(hall: str, between: Type, run_line: Run) -> None:
    ran = between("Carr Derek; 1", ["rsvp", "change", "hall/1", "Derek Carr", "cancelled"], "undo")
    assert "was changed since, and stays." in ran.err
    assert "Derek Carr stays on the books" in ran.err
    answers = {row["name"]: row["answer"] for row in run_line("rsvp list hall/1 --json").json()}
    assert answers["Derek Carr"] == "cancelled"


def test_what_two_desks_have_entered_stays_when_one_takes_it_back(hall: str, between: Type, run_line: Run) -> None:
    ran = between("Bell Ann; 1", ["action", "commit", "hall", "Bell Ann; 1"], "undo")
    assert ran.err.count("was changed since, and stays.") == 2
    assert {row["name"] for row in run_line("rsvp list hall/1 --json").json()} == {"Hannah Routledge", "Ann Bell"}
    assert run_line("door tally hall --json").json()["here"] == 4


def test_same_says_that_it_is_the_person_known(hall: str, type_in: Type, run_line: Run) -> None:
    ran = type_in("Nixon Robert; 07700 900124; 1", "Nixon Bob; 07700 900124; CA3 8TP; 2", "same")
    assert "Known: Robert Nixon, no. 5 (+447700900124): a short form of the name, same phone." in ran.err
    assert [(row["name"], row["code"]) for row in ran.json()] == [("Robert Nixon", "1"), ("Robert Nixon", "2")]
    names = [row["name"] for row in run_line("person list --json").json()]
    assert "Bob Nixon" not in names
    assert "was not like anybody else" in type_in("Carr Derek; 1", "same").err


def test_another_says_that_it_is_one_more_of_that_name(hall: str, type_in: Type, run_line: Run) -> None:
    ran = type_in("Bell Ann; 07700 900123; 1", "another")
    assert "If it is one more of that name, type: another" in ran.err
    (row,) = ran.json()
    ann, other = (row for row in run_line("person list --json").json() if row["name"] == "Ann Bell")
    assert (ann["phone"], other["phone"], row["person_id"]) == (None, "+447700900123", other["id"])
    assert "was not taken for somebody known" in type_in("Carr Derek; 1", "another").err


def test_the_wall_is_shown_when_it_is_asked_for(hall: str, type_in: Type) -> None:
    said = type_in("Bell Ann; 2", "list", "help").err
    assert "1  Thu 18 May 18:30  Phone bank with Hannah (1 of 12)" in said
    assert "2  Sat 20 May 10:00  Canvass with Imran (full)" in said
    assert "takes the last line back" in said


def test_a_file_in_another_encoding_is_refused_in_words(
    hall: str, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Little Zoë; 1\n".encode("cp1252")), "utf-8"))
    assert "not text in UTF-8" in run_line("action entry hall", 2).err


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is not to be had")
def test_a_typist_at_a_terminal_sees_the_wall_and_corrects_a_slip(tmp_path: Path) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "BARNSTORM_NOW": "2017-05-16T21:00",
        "BARNSTORM_DATABASE_URL": "night.db",
    }
    start = "barnstorm event create Barnstorm --start 'Tue 16 May 2017 7.30pm' --ref hall"
    offer = "barnstorm action offer hall --host 'Hannah Routledge' --start 'Thu 6.30pm'"
    typed(f"{start}; {offer}", environment, tmp_path)
    lines = ["Bell Ann; 07700 900123; 7", "1", "Nixon Bob; 1", "undo", "\x04"]
    seen, code = typed("barnstorm action entry hall", environment, tmp_path, lines)
    assert code == 0, seen
    assert "  1  Thu 18 May 18:30  Phone bank with Hannah (1 of 12)\n" in seen
    assert "There is no action 7 at hall." in seen
    assert "Ann Bell, no. 2, new (surname Bell): 1 Thu 18 May 18:30.\n" in seen
    assert "Taken back: Bob Nixon.\n" in seen
    assert "───" not in seen, "she has been told line by line"
