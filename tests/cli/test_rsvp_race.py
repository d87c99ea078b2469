"""Several organisers at once: real processes, one last place."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


def at_once(lines: list[list[str]]) -> list[int]:
    """Run the command lines as processes side by side; their exit codes."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "barnstorm", *line],
            env=dict(os.environ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for line in lines
    ]
    return [process.wait(timeout=120) for process in started]


@pytest.mark.parametrize("rivals", [2, 8])
def test_of_those_who_race_for_the_last_place_one_gets_it_and_nobody_is_lost(
    database: str, run_line: Run, rivals: int
) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 3')
    run_line('rsvp add hall "Early Bird" --party-size 2')
    codes = at_once([["rsvp", "add", "hall", f"Rival {number}"] for number in range(rivals)])
    assert codes == [0] * rivals
    rows = [row for row in run_line("rsvp list hall --json").json() if row["family_name"].isdecimal()]
    assert Counter(row["answer"] for row in rows) == {"going": 1, "waitlisted": rivals - 1}
    positions = sorted(row["waitlist_position"] for row in rows if row["waitlist_position"])
    assert positions == list(range(1, rivals))


FIFTY_AT_ONCE = """
import os, sys
from barnstorm.cli.run import run
import barnstorm.services.rsvp.rsvps, barnstorm.contact.read

ready, go = os.pipe()
children = []
for number in range(50):
    pid = os.fork()
    if pid == 0:
        os.close(go)
        os.read(ready, 1)  # until the parent closes its end, all wait here
        codes = [run(["rsvp", "add", "hall", f"Rival {number}", "--party-size", str(1 + number % 3)])]
        if number % 5 == 0:
            codes.append(run(["rsvp", "change", "hall", f"Rival {number}", "cancelled"]))
        os._exit(max(codes))
    children.append(pid)
os.close(ready)
os.close(go)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children))
"""
"""Forked from one that has loaded everything, so that they meet at the database and not at the disk."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_fifty_at_once_never_fill_more_than_the_hall_holds_and_none_of_them_is_lost(
    database: str, run_line: Run
) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall --capacity 30')
    done = subprocess.run([sys.executable, "-c", FIFTY_AT_ONCE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = run_line("rsvp list hall --json").json()
    assert sorted(row["name"] for row in rows) == sorted(f"Rival {number}" for number in range(50))
    assert Counter(row["answer"] for row in rows)["cancelled"] == 10
    heads = sum(row["party_size"] for row in rows if row["answer"] == "going")
    assert heads <= 30
    waiting = [row["party_size"] for row in rows if row["answer"] == "waitlisted"]
    assert waiting
    assert all(heads + party > 30 for party in waiting)


def test_the_same_person_added_twice_at_once_is_one(database: str, run_line: Run) -> None:
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    line = ["rsvp", "add", "hall", "Ann Bell", "--email", "ann@example.org"]
    assert at_once([line, line]) == [0, 0]
    assert len(run_line("person list --json").json()) == 1
