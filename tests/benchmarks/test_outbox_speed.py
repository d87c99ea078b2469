"""Ten thousand personal reminders through the outbox, crash-safe, against a bare smtplib loop over finished bytes."""

import os
import shutil
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.event import listen

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import ensure_current
from barnstorm.db.session import writing
from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.mail.registry import backend_for
from barnstorm.services.letter import letters
from barnstorm.services.outbox.outbox import drain
from tests.occasions import CAMPAIGN

LETTERS = 10_000
START = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
NOW = START - timedelta(hours=6)
SINK = Path(__file__).with_name("sink.py")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Sink:
    """A server in a process of its own, so that it does not wait for the same interpreter as the sender."""

    port: int

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def sink(delay: float = 0) -> Iterator[Sink]:
    with subprocess.Popen(
        [sys.executable, str(SINK), str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield Sink(int(process.stdout.readline()))
        process.stdin.close()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return tell


@contextmanager
def outbox(path: Path, synchronous: str, count: int) -> Iterator[Engine]:
    """One event, and a reminder due for each of so many people who are going."""
    engine = open_engine(database_url(str(path)))
    listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA synchronous={synchronous}"))
    ensure_current(engine)
    event = Event(
        id=1,
        uid="night",
        ref="night",
        title="Carlisle barnstorm",
        kind="barnstorm",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        timezone="Europe/London",
        calendar_uid="night@together.example",
        revised_at=NOW,
        created_at=NOW,
    )
    numbers = range(1, count + 1)
    with writing(engine) as session:
        session.add(event)
        session.flush()
        session.execute(insert(Person), [_person(number) for number in numbers])
        session.execute(insert(Rsvp), [_rsvp(number) for number in numbers])
        session.execute(insert(Mail), [_reminder(number) for number in numbers])
    yield engine
    engine.dispose()


def _person(number: int) -> dict[str, object]:
    return {
        "id": number,
        "uid": f"person{number}",
        "given_name": f"Ann{number}",
        "family_name": "Bell",
        "name_folded": "ann bell",
        "sort_key": "bell",
        "email": f"ann{number}@example.org",
        "email_key": f"ann{number}@example.org",
        "created_at": NOW,
        "updated_at": NOW,
    }


def _rsvp(number: int) -> dict[str, object]:
    answered = NOW - timedelta(days=9)
    return {
        "event_id": 1,
        "person_id": number,
        "answer": "going",
        "answered_at": answered,
        "created_at": answered,
        "updated_at": answered,
    }


def _reminder(number: int) -> dict[str, object]:
    return {
        "key": f"reminder-1d:night:{START.isoformat()}:person{number}",
        "kind": "reminder-1d",
        "event_id": 1,
        "person_id": number,
        "event_starts_at": START,
        "event_sequence": 0,
        "to_address": f"ann{number}@example.org",
        "due_at": NOW,
        "expires_at": START,
        "created_at": NOW,
    }


def ours(engine: Engine, server: Sink, connections: int) -> float:
    """Messages a second."""
    backend = backend_for(f"{server.url}?connections={connections}")
    started = time.perf_counter()
    rows = drain(lambda: writing(engine), backend, letters, campaign=CAMPAIGN, now=lambda: NOW)
    seconds = time.perf_counter() - started
    assert {row.state for row in rows} == {"accepted"}
    return len(rows) / seconds


def bare(server: Sink, connections: int, count: int, raw: bytes) -> float:
    """Messages a second of smtplib and nothing else: the bytes are ready, nothing is written down."""

    def send(numbers: range) -> None:
        with smtplib.SMTP("127.0.0.1", server.port) as smtp:
            for number in numbers:
                smtp.sendmail("hello@together.example", [f"ann{number}@example.org"], raw)

    started = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(send, [range(first, count, connections) for first in range(connections)]))
    return count / (time.perf_counter() - started)


def a_letter(engine: Engine) -> bytes:
    """One of those that will be sent."""
    with writing(engine) as session:
        mail = session.get_one(Mail, 1)
        mail.message_id = "<1@together.example>"
        raw = letters.write(session, mail, replace(CAMPAIGN, quiet_hours=None), NOW).raw
        session.rollback()
    return raw


@pytest.mark.parametrize(("synchronous", "share"), [("NORMAL", 0.6), ("FULL", None)])
def test_ten_thousand_reminders_against_bare_smtplib(
    tmp_path: Path, say: Say, synchronous: str, share: float | None
) -> None:
    """Both in turns, a fifth at a time: the machine has other things to do, and not evenly.

    Most of what smtplib takes is waiting for four answers a letter, where two suffice here: on a machine where a
    sleeping server is awake again in no time, it gains more than we do. So both rates are told.
    """
    shares, rates = [], []
    with sink() as server:
        for turn in range(5):
            with outbox(tmp_path / f"{turn}.db", synchronous, LETTERS // 5) as engine:
                raw = a_letter(engine)
                before = bare(server, 1, LETTERS // 5, raw)
                rates.append(ours(engine, server, 1))
                after = bare(server, 1, LETTERS // 5, raw)
                shares.append(rates[-1] / statistics.mean([before, after]))
    share_of = statistics.median(shares)
    rate = statistics.median(rates)
    # The share says little without it: where a round trip costs less, bare smtplib gains more than we do.
    rates_told = f"{rate:.0f} letters/s against about {rate / share_of:.0f}"
    say(f"outbox, synchronous={synchronous}: {share_of:.2f} of bare smtplib ({rates_told})")
    assert share is None or share_of >= share


def test_at_fifty_milliseconds_a_reply_ten_connections_send_twice_as_much_as_ten_of_smtplib(
    tmp_path: Path, say: Say
) -> None:
    """The sink takes commands in groups: a letter costs one round trip, where smtplib has four."""
    with sink(0.05) as server, outbox(tmp_path / "slow.db", "FULL", 1000) as engine:
        raw = a_letter(engine)
        mine = ours(engine, server, 10)
        plain = bare(server, 10, 1000, raw)
    say(f"outbox, 50 ms a reply, 10 connections: {mine / plain:.2f} of plain smtplib ({mine:.0f} letters/s)")
    assert mine / plain >= 2


def smtp_source(server: Sink, connections: int, count: int, octets: int) -> float:
    """Messages a second of the program that Postfix is measured with; it keeps its connections open."""
    program = shutil.which("smtp-source", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("smtp-source (Postfix) is not installed")
    what = ("-m", str(count), "-l", str(octets), "-f", "hello@together.example", "-t", "ann@example.org")
    started = time.perf_counter()
    subprocess.run([program, "-d", "-s", str(connections), *what, f"127.0.0.1:{server.port}"], check=True)
    return count / (time.perf_counter() - started)


def test_at_fifty_milliseconds_a_reply_ten_connections_send_as_much_as_ten_of_smtp_source(
    tmp_path: Path, say: Say
) -> None:
    with sink(0.05) as server, outbox(tmp_path / "slow.db", "FULL", 1000) as engine:
        theirs = smtp_source(server, 10, 1000, len(a_letter(engine)))
        mine = ours(engine, server, 10)
    say(f"outbox, 50 ms a reply, 10 connections: {mine / theirs:.2f} of smtp-source ({mine:.0f} letters/s)")
    assert mine / theirs >= 0.9


_MEASURED = """
import resource, sys
from pathlib import Path
from tests.benchmarks.test_outbox_speed import LETTERS, ours, outbox, sink
with sink() as server, outbox(Path(sys.argv[1]), "OFF", int(sys.argv[2])) as engine:
    ours(engine, server, 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(path: Path, count: int) -> int:
    """KiB that a process of its own needs at most to send so many."""
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path), str(count)], check=True, capture_output=True, text=True
    )
    return int(ran.stdout)


def test_twenty_times_the_letters_do_not_need_twenty_times_the_memory(tmp_path: Path, say: Say) -> None:
    few, many = peak(tmp_path / "few.db", 1000), peak(tmp_path / "many.db", 20_000)
    say(
        f"outbox, memory for 20,000 letters / for 1,000: {many / few:.2f}"
        f" ({many // 1024} MiB against {few // 1024} MiB)"
    )
    assert many / few <= 1.5
