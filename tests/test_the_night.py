"""One whole evening, from the seat to the tally: the real results of 2015, five hundred answers, a real mail server."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from tests.mail.servers import Relay

Run = Callable[..., Any]
ROWS, CAPACITY = 500, 400


@pytest.fixture
def attendees(tmp_path: Path) -> Path:
    """Five hundred rows as another program wrote them: a BOM, columns in its own order, three that nobody can take."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["email", "last_name", "first_name", "party_size", "answer", "phone", "postcode", "notes"])
    for n in range(ROWS):
        answer = ("going", "going", "maybe", "", "declined")[n % 5]
        writer.writerow(
            [f"p{n}@example.org", f"Name{n % 97:02}", f"Person {n:03}", 1 + (n % 10 == 0), answer, "", "", ""]
        )
    lines = out.getvalue().splitlines()
    lines[7], lines[50], lines[200] = "nonsense,A,B,1,going,,,", "x@example.org,A,B,none,going,,,", ",,,1,going,,,"
    path = tmp_path / "attendees.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    return path


def test_a_night_from_the_seat_to_the_tally(
    database: str,
    attendees: Path,
    run_line: Run,
    seat_file: Callable[[str], Path],
    clock: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock("2017-05-02T10:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    results = str(seat_file("hoc-ge2015-results-full.csv"))
    assert run_line(["seat", "import", results, "--election", "2015 general", "--json"]).json()["seats"] == 650
    created = [
        *("event", "create", "Carlisle barnstorm", "--seat", "Carlisle", "--capacity", str(CAPACITY), "--json"),
        *("--venue", "Tullie House, Castle Street, Carlisle CA3 8TP"),
        *("--start", "Tue 16 May 2017 7.30pm", "--end", "9.30pm"),
    ]
    event = run_line(created).json()

    imported = run_line(f"rsvp import next {attendees} --json", code=4).json()
    assert (imported["rows"], imported["created"], imported["errors"]) == (ROWS, ROWS - 3, 3)
    assert [line["line"] for line in imported["bad"]] == [8, 51, 201]
    assert run_line(f"rsvp import next {attendees} --json", code=4).json()["unchanged"] == ROWS - 3
    answers = run_line("rsvp list next --json").json()
    heads = Counter[str]()
    for row in answers:
        heads[row["answer"]] += row["party_size"]
    assert heads["going"] <= CAPACITY
    assert run_line("event show next --json").json()["going"] == heads["going"]

    with Relay() as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        run_line("invite send next")
        invited = {row["email"] for row in answers if row["answer"] in {"invited", "going", "maybe"}}
        assert Counter(to for to, _ in relay.delivered) == Counter(invited)
        to, raw = relay.delivered[0]
        parts = message_from_bytes(raw, policy=policy.default).walk()
        calendar = next(part for part in parts if part.get_content_type() == "text/calendar")
        entry = Calendar.from_ical(bytes(calendar.get_payload(decode=True))).events[0]
        assert (entry["UID"], entry.attendees[0].email) == (event["calendar_uid"], to)
        assert entry.start.isoformat() == "2017-05-16T19:30:00+01:00"

        relay.delivered.clear()
        clock("2017-05-15T19:30+01:00")
        run_line("reminder send")
        run_line("reminder send")
        reminded = {row["email"] for row in answers if row["answer"] in {"going", "maybe"}}
        assert Counter(to for to, _ in relay.delivered) == Counter(reminded), "once each, nobody who declined"

    clock("2017-05-16T19:05+01:00")
    run_line("door list next --pdf door.pdf --split 2")
    pages = [page.extract_text() for page in PdfReader("door.pdf").pages]
    assert all(f"{n}/{len(pages)}" in text for n, text in enumerate(pages, 1))
    first = next(row for row in answers if row["answer"] == "going")
    ticked = [run_line(f"door check-in next {first['person_id']} --json").json() for _ in range(2)]
    assert ticked[0] == ticked[1]
    run_line("door walk-in next 'Betty Sowerby'")
    tally = run_line("door tally next --json").json()
    assert (tally["here"], tally["walk_ins"]) == (first["party_size"] + 1, 1)
