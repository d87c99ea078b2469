"""What is written of a message and when: little between two messages, the rest for many at once, nothing forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from barnstorm.db.engine import database_url, file_of
from barnstorm.db.pen import engine_of, page
from barnstorm.db.tables import Mail, MailAttempt, MailBytes
from barnstorm.domain.delivery import State
from barnstorm.mail.interface import Caps, Commit, Outcome, Outgoing, Result, Scope
from barnstorm.services.outbox import rates
from barnstorm.services.outbox.books import book
from barnstorm.services.outbox.hand import Due, Told
from barnstorm.services.outbox.leases import LEASE
from tests.query_plans import heard, plans
from tests.services.test_outbox import (
    NOON,
    RAW,
    Answer,
    Outbox,
    Secretary,
    Server,
    accept,
    answering,
    names,
    opened,
)

OTHER = b"Subject: Other\r\n\r\nOther.\r\n"
PAGE = 4096 + 24
"""Octets of a page in SQLite's log, with its header."""


@pytest.fixture
def shared(database: str) -> Iterator[Outbox]:
    with opened(database) as outbox:
        yield outbox


def held(outbox: Outbox, name: str, state: State, *, handed_over: bool = False, **more: Any) -> None:
    """As a run that is gone, or with `lease_until` one that lives, left it."""
    outbox.queue(name)
    lease: dict[str, Any] = {"lease_owner": "elsewhere/1/x/y", "lease_until": NOON, "backend": "server:"}
    outbox.set(name, state=state, **{**lease, **more})
    number = outbox.row(name).id
    with outbox.transaction() as session:
        session.add(MailBytes(mail_id=number, raw=RAW, handed_over=handed_over))


def leave(outbox: Outbox, name: str, **more: Any) -> None:
    """It has left, and its run was killed before it closed its books."""
    held(outbox, name, State.ACCEPTED, sent_at=NOON - timedelta(minutes=1), attempts=1, **more)


def attempts(outbox: Outbox) -> list[MailAttempt]:
    with outbox.transaction() as session:
        found = session.exec(select(MailAttempt).order_by(col(MailAttempt.id))).all()
        session.expunge_all()
        return list(found)


def owners(outbox: Outbox) -> set[str | None]:
    with outbox.transaction() as session:
        return set(session.exec(select(Mail.lease_owner)))


def test_of_what_has_left_nothing_is_held_once_the_run_has_ended(shared: Outbox) -> None:
    def thank(message: Outgoing, commit: Commit) -> Result:
        commit([message.id])
        return Result(message.id, Outcome.ACCEPTED, Scope.MESSAGE, 250, text=f"{message.recipient} thanks")

    shared.queue(*(f"person{number}" for number in range(45)))
    shared.drain(Server(usual=thank))
    written = attempts(shared)
    assert {one.mail_id for one in written} == {row.id for row in shared.rows()}
    assert {(one.at, one.backend, one.outcome, one.code, one.detail) for one in written} == {
        (NOON, "server:", "accepted", 250, "<…> thanks")
    }
    assert len(written) == 45
    assert owners(shared) == {None}
    assert shared.frozen("person3") is None


def test_what_had_left_when_a_run_was_killed_is_brought_into_the_books_by_the_next(shared: Outbox) -> None:
    leave(shared, "ann")
    server = Server()
    assert shared.drain(server) == {}, "there is nothing to tell"
    assert server.sent == []
    (attempt,) = attempts(shared)
    assert (attempt.outcome, attempt.at, attempt.backend) == ("accepted", NOON - timedelta(minutes=1), "server:")
    assert shared.frozen("ann") is None
    assert owners(shared) == {None}
    shared.drain(server)
    assert len(attempts(shared)) == 1


def test_what_a_living_run_has_not_booked_yet_is_left_to_it(shared: Outbox) -> None:
    leave(shared, "ann", lease_until=NOON + LEASE)
    shared.drain(Server())
    assert attempts(shared) == []
    assert owners(shared) == {"elsewhere/1/x/y"}


def test_the_days_number_counts_what_is_not_in_the_books_yet(shared: Outbox) -> None:
    leave(shared, "ann", lease_until=NOON + LEASE)
    shared.queue("bob", "cat", "dan")
    server = Server(caps=Caps(per_day=3))
    assert shared.drain(server) == {"bob": "accepted", "cat": "accepted", "dan": "queued"}
    with shared.transaction() as session:
        full = rates.allowance(session, server, 50, NOON)
    assert full.messages == 0
    assert full.wait == timedelta(days=1, minutes=-1), "until the first of them is a day old"


def test_nothing_is_booked_twice_however_late_a_worker_comes(shared: Outbox) -> None:
    leave(shared, "ann")
    shared.drain(Server())
    number = shared.row("ann").id
    due = Due(number, "", "invite", None, None, None, None, "", "", "", NOON, None, 0, None)
    late = Told(due, Result(number, Outcome.ACCEPTED, Scope.MESSAGE, 250), NOON, intended=True)
    with shared.transaction() as session, page(session) as sheet:
        book(sheet, "elsewhere/1/x/y", [late])
    assert len(attempts(shared)) == 1


