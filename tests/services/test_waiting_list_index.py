"""The waiting list of an event with ten thousand answers is as short as those who wait."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import looking
from barnstorm.db.tables import Event
from barnstorm.services.rsvp.known import waiting
from barnstorm.services.rsvp.waiting import next_turn, waiting_list
from tests.query_plans import heard, plans

NOW = datetime(2030, 5, 9, 12, 0, tzinfo=UTC)
ASKED = {
    "who waits": waiting_list,
    "who waits, for an import": waiting,
    "the next turn": lambda session, event: next_turn(session, event, NOW),
}


@pytest.fixture
def engine(database: str, run_line: Callable[..., object]) -> Engine:
    run_line('event create Hall --start "16 May 2030 7.30pm" --ref hall --capacity 1')
    run_line('rsvp add hall "Ann Bell"')
    run_line('rsvp add hall "Bob Low"')
    return open_engine(database_url(database))


@pytest.mark.parametrize("asked", ASKED)
def test_those_who_wait_are_found_by_an_index_of_just_them(engine: Engine, asked: str) -> None:
    ask: Callable[[Session, Event], object] = ASKED[asked]
    with looking(engine) as session, heard(engine, "SELECT") as said:
        event = session.exec(select(Event)).one()
        said.clear()
        assert ask(session, event)
        (plan,) = plans(session.connection(), said.copy())
    engine.dispose()
    assert "ix_rsvp_waitlisted" in plan
