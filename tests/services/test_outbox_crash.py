"""kill -9 at the worst moments, and two senders at once: real processes, a real server, both databases."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import ensure_current
from barnstorm.db.session import writing
from barnstorm.db.tables import Mail, MailAttempt
from barnstorm.services.outbox.outbox import queue
from barnstorm.services.outbox.pace import FIRST
from tests.mail.servers import Relay

NOW = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)
FILL = Callable[[int], list[str]]


@pytest.fixture
def fill(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[FILL]:
    """Queue so many messages; returns their addresses."""
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    monkeypatch.setenv("BARNSTORM_NOW", "2017-05-09T13:00")
    engine = open_engine(database_url(database))
    ensure_current(engine)

    def queue_some(count: int) -> list[str]:
        addresses = [f"person{number}@example.org" for number in range(count)]
        with writing(engine) as session:
            for address in addresses:
                queue(
                    session,
                    key=address,
                    kind="test",
                    event=None,
                    person=None,
                    to_address=address,
                    due_at=NOW,
                    expires_at=None,
                    now=NOW,
                )
        return addresses

    yield queue_some
    engine.dispose()


def start_sending(relay: Relay) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "barnstorm", "mail", "retry", "--csv"],
        env={**os.environ, "BARNSTORM_MAIL": relay.url()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def send(relay: Relay) -> tuple[int, str]:
    with start_sending(relay) as process:
        out, err = process.communicate(timeout=60)
    return process.returncode, (out + err).decode()


def killer(victims: list[subprocess.Popen[bytes]], address: str) -> Callable[[Relay, str], str | None]:
    """Kills the sender when the server hears of `address`, once."""

    def kill(_: Relay, said: str) -> None:
        if said == address and victims:
            os.kill(victims.pop().pid, signal.SIGKILL)

    return kill


def kill_while_sending(relay: Relay, at: str, address: str) -> None:
    victims: list[subprocess.Popen[bytes]] = []
    setattr(relay, at, killer(victims, address))
    with start_sending(relay) as process:
        victims.append(process)
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL


def test_killed_after_the_dot_the_message_in_flight_is_unknown_and_none_is_sent_twice(
    fill: FILL, run_line: Callable[..., Any]
) -> None:
    addresses = fill(6)
    with Relay() as relay:
        kill_while_sending(relay, "at_dot", addresses[2])
        code, told = send(relay)
        assert code == 6, told
        assert "unknown whether it arrived" in told
        assert send(relay)[0] == 0, "told once"
    assert sorted(relay.recipients) == addresses, "each exactly once"
    states = {row["to"]: row["state"] for row in run_line("mail list --json").json()}
    assert states == dict.fromkeys(addresses, "accepted") | {addresses[2]: "unknown"}


def test_killed_before_the_dot_everything_is_sent_once_and_at_most_the_one_before_is_unknown(
    fill: FILL, run_line: Callable[..., Any]
) -> None:
    """What became of a message is written down together with the intent to send the next: one commit for each."""
    addresses = fill(6)
    with Relay() as relay:
        kill_while_sending(relay, "at_rcpt", addresses[3])
        code, told = send(relay)
        assert code == 6, told
    assert sorted(relay.recipients) == addresses
    unknown = run_line("mail list --state unknown --json").json()
    assert [row["to"] for row in unknown] == [addresses[2]]


def test_killed_before_its_books_were_closed_the_next_run_closes_them(fill: FILL, database: str) -> None:
    """That two had left was committed with the intent to send the next; the rest of the record waits for the batch."""
    addresses = fill(6)
    with Relay() as relay:
        kill_while_sending(relay, "at_dot", addresses[2])
        assert states_and_attempts(database) == ({"accepted": 2, "sending": 1, "claimed": 3}, {})
        send(relay)
    assert states_and_attempts(database) == ({"accepted": 5, "unknown": 1}, {"accepted": 5, "unknown": 1})


def states_and_attempts(database: str) -> tuple[dict[str, int], dict[str, int]]:
    engine = open_engine(database_url(database))
    with writing(engine) as session:
        states, outcomes = session.exec(select(Mail.state)).all(), session.exec(select(MailAttempt.outcome)).all()
    engine.dispose()
    return dict(Counter(states)), dict(Counter(outcomes))


def test_two_senders_at_once_send_each_message_once(fill: FILL) -> None:
    """The second does all its work while the first is in the middle of a message."""
    addresses = fill(FIRST + 10)
    with Relay() as relay, Relay() as other:

        def meanwhile(_: Relay, said: str) -> None:
            if said == addresses[0]:
                code, told = send(other)
                assert code == 0, told

        relay.at_dot = meanwhile
        code, told = send(relay)
        assert code == 0, told
    assert sorted(relay.recipients + other.recipients) == sorted(addresses)
    assert (len(relay.recipients), len(other.recipients)) == (FIRST, 10)
