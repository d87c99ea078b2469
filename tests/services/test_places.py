"""Postcodes kept: by two at once, and before and after their seat is in the register."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from threading import Thread

import pytest
from sqlalchemy import Engine

from barnstorm.db import schema
from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.db.tables import Seat, Venue
from barnstorm.domain.places import Place
from barnstorm.services.seat.postcodes import recall, record, seat_of_venue

NOW = datetime(2027, 5, 1, 11, tzinfo=UTC)
PLACE = Place("CA3 8TP", "E14001152", "Carlisle", "North West", "England", 54.897, -2.941)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database_url(database))
    schema.create(engine)
    yield engine
    engine.dispose()


def test_two_who_ask_for_one_postcode_at_once_keep_one_answer(engine: Engine) -> None:
    troubles = list[Exception]()

    def second() -> None:
        try:
            with writing(engine) as session:
                record(session, PLACE, NOW)
        except Exception as e:  # noqa: BLE001 - the test tells of it in its own thread
            troubles.append(e)

    other = Thread(target=second)
    with writing(engine) as session:
        record(session, PLACE, NOW)
        other.start()
        other.join(0.3)  # it cannot end before this transaction does
        assert other.is_alive()
    other.join()
    assert troubles == []
    with writing(engine) as session:
        assert recall(session, "CA3 8TP") is not None


def test_a_venue_comes_into_its_seat_when_the_register_knows_it(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Venue(name="Tullie House", name_folded="tullie house", postcode="CA3 8TP", created_at=NOW))
        session.flush()
        assert record(session, PLACE, NOW).in_register is False
    with writing(engine) as session:
        session.add(Seat(code="E14001152", name="Carlisle", name_folded="carlisle"))
        session.flush()
        row = recall(session, "CA3 8TP")
        assert row is not None
        assert (row.in_register, row.venues, row.looked_up_at) == (True, ("Tullie House",), NOW)
        venue = session.get_one(Venue, 1)
        assert venue.seat_id == session.get_one(Seat, 1).id


@pytest.mark.parametrize(("day", "found"), [(date(2024, 5, 30), False), (date(2024, 5, 31), True)])
def test_an_event_before_the_boundaries_of_2024_is_in_none_of_their_seats(
    day: date, found: bool, engine: Engine
) -> None:
    with writing(engine) as session:
        session.add(Seat(code="E14001152", name="Carlisle", name_folded="carlisle"))
        session.flush()
        record(session, PLACE, NOW)
        venue = Venue(name="Tullie House", name_folded="tullie house", postcode="CA3 8TP", created_at=NOW)
        assert (seat_of_venue(session, venue, day) is not None) is found
