"""kill -9, again and again, in the middle of four thousand messages. The judge is what the server holds."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import insert

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import ensure_current
from barnstorm.db.session import writing
from barnstorm.db.tables import Mail
from tests.mail.servers import Relay

NOW = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)
MESSAGES = 4000
CONNECTIONS = 4
KILLS = 20
ADDRESSES = [f"person{number}@example.org" for number in range(MESSAGES)]


@pytest.fixture
def queued(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four thousand messages, due."""
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    monkeypatch.setenv("BARNSTORM_NOW", "2017-05-09T13:00")
    engine = open_engine(database_url(database))
    ensure_current(engine)
    with writing(engine) as session:
        rows = [
            {"key": address, "kind": "test", "to_address": address, "due_at": NOW, "created_at": NOW}
            for address in ADDRESSES
        ]
        session.execute(insert(Mail), rows)
    yield
    engine.dispose()


def start(relay: Relay) -> subprocess.Popen[bytes]:
    url = relay.url(query=f"?connections={CONNECTIONS}")
    return subprocess.Popen(
        [sys.executable, "-m", "barnstorm", "mail", "retry", "--csv"],
        env={**os.environ, "BARNSTORM_MAIL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_in_the_middle(relay: Relay, senders: int, chance: random.Random) -> int:
    """Start so many senders, let some messages through, and kill them all. How many were killed at work."""
    running = [start(relay) for _ in range(senders)]
    before, wanted = len(relay.delivered), chance.randint(1, 120)
    while len(relay.delivered) < before + wanted and any(one.poll() is None for one in running):
        time.sleep(0.002)  # the moment of the kill is chance itself
    time.sleep(chance.random() / 50)
    for one in running:
        one.send_signal(signal.SIGKILL)
    return sum(one.wait() == -signal.SIGKILL for one in running)


@pytest.mark.parametrize("senders", [1, 2])
def test_killed_twenty_times_nothing_arrives_twice_and_nothing_is_lost_without_a_label(
    queued: None, run_line: Callable[..., Any], capsys: pytest.CaptureFixture[str], senders: int
) -> None:
    chance, kills = random.Random(senders), 0  # noqa: S311 - chance, not secrecy
    with Relay() as relay:
        while kills < KILLS:
            kills += kill_in_the_middle(relay, senders, chance)
        while start(relay).wait() not in {0, 6}:
            pass
        last = start(relay)
        assert last.wait() == 0, "nothing is left to be sent"
    arrived = Counter(relay.recipients)
    states = {row["to"]: row["state"] for row in run_line("mail list --json").json()}
    unknown = {address for address, state in states.items() if state == "unknown"}
    lost = set(ADDRESSES) - set(arrived)
    with capsys.disabled():
        found = f"{kills} kills, {len(unknown)} unknown, of which {len(unknown - lost)} had arrived"
        sys.stdout.write(f"\noutbox, {senders} senders, {MESSAGES} messages: {found}\n")
    assert set(arrived.values()) == {1}
    assert set(states.values()) <= {"accepted", "unknown"}
    assert lost <= unknown
    assert len(unknown) <= kills * CONNECTIONS
