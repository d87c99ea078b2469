"""Commands in groups (RFC 2920): what goes in one write, and what becomes of the next message when one goes wrong."""

from collections.abc import Callable, Container, Sequence

import pytest

from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import message, ours
from tests.mail.clerk import HANG_UP, Clerk

ANN, BOB, CAROL = message(1), message(2, to="bob@example.org"), message(3, to="carol@example.org")


def send(clerk: Clerk, *batch: Outgoing, query: str = "") -> list[Result]:
    with backend_for(f"{clerk.url}{query}").session() as session:
        return list(session.send(batch, ours))


def outcomes(results: Sequence[Result]) -> list[Outcome]:
    return [result.outcome for result in results]


def subjects(clerk: Clerk) -> list[str]:
    """Of the messages that were taken."""
    lines = [line for raw in clerk.taken for line in raw.split(b"\r\n")]
    return [line.removeprefix(b"Subject: ").decode() for line in lines if line.startswith(b"Subject: ")]


def once(command: str, *answers: str) -> Callable[[str], str | None]:
    """These answers to the next commands, from the first time that `command` is heard; after them the usual ones."""
    left = list(answers)

    def says(heard: str) -> str | None:
        if left and (heard.startswith(command) or len(left) < len(answers)):
            return left.pop(0)
        return None

    return says


def test_a_message_costs_one_round_trip() -> None:
    with Clerk() as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED] * 3
    hello, first, second, third, last, quit_ = clerk.reads
    assert hello.startswith(b"ehlo ")
    assert [line.split()[0] for line in first.splitlines()] == [b"MAIL", b"RCPT", b"DATA"]
    for piece, who in ((second, b"bob"), (third, b"carol")):
        body, _, group = piece.partition(b"\r\n.\r\n")
        assert body.startswith(b"From: ")
        assert [line.split()[0] for line in group.splitlines()] == [b"MAIL", b"RCPT", b"DATA"]
        assert b"RCPT TO:<" + who + b"@example.org>" in group
    assert last.endswith(b"\r\n.\r\n")
    assert quit_ == b"quit\r\n"


def test_a_message_is_committed_after_the_one_before_is_known_and_before_its_own_dot() -> None:
    told: set[int] = set()

    def commit(ids: Sequence[int]) -> Container[int]:
        assert len(clerk.taken) == len(told) == ids[0] - 1
        return ids

    with Clerk() as clerk, backend_for(clerk.url).session() as session:
        for result in session.send([ANN, BOB, CAROL], commit):
            told.add(result.id)
    assert told == {1, 2, 3}


def test_what_is_too_large_for_one_write_goes_ahead_of_its_dot() -> None:
    large = message(1, body="x\n" * 100_000)
    with Clerk() as clerk:
        results = send(clerk, large, BOB)
    assert outcomes(results) == [Outcome.ACCEPTED] * 2
    assert clerk.taken[0].count(b"x\r\n") == 100_000
    assert clerk.connections == 1


@pytest.mark.parametrize(
    ("first", "answers", "expected"),
    [
        ("RCPT TO:<bob", ("550 5.1.1 nobody", "503 5.5.1 no recipient"), (Outcome.BOUNCED, Scope.RECIPIENT)),
        ("RCPT TO:<bob", ("451 4.7.1 greylisted", "554 5.5.1 no recipient"), (Outcome.DEFERRED, Scope.RECIPIENT)),
        ("DATA", ("451 4.3.0 a filter is down",), (Outcome.DEFERRED, Scope.SENDER)),
    ],
)
def test_the_first_answer_that_says_no_decides_and_the_connection_is_used_on(
    first: str, answers: tuple[str, ...], expected: tuple[Outcome, Scope]
) -> None:
    script = once(first, *answers)

    def says(command: str) -> str | None:
        return script(command) if clerk.taken else None  # ann's is through

    with Clerk(says) as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED, expected[0], Outcome.ACCEPTED]
    assert results[1].scope is expected[1]
    assert results[1].code == int(answers[0][:3])
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert clerk.connections == 1


def test_a_sender_refused_in_the_middle_is_told_by_the_answer_to_mail() -> None:
    script = once("MAIL", "451 4.3.0 not now", "503 5.5.1 no sender", "503 5.5.1 no recipient")
    with Clerk(lambda command: script(command) if clerk.taken else None) as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.ACCEPTED]
    assert results[1].code == 451
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert clerk.connections == 1


