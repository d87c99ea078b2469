"""Ten thousand personal invitations, against sending the same bytes: writing must not be what takes the time."""

import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from barnstorm.domain.answers import Answer
from barnstorm.domain.tokens import token
from barnstorm.rows.invite import Guest, Household
from barnstorm.services.letter.composing import compose
from tests.occasions import CAMPAIGN, occasion

GUESTS = 10_000
NOW = datetime(2017, 5, 10, 11, tzinfo=UTC)
SECRET = bytes(32)
NAMES = ("Ann Bell", "Zoë Łukasz", "أحمد مُحَمَّد", "王小明", 'Maria "Mimi" O’Brien; the younger', "Bob Nixon")


def written() -> list[bytes]:
    """All that is personal is: the token, the mailbox that answers go to, the attendee, text, HTML and markup."""
    told = occasion(description="What we can win here.\n\nTea from seven. " * 8)
    campaign = replace(CAMPAIGN, plus=True, unsubscribe="https://together.example/stop?t={token}")
    return [
        compose(
            "invite", told, household(number), campaign, f"<{number}.0123456789abcdef@together.example>", NOW
        ).written.raw
        for number in range(GUESTS)
    ]


def household(number: int) -> Household:
    name = f"{NAMES[number % len(NAMES)]} {number}"
    answer = Answer.GOING if number % 2 else Answer.INVITED
    guest = Guest(name, name.partition(" ")[0], token(SECRET, 1, number), answer)
    return Household(f"guest{number}@example.org", (guest,))


@contextmanager
def sink() -> Iterator[int]:
    """The port of a server in a process of its own that takes everything and keeps nothing."""
    program = Path(__file__).with_name("sink.py")
    server = subprocess.Popen([sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        _, _ = server.communicate()


def sent(messages: list[bytes]) -> None:
    with sink() as port, smtplib.SMTP("127.0.0.1", port) as server:
        for number, raw in enumerate(messages):
            server.sendmail("hello@together.example", [f"guest{number}@example.org"], raw)


def test_writing_ten_thousand_invitations_against_sending_them(capsys: pytest.CaptureFixture[str]) -> None:
    writing, sending = [], []
    for _ in range(3):
        started = time.perf_counter()
        messages = written()
        writing.append(time.perf_counter() - started)
        started = time.perf_counter()
        sent(messages)
        sending.append(time.perf_counter() - started)
    write, send = statistics.median(writing), statistics.median(sending)
    size = sum(map(len, messages)) / GUESTS / 1024
    with capsys.disabled():
        sys.stdout.write(
            f"\n{GUESTS:,} invitations of {size:.0f} KiB, written / sent: {write / send:.2f}"
            f" (written {GUESTS / write:,.0f} a second, {write / GUESTS * 1e6:.0f} µs each;"
            f" sent {GUESTS / send:,.0f} a second, {send / GUESTS * 1e6:.0f} µs each)\n"
        )
    assert write / send <= 1.5
