"""The Carlisle night played through by commands: from the room to paper and back, and on to what was born of it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.postbag import received

Run = Callable[..., Any]

NIGHT = "carlisle-2017-05-16"


def test_from_the_room_to_paper_and_back_and_on_to_the_second_generation(
    database: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", "maildir:post")
    monkeypatch.setenv("BARNSTORM_POLLING_DAY", "2017-06-08")
    clock("2017-05-16T21:00+01:00")
    run_line("demo")
    before = run_line(f"action board {NIGHT} --json").json()

    # Somebody stands up, and two people take it on: one by line, one from the host's sheet.
    host = run_line(f"action offer {NIGHT} --host 'Ruth Graham' --kind phonebank --start 'Thu 6.30pm' --json").json()
    run_line(["action", "commit", NIGHT, f"Kerr Janet; {host['code']}"])
    run_line(f"action sheets {NIGHT} --pdf sheets.pdf --blank 1")
    printed = [page.extract_text() for page in PdfReader("sheets.pdf").pages]
    assert sum("Ruth Graham" in text for text in printed) == 3, "her sheet, her sign-in list, and its lines"
    run_line(["action", "commit", NIGHT, f"Bell Norma; 07700 900555; norma@example.org; {host['code']}"])
    after = run_line(f"action board {NIGHT} --json").json()
    assert (after["hosts"], after["filled"]) == (before["hosts"] + 1, before["filled"] + 3)

    # What is on paper is looked after until nothing is left on it.
    due = run_line(f"action sheets {NIGHT} --json").json()
    mine = {row["kind"]: row["sheet"] for row in due if row["event"] == host["event"]}
    counted = " ".join(f"--rows {row['sheet']}=0" for row in due if row["event"] != host["event"])
    run_line(f"door sheets {NIGHT} --rows {mine['host']}=0 --rows {mine['walk-in']}=0 {counted}")
    assert [row["sheet"] for row in run_line(f"action sheets {NIGHT} --json").json()] == [mine["door"]]

    # The host is rung, the action held, its list typed in from paper; Norma does not come.
    hosts = run_line(f"action hosts {NIGHT} --json").json()
    assert {"Ruth Graham", "Hannah Routledge"} <= {row["host"] for row in hosts[:2]}
    run_line(f"person consent 'Norma Bell' --organisation Compass --channel email --wording 'Yes.' --source {NIGHT}")
    clock("2017-05-18T20:00+01:00")
    names = run_line(f"door list {host['event']} --json").json()
    rows = " ".join(str(row["row"]) for row in names if row["row"])
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{mine['door']} {rows}\n"))
    run_line(f"door entry {host['event']}")

    # At the phone bank somebody new comes in, and Janet offers the next thing.
    run_line(f"door walk-in {host['event']} 'Nellie New' --phone '07700 900777'")
    second = run_line(
        f"action offer {host['event']} --host 'Janet Kerr' --kind canvass --start 'Wed 10am' --json"
    ).json()
    run_line(["action", "commit", host["event"], f"New Nellie; {second['code']}"])
    clock("2017-05-18T21:00+01:00")
    run_line(f"door close {host['event']} --yes")

    tree = {row["event"]: row for row in run_line(f"report tree {NIGHT} --json").json()}
    assert tree[second["event"]]["generation"] == 2
    assert tree[host["event"]]["newcomers"] == 1
    assert (tree[host["event"]]["kept"], tree[host["event"]]["broken"]) == (2, 1)

    clock("2017-05-19T09:00+01:00")
    (missed,) = run_line(f"action reshift {host['event']} --json").json()
    assert (missed["name"], missed["next"] is not None) == ("Norma Bell", True)
    run_line(f"action reshift {host['event']} --send --yes")
    assert [letter.to for letter in received(tmp_path / "post")] == ["norma@example.org"]

    report = run_line(f"report event {NIGHT} --json").json()
    count = report["commitments"]
    assert (count["kept"], count["broken"]) == (2, 1)
    assert count["made"] == sum(count[key] for key in count if key not in {"made", "by_absent"})
    carlisle = next(row for row in run_line("report seats --json").json() if row["name"] == "Carlisle")
    assert (carlisle["hosts"], carlisle["days_left"]) == (5, 20)
