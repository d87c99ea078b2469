"""Ten thousand answers on a terminal, against the same as CSV: the table must not be what takes the time."""

import os
import pty
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barnstorm.app import App
from barnstorm.files.attendees.table import read_table
from barnstorm.services.event.events import Draft, create
from barnstorm.services.rsvp.importing import import_rsvps
from barnstorm.services.rsvp.lines import read_lines

Command = Sequence[str]
NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
GUESTS = 10_000


@pytest.fixture
def ten_thousand(sqlite: str) -> None:
    lines = ["first_name,last_name,email,phone,postcode,party_size"]
    lines += [f"Ann{n},Bell{n % 997},ann{n}@example.org,07700 9{n:05d},CA3 8TP,{1 + n % 3}" for n in range(GUESTS)]
    app = App()
    start = NOW + timedelta(days=15)
    draft = Draft(
        "Barnstorm", start, start + timedelta(hours=2), ZoneInfo("Europe/London"), capacity=15_000, ref="hall"
    )
    with app.transaction() as session:
        create(session, draft, NOW, None)
        table = read_table("\n".join(lines).encode(), "guests.csv")
        import_rsvps(session, "hall", read_lines(table), NOW, "guests.csv")
    app.close()


def on_a_terminal(command: Command) -> tuple[float, int]:
    """Seconds until the process has ended, and the lines it wrote, through a real pseudo-terminal read as it writes."""
    ours, theirs = pty.openpty()
    written = bytearray()

    def read() -> None:
        try:
            while chunk := os.read(ours, 1 << 16):
                written.extend(chunk)
        except OSError:  # Linux's way of saying that the other end is closed
            return

    reader = threading.Thread(target=read)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"})
    os.close(theirs)
    reader.start()
    assert process.wait() == 0
    reader.join()
    seconds = time.perf_counter() - started
    os.close(ours)
    return seconds, written.count(b"\n")


def piped(command: Command) -> tuple[float, int]:
    started = time.perf_counter()
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - started, ran.stdout.count(b"\n")


def test_ten_thousand_answers_as_a_table_against_csv(
    ten_thousand: None, barnstorm: Callable[[str], Command], capsys: pytest.CaptureFixture[str]
) -> None:
    tables, csvs = [], []
    for _ in range(7):
        tables.append(on_a_terminal(barnstorm("rsvp list hall")))
        csvs.append(piped(barnstorm("rsvp list hall --csv")))
    assert {lines for _, lines in tables} == {GUESTS + 2}
    assert {lines for _, lines in csvs} == {GUESTS + 1}
    table, csv = (statistics.median(seconds for seconds, _ in runs) for runs in (tables, csvs))
    with capsys.disabled():
        sys.stdout.write(
            f"\nrsvp list, 10,000 rows, table / CSV: {table / csv:.2f} ({table:.2f} s against {csv:.2f} s)\n"
        )
    assert table / csv <= 1.5
