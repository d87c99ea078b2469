"""The queue at the door: a tick by a command of its own, and a pile of sheets typed in."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barnstorm.app import App
from barnstorm.files.attendees.table import read_table
from barnstorm.services.door.registered import register
from barnstorm.services.event.events import Draft, create
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.rsvp.importing import import_rsvps
from barnstorm.services.rsvp.lines import read_lines

Command = Sequence[str]
NOW = datetime(2017, 5, 16, 18, tzinfo=UTC)
GUESTS = 200


@pytest.fixture
def queue(sqlite: str, clock: Callable[[str], None]) -> None:
    """Two hundred at the door, their names on one sheet."""
    clock("2017-05-16T19:00+01:00")
    lines = ["first_name,last_name,email", *(f"Ann{n},Bell{n},ann{n}@example.org" for n in range(GUESTS))]
    start = NOW + timedelta(hours=1)
    draft = Draft("Barnstorm", start, start + timedelta(hours=2), ZoneInfo("Europe/London"), ref="hall")
    with closing(App()) as app, app.transaction() as session:
        create(session, draft, NOW, None)
        import_rsvps(
            session, "hall", read_lines(read_table("\n".join(lines).encode(), "guests.csv")), NOW, "guests.csv"
        )
        event = find_event_to_change(session, "hall", NOW)
        register(session, event, "door", list(range(1, GUESTS + 1)), NOW)


def seconds(command: Command, said: str = "") -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, input=said.encode(), capture_output=True, env=dict(os.environ))
    return time.perf_counter() - started


def test_two_hundred_check_ins_each_against_importing_the_orm(
    queue: None, barnstorm: Callable[[str], Command], floor: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole processes, one after the other, as a script at the door would start them; the floor now and then."""
    ours, peer = [], []
    for number in range(1, GUESTS + 1):
        ours.append(seconds(barnstorm(f"door check-in hall {number}")))
        if number % 8 == 0:
            peer.append(seconds(floor))
    ours_s, peer_s = statistics.median(ours), statistics.median(peer)
    with capsys.disabled():
        sys.stdout.write(f"\n{GUESTS} check-ins in {sum(ours):.0f} s, one in {ours_s * 1000:.0f} ms: ")
        sys.stdout.write(f"{ours_s / peer_s:.2f} of import typer, sqlmodel ({peer_s * 1000:.0f} ms)\n")
    assert ours_s / peer_s <= 1.35


def test_a_sheet_of_two_hundred_typed_in_against_importing_the_orm(
    queue: None, barnstorm: Callable[[str], Command], floor: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty lines of ten rows; each line is on disk before the next is read."""
    lines = "".join(f"D1 {first}-{first + 9}\n" for first in range(1, GUESTS, 10))
    peer_s = statistics.median(seconds(floor) for _ in range(5))
    ours_s = seconds(barnstorm("door entry hall --csv"), lines)
    with capsys.disabled():
        sys.stdout.write(f"\n{GUESTS} rows typed in {ours_s:.2f} s: {ours_s / peer_s:.1f} of import typer, sqlmodel\n")
    assert ours_s / peer_s <= 6
