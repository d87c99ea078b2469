"""Sending through servers that throttle, go silent or want pauses: nothing is lost, nothing is called done too soon."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.mail.servers import Relay

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    return lambda url: monkeypatch.setenv("BARNSTORM_MAIL", url)


def invite(run_line: Run, clock: Clock, guests: int) -> None:
    clock("2017-05-09T10:00+01:00")
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    for number in range(guests):
        run_line(["rsvp", "add", "night", f"Guest {number}", "--email", f"guest{number}@example.org"])


def states(run_line: Run) -> Counter[str]:
    return Counter(row["state"] for row in run_line("mail list night --json").json())


def test_what_a_server_throttles_waits_and_the_run_does_not_call_itself_done(
    database: str, run_line: Run, clock: Clock, use: Callable[[str], None]
) -> None:
    invite(run_line, clock, guests=9)
    with Relay() as relay:
        use(relay.url())

        def throttled(relay: Relay, _: str) -> str | None:
            return "454 4.7.0 Throttling failure: Maximum sending rate exceeded." if len(relay.delivered) == 3 else None

        relay.at_dot = throttled
        ran = run_line("invite send night --yes", 75)
        assert "barnstorm mail retry" in ran.err
        seen = states(run_line)
        assert seen["accepted"] == 3
        assert seen["queued"] + seen["retry"] == 6, seen
        relay.at_dot = lambda _, __: None
        clock("2017-05-09T14:00+01:00")
        run_line("mail retry")
        assert sorted(relay.recipients) == [f"guest{number}@example.org" for number in range(9)]
    assert states(run_line) == {"accepted": 9}


class Mute:
    """A mail server that greets, and never answers MAIL."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}?timeout=1"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self._listening.accept()
                threading.Thread(target=self._greet, args=(guest,), daemon=True).start()

    def _greet(self, guest: socket.socket) -> None:
        with guest, suppress(OSError):
            guest.sendall(b"220 mute\r\n")
            guest.recv(1024)
            guest.sendall(b"250 mute\r\n")
            while guest.recv(1024):
                pass

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def mute() -> Iterator[Mute]:
    server = Mute()
    yield server
    server.close()


class Narrow:
    """A way to a mail server for so many at once; the others are told to go."""

    def __init__(self, relay: Relay, most: int) -> None:
        self._behind, self._most = ("127.0.0.1", relay.port), most
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"
        self._open, self._lock = 0, threading.Lock()
        self.turned_away = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self._listening.accept()
                with self._lock:
                    let_in = self._open < self._most
                    self._open += let_in
                    self.turned_away += not let_in
                if let_in:
                    threading.Thread(target=self._lead, args=(guest,), daemon=True).start()
                else:
                    with guest:
                        guest.sendall(b"421 4.7.0 Too many concurrent SMTP connections\r\n")

    def _lead(self, guest: socket.socket) -> None:
        with guest, socket.create_connection(self._behind) as server:
            for one in (guest, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=_pass_on, args=(server, guest), daemon=True)
            back.start()
            _pass_on(guest, server)
            with self._lock:
                self._open -= 1

    def close(self) -> None:
        self._listening.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while octets := source.recv(65536):
            target.sendall(octets)


def test_a_server_that_takes_fewer_connections_gets_everything_over_those(
    database: str, run_line: Run, clock: Clock, use: Callable[[str], None], tmp_path: Path
) -> None:
    guests = [f"guest{number}@example.org" for number in range(70)]
    (tmp_path / "guests.csv").write_text("\n".join(["name,email", *(f"{guest[:-12]},{guest}" for guest in guests)]))
    invite(run_line, clock, guests=0)
    run_line("rsvp import night guests.csv")
    with Relay() as relay:
        narrow = Narrow(relay, most=1)
        use(f"{narrow.url}?connections=4")
        run_line("invite send night --yes")
        narrow.close()
        assert sorted(relay.recipients) == sorted(guests)
        assert narrow.turned_away
    assert states(run_line) == {"accepted": len(guests)}


def test_a_server_that_says_nothing_any_more_holds_no_letter_and_no_lock(
    database: str, run_line: Run, clock: Clock, use: Callable[[str], None], mute: Mute
) -> None:
    invite(run_line, clock, guests=1)
    use(mute.url)
    [row] = run_line("invite send night --json", 75).json()
    assert row["state"] == "retry"
    assert "did not answer in time" in row["detail"]
    with Relay() as relay:
        use(relay.url())
        run_line("mail retry --now")
        assert relay.recipients == ["guest0@example.org"]


def test_a_long_wait_for_leave_to_send_is_made_without_a_connection(
    database: str, run_line: Run, clock: Clock, use: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers hang up on who says nothing. Here every wait is a long one."""
    monkeypatch.setattr("barnstorm.services.outbox.run.IDLE", timedelta(0))
    invite(run_line, clock, guests=6)
    with Relay() as relay:
        use(relay.url(query="?rate=4/s"))
        run_line("invite send night --yes")
        assert sorted(relay.recipients) == [f"guest{number}@example.org" for number in range(6)]
        assert relay.connections == 3, "four at once, then one for each quarter of a second"
