"""Two greeters, two typists: real processes on one database."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.app import App
from barnstorm.db.tables import Event
from barnstorm.services.door.registered import register

Run = Callable[..., Any]


@pytest.fixture
def evening(database: str, run_line: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-16T19:00+01:00")
    run_line("event create Barnstorm --ref hall --start 2017-05-16T19:30")
    for number in range(1, 7):
        run_line(["rsvp", "add", "hall", f"Guest {number}"])


def at_once(lines: list[str], said: str = "") -> list[tuple[int, str, str]]:
    """Run the command lines as processes side by side, each told `said`; exit codes and both streams."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "barnstorm", *line.split()],
            env=dict(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for line in lines
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(said)
        process.stdin.flush()
    ran = [process.communicate(timeout=120) for process in started]
    return [(process.returncode, out, err) for process, (out, err) in zip(started, ran, strict=True)]


def test_of_two_who_tick_the_same_person_one_hears_that_they_are_in(evening: None, run_line: Run) -> None:
    ran = at_once(["door check-in hall 3"] * 3)
    assert [code for code, _, _ in ran] == [0, 0, 0]
    assert Counter("is in already" in err for _, _, err in ran) == {True: 2, False: 1}
    assert run_line("door tally hall --json").json()["here"] == 1


def test_two_who_type_the_same_sheet_type_each_row_once(evening: None, run_line: Run) -> None:
    with closing(App()) as app, app.transaction() as session:
        event = session.exec(select(Event).where(Event.ref == "hall")).one()
        register(session, event, "door", list(range(1, 7)), app.now())
        register(session, event, "walk-in", [None] * 2, app.now())
    ran = at_once(["door entry hall --csv"] * 2, "D1 1-3\nW1 1 March Jo\nD1 4-6\nW1 1 March Jo\n")
    taken = [line for _, out, _ in ran for line in out.splitlines() if ",D1," in line or ",W1," in line]
    rows = Counter(tuple(line.split(",")[1:3]) for line in taken)
    assert rows == {**{("D1", str(number)): 1 for number in range(1, 7)}, ("W1", "1"): 1}
    assert run_line("door tally hall --json").json()["here"] == 7
    assert {row["sheet"]: row["entered"] for row in run_line("door sheets hall --json").json()} == {"D1": 6, "W1": 1}


def test_a_file_merged_by_two_at_once_comes_in_once(evening: None, run_line: Run) -> None:
    run_line("door export hall -o hall.door")
    run_line("--db hall.door door check-in hall 2")
    run_line("--db hall.door door walk-in hall Eve")
    ran = at_once(["door merge hall.door --csv"] * 2)
    assert [code for code, _, _ in ran] == [0, 0], ran
    assert sum(out.count("walk-in") for _, out, _ in ran) == 1
    assert run_line("door tally hall --json").json()["here"] == 2
