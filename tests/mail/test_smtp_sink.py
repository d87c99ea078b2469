"""smtp: and lmtp: against smtp-sink, the server that Postfix is tried with, and the faults it can be told to have.

It comes with Postfix (on Debian `apt install postfix`) and needs no mail set up. Its manual is
https://www.postfix.org/smtp-sink.1.html
"""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import Mailbox, MailboxContract, message, ours

NEXT = "===== next ====="
"""Written before each message that is taken; no message here holds it."""

Start = Callable[..., "Sink"]
Meaning = tuple[Outcome, Scope]

NOT_NOW: Meaning = (Outcome.DEFERRED, Scope.CONNECTION)
OUR_SETTINGS: Meaning = (Outcome.CONFIG, Scope.CONNECTION)
LATER: Meaning = (Outcome.DEFERRED, Scope.SENDER)
PERHAPS: Meaning = (Outcome.UNKNOWN, Scope.MESSAGE)
TAKEN: Meaning = (Outcome.ACCEPTED, Scope.MESSAGE)


class Sink:
    """A running smtp-sink. `url` is how it is reached."""

    def __init__(self, url: str, taken: Path) -> None:
        self.url = url
        self._taken = taken

    def arrived(self) -> list[bytes]:
        """What came as far as the final dot, as it was written; its own headers stand before ours."""
        if not self._taken.exists():
            return []
        _, *messages = self._taken.read_bytes().split(f"{NEXT}\n".encode())
        return [each.removesuffix(b"\n").replace(b"\n", b"\r\n") for each in messages]


@pytest.fixture
def sink() -> Iterator[Start]:
    """`sink("-r", "RCPT")` starts one on loopback with these options; `at_socket` at the path of a socket instead.

    Not under pytest's own folder: the path of a socket must be short.
    """
    program = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("smtp-sink (Postfix) is not installed")
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="sink-")))

        def start(*options: str, at_socket: bool = False) -> Sink:
            if at_socket:
                address, url = f"unix:{folder / 'lmtp'}", f"lmtp:{folder / 'lmtp'}"
            else:
                address = f"127.0.0.1:{_free_port()}"
                url = f"{'lmtp' if '-L' in options else 'smtp'}://{address}"
            capture = ["-D", str(folder / "taken"), "-S", f"{NEXT}\\n"]
            command = [program, *_as_ourselves(), *capture, *options, address, "10"]
            process = running.enter_context(subprocess.Popen(command, stderr=subprocess.PIPE))
            running.callback(process.terminate)
            _wait_for(process, address)
            return Sink(url, folder / "taken")

        yield start


