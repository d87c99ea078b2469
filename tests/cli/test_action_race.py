"""Two entry desks at once: real processes, one wall, few places."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
DESKS, LINES, PLACES = 2, 15, 8

AT_ONCE = """
import io, os, sys
from barnstorm.cli.run import run
import barnstorm.services.action.actions, barnstorm.services.action.desk, barnstorm.contact.read

ready, go = os.pipe()
children = []
for desk in range(int(sys.argv[1])):
    pid = os.fork()
    if pid == 0:
        os.close(go)
        os.read(ready, 1)  # until the parent closes its end, all wait here
        codes = [run(["action", "offer", "hall", "--host", f"Host {desk}", "--start", "Fri 6pm"])]
        lines = [f"Rival {desk}-{n}; {'1,2' if (n + desk) % 2 else '2,1'}" for n in range(int(sys.argv[2]))]
        sys.stdin = io.StringIO("\\n".join([*lines, "Rival both; 2", "Undone Again; 1", "undo"]))
        codes.append(run(["action", "entry", "hall"]))
        os._exit(max(codes))
    children.append(pid)
os.close(ready)
os.close(go)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children))
"""
"""Forked from one that has loaded everything, so that they meet at the database and not at the disk."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_two_desks_at_once_give_no_code_and_no_place_twice_and_lose_nobody(
    database: str, run_line: Run, clock: Callable[[str], None]
) -> None:
    clock("2017-05-16T21:00+01:00")
    run_line('event create Barnstorm --start "Tue 16 May 2017 7.30pm" --ref hall')
    for host in ("Early", "Bird"):
        run_line(f'action offer hall --host {host} --start "Thu 6pm" --capacity {PLACES}')
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE, str(DESKS), str(LINES)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = run_line("action list hall --json").json()
    assert sorted(row["code"] for row in rows) == ["1", "2", "3", "4"]
    everybody = {f"Rival {desk}-{n}" for desk in range(DESKS) for n in range(LINES)}
    for code, more in (("1", set()), ("2", {"both Rival"})):
        people = run_line(f"rsvp list hall/{code} --json").json()
        names = Counter(row["name"] for row in people)
        host = {"1": "Early", "2": "Bird"}[code]
        assert set(names) == {" ".join(reversed(name.split())) for name in everybody} | more | {host}
        assert set(names.values()) == {1}, "somebody is on it twice"
        assert Counter(row["answer"] for row in people)["going"] == PLACES
        turns = sorted(row["waitlist_position"] for row in people if row["waitlist_position"])
        assert turns == list(range(1, len(people) - PLACES + 1))