def test_a_server_that_wants_a_message_for_nobody_gets_none() -> None:
    """RFC 2920 3.1: it may say 354 although it refused the only recipient; what is said next would be the message."""
    refusal = "550 5.1.1 nobody"
    with Clerk(lambda command: refusal if command.startswith("RCPT TO:<bob") else None) as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED, Outcome.BOUNCED, Outcome.ACCEPTED]
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert clerk.connections == 2
    assert len([read for read in clerk.reads if b"RCPT TO:<bob" in read]) == 1, "they were not asked for twice"


def test_a_refusal_stands_though_the_server_hangs_up_after_it() -> None:
    script = once("RCPT TO:<bob", "550 5.1.1 nobody", HANG_UP)
    with Clerk(script) as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED, Outcome.BOUNCED, Outcome.ACCEPTED]
    assert subjects(clerk) == ["Number 1", "Number 3"]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["421 4.7.0 too many messages in this connection", HANG_UP])
def test_a_server_that_has_had_enough_after_a_message_gets_the_next_over_a_new_connection(
    command: str, answer: str
) -> None:
    script = once(command, answer)
    with Clerk(lambda heard: script(heard) if clerk.taken else None) as clerk:
        results = send(clerk, ANN, BOB, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED] * 3
    assert subjects(clerk) == ["Number 1", "Number 2", "Number 3"]
    assert clerk.connections == 2


@pytest.mark.parametrize("answer", ["421 4.3.2 going down", HANG_UP])
def test_no_answer_to_the_dot_is_unknown_for_that_message_alone(answer: str) -> None:
    with Clerk(once(".", answer)) as clerk:
        results = send(clerk, ANN, BOB)
    assert outcomes(results) == [Outcome.UNKNOWN, Outcome.ACCEPTED]
    assert subjects(clerk) == ["Number 1", "Number 2"]
    assert clerk.connections == 2


def test_a_message_refused_at_its_dot_does_not_touch_the_next() -> None:
    with Clerk(once(".", "554 5.7.1 spam")) as clerk:
        results = send(clerk, ANN, BOB)
    assert outcomes(results) == [Outcome.REJECTED, Outcome.ACCEPTED]
    assert clerk.connections == 1


def test_what_is_not_ours_any_more_is_not_sent_though_it_was_announced() -> None:
    with Clerk() as clerk, backend_for(clerk.url).session() as session:
        results = list(session.send([ANN, BOB, CAROL], lambda ids: {1, 3} & set(ids)))
    assert [result.id for result in results] == [1, 3]
    assert subjects(clerk) == ["Number 1", "Number 3"]


def test_a_session_that_ends_with_a_message_announced_says_no_more() -> None:
    """The server waits for that message, and would take QUIT for its text."""
    with Clerk() as clerk:
        with backend_for(clerk.url).session() as session:
            assert next(iter(session.send([ANN, BOB], ours))).id == 1
        assert send(clerk, CAROL)[0].outcome is Outcome.ACCEPTED
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert sum(read.startswith(b"quit") for read in clerk.reads) == 1


def test_another_batch_after_one_that_was_given_up_is_sent_over_a_new_connection() -> None:
    with Clerk() as clerk, backend_for(clerk.url).session() as session:
        assert next(iter(session.send([ANN, BOB], ours))).id == 1
        assert outcomes(list(session.send([CAROL], ours))) == [Outcome.ACCEPTED]
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert clerk.connections == 2


def test_the_last_message_that_a_connection_may_carry_announces_no_other() -> None:
    with Clerk() as clerk:
        results = send(clerk, ANN, BOB, CAROL, query="?max_per_connection=2")
    assert outcomes(results) == [Outcome.ACCEPTED] * 3
    assert clerk.connections == 2
    assert sum(read == b"quit\r\n" for read in clerk.reads) == 2


def test_a_message_that_the_server_cannot_carry_is_not_announced() -> None:
    eight_bit = Outgoing(2, BOB.sender, BOB.recipient, "Subject: Zoë\r\n\r\nZoë\r\n".encode(), "<2@example.org>")
    with Clerk() as clerk:
        results = send(clerk, ANN, eight_bit, CAROL)
    assert outcomes(results) == [Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED]
    assert subjects(clerk) == ["Number 1", "Number 3"]
    assert not any(b"bob" in read for read in clerk.reads)


def test_an_answer_that_makes_no_sense_is_not_waited_on() -> None:
    with Clerk(once("RCPT", "what?")) as clerk:
        first, second = send(clerk, ANN, BOB)
    assert (first.outcome, first.code) == (Outcome.DEFERRED, None)
    assert second.outcome is Outcome.ACCEPTED
    assert subjects(clerk) == ["Number 2"]
