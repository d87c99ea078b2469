"""Whatever two people have on the books: a merge loses nothing, and taking it back gives every row back as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, select

from barnstorm.app import App
from barnstorm.db.tables import Event
from barnstorm.services.person.merge import merge
from barnstorm.services.person.rows import POINTERS, pointer
from barnstorm.services.person.unmerge import unmerge
from barnstorm.services.rsvp.waiting import heads_going, waiting_list
from tests.two_people import NOW, populate


@contextmanager
def a_trial(app: App) -> Iterator[Session]:
    """A transaction that comes to nothing, so that one database serves all the examples."""
    with app.transaction() as session:
        trial = session.begin_nested()
        try:
            yield session
        finally:
            trial.rollback()


def every_row(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Of every table but `merge`."""
    session.flush()
    return {
        table.name: [dict(row) for row in session.execute(table.select().order_by(*table.primary_key)).mappings()]
        for table in SQLModel.metadata.sorted_tables
        if table.name != "merge"
    }


def nobody_waits_who_would_fit(session: Session) -> bool:
    return not any(
        heads_going(session, event) + party.party_size <= (event.capacity or 0)
        for event in session.exec(select(Event).where(Event.ends_at > NOW)).all()
        for party in waiting_list(session, event)
    )


def over_capacity(session: Session) -> dict[str, int]:
    """Heads, by event: the door lets in people who have no place."""
    events = session.exec(select(Event)).all()
    return {event.ref: max(0, heads_going(session, event) - (event.capacity or 0)) for event in events}


@pytest.fixture
def app(database: str) -> Iterator[App]:
    made = App(db=database)
    yield made
    made.close()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_merged_and_unmerged_gives_every_row_back(app: App, data: st.DataObject) -> None:
    with a_trial(app) as session:
        people = populate(session, data.draw)
        before, too_many = every_row(session), over_capacity(session)
        keep, *drops = data.draw(st.permutations(people))
        drops = drops[: data.draw(st.integers(1, 2))]

        for drop in drops:
            merge(session, str(keep), str(drop), NOW)
            for name in POINTERS:
                table, column = pointer(name)
                assert not session.execute(table.select().where(column == drop)).all(), f"{name} is left behind"
            assert nobody_waits_who_would_fit(session)
            assert all(heads <= too_many[ref] for ref, heads in over_capacity(session).items())
        for drop in reversed(drops):
            told = unmerge(session, str(keep), NOW)
            assert (told.dropped_id, told.stays) == (drop, ())

        assert every_row(session) == before