def _as_ourselves() -> list[str]:
    """It refuses to run as root, unless it is told as whom."""
    return ["-u", pwd.getpwuid(0).pw_name] if os.geteuid() == 0 else []


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(process: "subprocess.Popen[bytes]", address: str) -> None:
    """Until it listens: it says nothing when it does. A visit that is broken off at once does it no harm."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if _listens(address):
            return
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        assert process.stderr is not None
        pytest.fail(f"smtp-sink ended: {process.stderr.read().decode()}")
    pytest.fail("smtp-sink does not listen")


def _listens(address: str) -> bool:
    at_socket = address.startswith("unix:")
    with socket.socket(socket.AF_UNIX if at_socket else socket.AF_INET) as visit:
        host, _, port = address.rpartition(":")
        return visit.connect_ex(port if at_socket else (host, int(port))) == 0


def send(sink: Sink, *batch: Outgoing) -> list[Result]:
    with backend_for(sink.url).session() as session:
        return list(session.send(batch or [message()], ours))


def meaning(result: Result) -> Meaning:
    return result.outcome, result.scope


class SinkContract(MailboxContract):
    options: tuple[str, ...] = ()
    at_socket = False

    @pytest.fixture
    def mailbox(self, sink: Start) -> Mailbox:
        running = sink(*self.options, at_socket=self.at_socket)
        return Mailbox(backend_for(running.url), running.arrived)


class TestInGroups(SinkContract):
    """As it comes: with PIPELINING."""


class TestOneByOne(SinkContract):
    options = ("-p",)


class TestLmtp(SinkContract):
    options = ("-L",)


class TestLmtpAtASocket(SinkContract):
    options, at_socket = ("-L",), True


@pytest.mark.parametrize(
    ("fault", "command", "expected"),
    [
        ("-r", "CONNECT", NOT_NOW),
        ("-f", "CONNECT", OUR_SETTINGS),
        ("-q", "CONNECT", NOT_NOW),
        ("-Q", "CONNECT", NOT_NOW),
        ("-r", "EHLO,HELO", NOT_NOW),
        ("-f", "EHLO,HELO", OUR_SETTINGS),
        ("-q", "EHLO", NOT_NOW),
        ("-Q", "EHLO", NOT_NOW),
        ("-r", "MAIL", LATER),
        ("-f", "MAIL", (Outcome.CONFIG, Scope.SENDER)),
        ("-q", "MAIL", LATER),
        ("-Q", "MAIL", LATER),
        ("-r", "RCPT", (Outcome.DEFERRED, Scope.RECIPIENT)),
        ("-f", "RCPT", (Outcome.REJECTED, Scope.SENDER)),
        ("-q", "RCPT", LATER),
        ("-Q", "RCPT", LATER),
        ("-r", "DATA", LATER),
        ("-f", "DATA", (Outcome.REJECTED, Scope.MESSAGE)),
        ("-q", "DATA", LATER),
        ("-Q", "DATA", LATER),
    ],
)
def test_a_fault_before_the_dot_means_not_delivered(sink: Start, fault: str, command: str, expected: Meaning) -> None:
    """Soft (-r), hard (-f), hung up (-q), hung up with 421 (-Q)."""
    running = sink(fault, command)
    assert [meaning(result) for result in send(running, message(1), message(2))] == [expected] * 2
    assert running.arrived() == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [("-r", LATER), ("-f", (Outcome.REJECTED, Scope.MESSAGE)), ("-q", PERHAPS), ("-Q", PERHAPS)],
)
def test_a_fault_after_the_dot_is_unknown_unless_the_server_says_no(sink: Start, fault: str, expected: Meaning) -> None:
    running = sink(fault, ".")
    assert [meaning(result) for result in send(running, message(1), message(2))] == [expected] * 2
    assert len(running.arrived()) == 2, "it had them whole: to send them again after silence would be wrong"


def test_a_server_that_refuses_in_the_middle_of_a_message_has_not_taken_it(sink: Start) -> None:
    """It says 550 right after 354 and closes; whether we still hear that depends on how far we had come."""
    running = sink("-A", "0")
    [result] = send(running)
    assert result.outcome in {Outcome.REJECTED, Outcome.DEFERRED, Outcome.UNKNOWN}
    assert running.arrived() == []


@pytest.mark.parametrize("fault", ["-r", "-f", "-q", "-Q"])
@pytest.mark.parametrize("command", ["RSET", "QUIT"])
def test_a_fault_when_nothing_is_under_way_harms_no_message(sink: Start, fault: str, command: str) -> None:
    running = sink(fault, command)
    assert [meaning(result) for result in send(running, message(1), message(2))] == [TAKEN] * 2
    assert len(running.arrived()) == 2


@pytest.mark.parametrize("fault", ["-r", "-f", "-q", "-Q"])
def test_a_fault_at_the_reset_after_a_refused_recipient_is_no_answer_to_the_next_message(
    sink: Start, fault: str
) -> None:
    running = sink("-B", "550 5.1.1 nobody of that name", "-f", "RCPT", fault, "RSET")
    results = send(running, message(1), message(2))
    assert [(result.outcome, result.enhanced) for result in results] == [(Outcome.BOUNCED, "5.1.1")] * 2


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (("-b", "451 4.7.1 greylisted", "-r"), (Outcome.DEFERRED, Scope.RECIPIENT)),
        (("-b", "432 4.3.2 too many of you", "-r"), LATER),
        (("-B", "550 5.1.1 nobody of that name", "-f"), (Outcome.BOUNCED, Scope.RECIPIENT)),
        (("-B", "554 5.7.1 relay access denied", "-f"), (Outcome.REJECTED, Scope.SENDER)),
    ],
)
def test_what_is_said_of_the_recipient_decides(sink: Start, reply: tuple[str, ...], expected: Meaning) -> None:
    [result] = send(sink(*reply, "RCPT"))
    assert meaning(result) == expected
    assert result.text == reply[1]


@pytest.mark.parametrize("plain", [("-e",), ("-P",), ("-f", "EHLO"), ("-8",), ("-E", "-N")])
def test_an_old_server_takes_what_is_ascii(sink: Start, plain: tuple[str, ...]) -> None:
    """HELO only, a firewall that hides the greeting, EHLO refused, no 8BITMIME, no enhanced codes."""
    running = sink(*plain)
    assert [meaning(result) for result in send(running, message(1), message(2))] == [TAKEN] * 2
    assert len(running.arrived()) == 2


def test_an_old_server_is_not_given_what_it_cannot_carry(sink: Start) -> None:
    running = sink("-8")
    eight_bit = message(1, body="Zoë")
    assert not eight_bit.raw.isascii()
    first, second = send(running, eight_bit, message(2))
    assert meaning(first) == (Outcome.REJECTED, Scope.MESSAGE)
    assert meaning(second) == TAKEN
