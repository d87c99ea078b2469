"""Rates and pauses, kept where all senders see them: one database, several runs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from barnstorm.domain.delivery import Outcome, Scope
from barnstorm.mail.interface import Caps
from barnstorm.services.outbox import rates
from tests.services.test_outbox import Outbox, Server, answering, opened

NOON = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)


@pytest.fixture
def shared(database: str) -> Iterator[Outbox]:
    with opened(database) as outbox:
        yield outbox


@pytest.fixture
def outbox(sqlite: str) -> Iterator[Outbox]:
    with opened(sqlite) as outbox:
        yield outbox


def test_two_who_send_through_one_backend_share_its_bucket(shared: Outbox) -> None:
    server = Server(caps=Caps(rate=3))
    with shared.transaction() as session:
        assert rates.allowance(session, server, 50, NOON).messages == 3
        rates.spend(session, server, 2)
    with shared.transaction() as session:
        assert rates.allowance(session, server, 50, NOON).messages == 1
        rates.spend(session, server, 1)
    with shared.transaction() as session:
        none = rates.allowance(session, server, 50, NOON)
        assert (none.messages, none.wait) == (0, timedelta(seconds=1 / 3))
        assert rates.allowance(session, Server(name="other:", caps=Caps(rate=3)), 50, NOON).messages == 3


def test_a_rate_is_waited_for_and_everything_leaves(shared: Outbox) -> None:
    shared.queue(*(f"person{number}" for number in range(45)))
    server = Server(caps=Caps(rate=200))
    assert set(shared.drain(server).values()) == {"accepted"}
    assert len(server.sent) == 45
    assert server.sessions == 1, "a short wait keeps the connection"


def test_the_days_number_stops_a_run_and_the_rest_waits_with_the_reason(shared: Outbox) -> None:
    shared.queue("ann", "bob", "cat", "dan")
    server = Server(caps=Caps(per_day=3))
    assert shared.drain(server) == {"ann": "accepted", "bob": "accepted", "cat": "accepted", "dan": "queued"}
    shared.now += timedelta(hours=23)
    assert shared.drain(server) == {"dan": "queued"}
    assert len(server.sent) == 3
    shared.now += timedelta(hours=1)
    assert shared.drain(server) == {"dan": "accepted"}


def test_a_server_that_refuses_the_sender_is_left_alone_by_the_next_runs_too(shared: Outbox) -> None:
    shared.queue(*(f"person{number}" for number in range(10)))
    shared.drain(Server(usual=answering(Outcome.REJECTED, Scope.SENDER, "554 5.7.1 policy")))
    willing = Server()
    left = shared.drain(willing)
    assert set(left.values()) == {"queued"}
    assert willing.sent == []
    shared.now += timedelta(hours=1)
    assert set(shared.drain(willing).values()) == {"accepted"}
    assert len(willing.sent) == 5


def test_a_pause_can_be_passed_over_and_ends_with_the_first_success(outbox: Outbox) -> None:
    outbox.queue("ann")
    with outbox.transaction() as session:
        rates.hold(session, "server:", NOON + timedelta(hours=1), "554 policy", NOON)
    assert outbox.drain(Server()) == {"ann": "queued"}
    assert outbox.drain(Server(), patient=False) == {"ann": "accepted"}
    outbox.queue("bob")
    assert outbox.drain(Server()) == {"bob": "accepted"}
