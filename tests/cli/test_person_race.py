"""Two organisers merge at once: real processes on one database."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def at_once(lines: list[list[str]]) -> list[tuple[int, str]]:
    """Run the command lines as processes side by side; their exit codes and what they said."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "barnstorm", *line],
            env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for line in lines
    ]  # fmt: skip
    return [(process.returncode, said) for process in started for said in [process.communicate(timeout=120)[1]]]


@pytest.fixture(autouse=True)
def before_the_night(clock: Callable[[str], None]) -> None:
    clock("2017-05-01T12:00+01:00")


@pytest.mark.parametrize("other", [["1", "2"], ["2", "1"]], ids=["the same way", "the other way"])
def test_the_same_two_merged_twice_at_once_are_one(database: str, run_line: Run, other: list[str]) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 2')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Annie Bell" --email bell@example.org')
    run_line('rsvp add hall "Carl Dee"')
    ran = at_once([["person", "merge", "1", "2"], ["person", "merge", *other]])
    assert [code for code, _ in ran] == [0, 0], ran
    rows = run_line("rsvp list hall --json").json()
    assert sorted(row["answer"] for row in rows) == ["going", "going"]
    (ann,) = (row for row in run_line("person list --json").json() if row["name"].endswith("Bell"))
    merged = run_line(f"person show {ann['id']} --json").json()["merged"]
    assert len(merged) == 1


def test_an_answer_that_comes_in_meanwhile_is_not_lost(database: str, run_line: Run) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line('event create Canvass --start "Sat 20 May 2017 10am" --ref canvass')
    run_line('rsvp add hall "Ann Bell" --email ann@example.org')
    run_line('rsvp add hall "Annie Bell" --email bell@example.org')
    signs_up = ["rsvp", "add", "canvass", "Annie Bell", "--email", "bell@example.org"]
    (merged, _), (signed, _) = at_once([["person", "merge", "1", "2"], signs_up])
    assert merged in {0, 75}
    assert signed == 0
    assert [row["answer"] for row in run_line("rsvp list canvass --json").json()] == ["going"]