def test_what_has_left_is_a_fact_even_if_somebody_else_holds_the_message_by_then(shared: Outbox) -> None:
    """A laptop slept after the dot; somebody had its unknown message sent again meanwhile."""

    def sleep(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        shared.set("ann", state=State.RETRY, due_at=NOON + LEASE, lease_owner=None, lease_until=None)
        return result

    shared.queue("ann")
    shared.drain(Server(usual=sleep))
    assert [one.outcome for one in attempts(shared)] == ["accepted"]
    assert shared.row("ann").state == "retry"


def test_what_was_taken_and_not_sent_is_written_anew(shared: Outbox) -> None:
    def interrupt(message: Outgoing, commit: Commit) -> Result:
        raise KeyboardInterrupt

    shared.queue("ann")
    with pytest.raises(KeyboardInterrupt):
        shared.drain(Server(usual=interrupt))
    assert shared.frozen("ann") is None
    held(shared, "bob", State.CLAIMED)
    server = Server()
    shared.drain(server, Secretary(raw=OTHER))
    assert [message.raw for message in server.sent] == [OTHER] * 2


def test_what_was_refused_before_the_whole_message_was_handed_over_is_written_anew(shared: Outbox) -> None:
    shared.queue("ann")
    shared.drain(Server(usual=answering(Outcome.DEFERRED, Scope.RECIPIENT)))
    assert shared.frozen("ann") is None
    first = shared.row("ann")
    shared.now = first.due_at
    server = Server()
    shared.drain(server, Secretary(raw=OTHER))
    assert [(message.raw, message.message_id) for message in server.sent] == [(OTHER, first.message_id)]


@pytest.mark.parametrize("state", [State.CLAIMED, State.RETRY])
def test_what_a_server_had_once_is_sent_again_as_it_was_whoever_was_killed_since(shared: Outbox, state: State) -> None:
    held(shared, "ann", state, handed_over=True)
    server, writer = Server(), Secretary(raw=OTHER)
    shared.drain(server, writer)
    assert [message.raw for message in server.sent] == [RAW]
    assert writer.written == 0


def refuse_at_the_dot(message: Outgoing, commit: Commit) -> Result:
    commit([message.id])
    return Result(message.id, Outcome.DEFERRED, Scope.CONNECTION, text="not now")


def lose(message: Outgoing, commit: Commit) -> Result:
    commit([message.id])
    return Result(message.id, Outcome.UNKNOWN, Scope.MESSAGE)


@pytest.mark.parametrize("answer", [refuse_at_the_dot, lose])
def test_what_a_server_may_have_is_kept(shared: Outbox, answer: Answer) -> None:
    shared.queue("ann")
    shared.drain(Server(usual=answer))
    assert shared.frozen("ann") == RAW
    with shared.transaction() as session:
        assert session.exec(select(MailBytes.handed_over)).one() is True


def test_what_was_being_sent_when_its_run_was_killed_is_kept_as_it_was(shared: Outbox) -> None:
    held(shared, "ann", State.SENDING)
    assert shared.drain(Server()) == {"ann": "unknown"}
    with shared.transaction() as session:
        assert session.exec(select(MailBytes.handed_over)).one() is True


def test_nothing_is_kept_of_what_will_not_be_sent(shared: Outbox) -> None:
    shared.queue("ann", "bob")
    shared.drain(
        Server(
            {"ann@example.org": answering(Outcome.BOUNCED, Scope.RECIPIENT)}, answering(Outcome.REJECTED, Scope.SENDER)
        )
    )
    assert names(shared.rows()) == {"ann": "bounced", "bob": "rejected"}
    with shared.transaction() as session:
        assert session.exec(select(MailBytes.mail_id)).all() == []


def test_between_two_messages_hardly_more_than_a_page_is_written(sqlite: str) -> None:
    """Everything else can wait for the end of a batch: each page is waited for while a connection stands still."""
    log = Path(f"{file_of(database_url(sqlite))}-wal")
    sizes: list[int] = []

    def measure(message: Outgoing, commit: Commit) -> Result | None:
        result = accept(message, commit)
        sizes.append(log.stat().st_size)
        return result

    with opened(sqlite) as outbox:
        outbox.queue(*(f"person{number}" for number in range(20)))
        outbox.drain(Server(usual=measure), Secretary(raw=RAW * 80))
    pages = [(after - before) / PAGE for before, after in pairwise(sizes)]
    assert len(pages) == 19
    assert sum(pages) <= 2 * len(pages)


def test_what_waits_and_what_is_held_is_found_by_an_index_of_just_that(shared: Outbox) -> None:
    shared.queue("ann")
    with shared.transaction() as session:
        engine = engine_of(session)
    with heard(engine, "SELECT mail.id") as said:
        shared.drain(Server())
    with shared.transaction() as session:
        found = plans(session.connection(), said)
    due = [plan for (statement, _), plan in zip(said, found, strict=True) if "mail.due_at <=" in statement]
    assert len(due) >= 2, "the queued and those to be tried again"
    assert all("ix_mail_waiting" in plan for plan in due)
    assert not any("TEMP B-TREE" in plan for plan in due), "they come in their order"
    assert any("ix_mail_lease_owner" in plan for plan in found)
