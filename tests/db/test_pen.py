"""Small transactions without a Session, on both databases."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, bindparam, insert, update
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.pen import Form, Pen, page
from barnstorm.db.session import writing
from barnstorm.db.tables import SendingRate, Suppression
from barnstorm.domain.delivery import Reason
from barnstorm.errors.store import Busy
from barnstorm.services.mail.suppressions import suppress, suppress_dead

NOON = datetime(2017, 5, 9, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

ADD = Form(insert(SendingRate).inline(), "backend", "tokens", "filled_at", "held_because")
HOLD = Form(
    update(SendingRate)
    .where(col(SendingRate.backend) == bindparam("through"))
    .values(held_until=bindparam("until"), held_because="Come back later.")
)


def rate(backend: str) -> dict[str, object]:
    return {"backend": backend, "tokens": 1.5, "filled_at": NOON, "held_because": ""}


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database_url(database))
    yield engine
    engine.dispose()


@pytest.fixture
def pen(engine: Engine) -> Iterator[Pen]:
    with closing(Pen(engine)) as pen:
        yield pen


def held(engine: Engine) -> dict[str, datetime | None]:
    with writing(engine) as session:
        return {row.backend: row.held_until for row in session.exec(select(SendingRate))}


def test_a_form_touches_the_rows_it_names_and_times_keep_their_instant(engine: Engine, pen: Pen) -> None:
    with pen.writing() as sheet:
        assert [sheet.write(ADD, rate(name)) for name in ("one", "two")] == [1, 1]
    with pen.writing() as sheet:
        elsewhere = NOON.astimezone(timezone(timedelta(hours=1)))
        assert sheet.write(HOLD, {"through": "two", "until": elsewhere}) == 1
        assert sheet.write(HOLD, {"through": "three", "until": NOON}) == 0
    assert held(engine) == {"one": None, "two": NOON}


def test_a_form_filled_in_for_many_says_what_is_alike_once(engine: Engine, pen: Pen) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=1)))
    with pen.writing() as sheet:
        sheet.write_each(ADD, rate("?"), [{"backend": "one"}, {"backend": "two"}, {"backend": "three"}])
        sheet.write_each(HOLD, {"until": elsewhere}, [{"through": "one"}, {"through": "three", "until": LATER}])
        sheet.write_each(HOLD, {"until": elsewhere}, [])
    assert held(engine) == {"one": NOON, "two": None, "three": LATER}


def test_all_of_a_transaction_is_written_or_none_and_the_next_is_not_hurt(engine: Engine, pen: Pen) -> None:
    with pytest.raises(IntegrityError), pen.writing() as sheet:
        sheet.write(ADD, rate("one"))
        sheet.write(ADD, rate("one"))
    with pen.writing() as sheet:
        sheet.write(ADD, rate("two"))
    assert held(engine) == {"two": None}


def test_a_page_of_a_session_is_written_with_it(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as session, page(session) as sheet:
        sheet.write(ADD, rate("one"))
        sheet.write(ADD, rate("one"))
    with writing(engine) as session, page(session) as sheet:
        sheet.write(ADD, rate("two"))
    assert held(engine) == {"two": None}


def test_a_file_that_somebody_else_writes_to_is_busy(emptied_sqlite: str) -> None:
    engine = open_engine(database_url(emptied_sqlite))
    listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 0"))
    with closing(Pen(engine)) as pen, closing(Pen(engine)) as other:
        with pen.writing(), pytest.raises(Busy), other.writing():
            pass
        with other.writing() as sheet:
            sheet.write(ADD, rate("one"))
    engine.dispose()


def test_an_address_found_dead_while_sending_is_known_as_if_it_had_been_told(engine: Engine) -> None:
    """What is known already is never weakened, and a wish to get no campaigning is no reason to write to the dead."""
    with writing(engine) as session:
        suppress(session, "ann@example.org", Reason.UNSUBSCRIBED, NOON, campaigning_only=True)
        suppress(session, "bob@example.org", Reason.COMPLAINT, NOON)
    with writing(engine) as session, page(session) as sheet:
        for name in ("Ann", "Bob", "Carol"):
            suppress_dead(sheet, f"{name}@example.org", NOON, "550 unknown")
    with writing(engine) as session:
        known = {row.address_key: (row.reason, row.campaigning_only) for row in session.exec(select(Suppression))}
    assert known == {
        "ann@example.org": (Reason.HARD, False),
        "bob@example.org": (Reason.COMPLAINT, False),
        "carol@example.org": (Reason.HARD, False),
    }
