"""The product's own letters, given to a calendar server that applies them by itself: xandikos, where it is on the PATH
(`pip install xandikos`, in a venv of its own if you like).

Like most servers it believes whatever comes last: a copy of an older version that arrives late moves the event back.
So everything hangs on the product never sending one.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.postbag import arrival

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"
TUESDAY, WEDNESDAY = "2017-05-16T19:30:00+01:00", "2017-05-17T19:00:00+01:00"


@dataclass(frozen=True)
class Entry:
    """The event as a calendar holds it."""

    sequence: int
    status: str
    starts_at: str


@dataclass
class Server:
    """A calendar server with one user, Ann, who is handed the letters of the Maildir `post` that are hers."""

    program: str
    folder: Path
    post: Path
    seen: list[Path] = field(default_factory=list)

    def take_new(self) -> list[bytes]:
        """Hand on what has come for Ann since the last time, oldest first; what that was."""
        new = sorted(set((self.post / "new").iterdir()).difference(self.seen), key=arrival)
        self.seen += new
        hers = [raw for raw in (path.read_bytes() for path in new) if b"\nTo: Ann Bell <" in raw]
        for raw in hers:
            self.take(raw)
        return hers

    def take(self, raw: bytes) -> None:
        done = subprocess.run(
            [self.program, "import-imip", "--directory", str(self.folder), "--autocreate"],
            input=raw,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()

    def holds(self) -> list[Entry]:
        """Every event in Ann's calendar."""
        files = sorted((self.folder / "user" / "calendars").rglob("*.ics"))
        found: list[Any] = [icalendar.Calendar.from_ical(path.read_bytes()).events[0] for path in files]
        return [Entry(int(one["SEQUENCE"]), str(one["STATUS"]), one.start.isoformat()) for one in found]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    program = shutil.which("xandikos")
    if program is None:
        pytest.skip("xandikos is not installed")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    (tmp_path / "dav").mkdir()
    return Server(program, tmp_path / "dav", tmp_path / "post")


@pytest.fixture
def at(run_line: Run, clock: Callable[[str], None]) -> Callable[..., Any]:
    """Run command lines at one moment: a version is known by when it was made."""

    def run(hour: int, *lines: str) -> None:
        clock(f"2017-05-10T{hour:02}:00+01:00")
        for line in lines:
            run_line(line)

    return run


@pytest.fixture
def invited(sqlite: str, server: Server, at: Run) -> Server:
    """Ann has been sent the first version and her server has it; so has Bo, whose letters are none of her business."""
    at(
        9,
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}',
        f'rsvp add {NIGHT} "Ann Bell" --email ann@example.org --answer invited',
        f'rsvp add {NIGHT} "Bo Bell" --email bo@example.org --answer going',
        f"invite send {NIGHT}",
    )
    assert len(server.take_new()) == 1
    return server


def test_an_event_is_put_in_moved_and_taken_out_of_a_calendar(invited: Server, at: Run) -> None:
    assert invited.holds() == [Entry(0, "CONFIRMED", TUESDAY)]
    at(10, f'event move {NIGHT} --start "Wed 17 May 2017 7pm"', f"invite send {NIGHT}")
    assert len(invited.take_new()) == 1
    assert invited.holds() == [Entry(1, "CONFIRMED", WEDNESDAY)]
    at(11, f'event cancel {NIGHT} --reason "The hall is flooded"', f"invite send {NIGHT}")
    assert len(invited.take_new()) == 1
    assert [entry.status for entry in invited.holds()] == ["CANCELLED"]


def test_a_stale_copy_would_do_harm_and_none_is_ever_sent(invited: Server, at: Run, run_line: Run) -> None:
    """The version of ten o'clock waits while the server of the campaign cannot be reached; eleven's takes its place."""
    at(10, f'event move {NIGHT} --start "Thu 18 May 2017 7pm"')
    (waiting,) = [row for row in run_line("mail list --state queued --json").json() if row["person"] == "Ann Bell"]
    at(11, f'event move {NIGHT} --start "Wed 17 May 2017 7pm"', f"invite send {NIGHT}", "mail retry")
    (newest,) = invited.take_new()
    assert invited.holds() == [Entry(2, "CONFIRMED", WEDNESDAY)]
    states = {row["id"]: row["state"] for row in run_line("mail list --json").json()}
    assert states[waiting["id"]] == "cancelled"

    at(12, f'event cancel {NIGHT} --reason "The hall is flooded"', f"invite send {NIGHT}", "mail retry")
    assert len(invited.take_new()) == 1
    invited.take(newest)  # as a mail server might that held it back for an hour
    assert [entry.status for entry in invited.holds()] == ["CONFIRMED"], "it has learnt to tell a stale copy"
    at(13, f"invite send {NIGHT}", "mail retry")
    assert invited.take_new() == [], "nothing older, and nothing twice"


@pytest.mark.parametrize("said", [f'rsvp change {NIGHT} "Ann Bell" cancelled', f'rsvp called {NIGHT} "Ann Bell" D'])
def test_somebody_dropped_and_invited_again_has_the_event_again(said: str, invited: Server, at: Run) -> None:
    at(10, f'rsvp change {NIGHT} "Ann Bell" going', said, f"invite send {NIGHT}")
    assert len(invited.take_new()) == 1
    assert [entry.status for entry in invited.holds()] == ["CANCELLED"]
    at(11, f'rsvp change {NIGHT} "Ann Bell" going', f"invite send {NIGHT}")
    assert len(invited.take_new()) == 1
    assert invited.holds() == [Entry(2, "CONFIRMED", TUESDAY)]
