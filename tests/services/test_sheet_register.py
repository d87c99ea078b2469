"""Printed sheets keep their codes and rows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from barnstorm.db import schema
from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.db.tables import Event, Person, Sheet, SheetRow
from barnstorm.rows.sheet import SheetKind
from barnstorm.services.door.registered import register

NOW = datetime(2017, 5, 15, 9, tzinfo=UTC)
START = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = open_engine(database_url(database))
    schema.create(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


def event(session: Session, ref: str, born_at: Event | None = None) -> Event:
    made = Event(
        uid=ref,
        ref=ref,
        title=ref,
        kind="barnstorm",
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        timezone="Europe/London",
        calendar_uid=ref,
        revised_at=NOW,
        created_at=NOW,
        born_at_id=born_at.id if born_at else None,
    )
    session.add(made)
    session.flush()
    return made


def people(session: Session, *names: str) -> list[int]:
    made = [Person(uid=name, name_folded=name, sort_key=name, created_at=NOW, updated_at=NOW) for name in names]
    session.add_all(made)
    session.flush()
    return [person.id or 0 for person in made]


def test_rows_are_numbered_from_one_and_know_whose_name_they_hold(session: Session) -> None:
    night, (ann, bob) = event(session, "night"), people(session, "ann", "bob")
    assert register(session, night, "door", [ann, None, bob], NOW, desk="A–K", pages=2) == "D1"
    sheet = session.exec(select(Sheet)).one()
    assert (sheet.kind, sheet.desk, sheet.pages, sheet.rows_printed, sheet.printed_at) == ("door", "A–K", 2, 3, NOW)
    rows = session.exec(select(SheetRow.number, SheetRow.person_id).order_by(col(SheetRow.number))).all()
    assert [tuple(row) for row in rows] == [(1, ann), (2, None), (3, bob)]


def test_each_kind_counts_for_itself(session: Session) -> None:
    night = event(session, "night")
    codes = [register(session, night, kind, [None], NOW) for kind in SheetKind]
    assert codes == ["D1", "W1", "H1", "S1"]


def test_the_same_rows_printed_again_are_the_same_sheet_and_others_a_new_one(session: Session) -> None:
    night, (ann, bob) = event(session, "night"), people(session, "ann", "bob")
    printed = [register(session, night, "door", rows, NOW) for rows in ([ann], [ann], [ann, bob], [bob, ann], [ann])]
    assert printed == ["D1", "D1", "D2", "D3", "D4"]
    assert len(session.exec(select(Sheet)).all()) == 4


def test_a_desk_whose_names_have_not_changed_keeps_its_sheet(session: Session) -> None:
    night, (ann, zoe, yan) = event(session, "night"), people(session, "ann", "zoe", "yan")
    first = [
        register(session, night, "door", [ann], NOW, desk="A–K"),
        register(session, night, "door", [zoe], NOW, "L–Z"),
    ]
    again = [
        register(session, night, "door", [ann], NOW, desk="A–K"),
        register(session, night, "door", [yan, zoe], NOW, desk="L–Z"),
    ]
    assert (first, again) == (["D1", "D2"], ["D1", "D3"])


def test_a_blank_sheet_is_another_one_once_the_evening_has_begun(session: Session) -> None:
    night = event(session, "night")
    before = [register(session, night, "walk-in", [None] * 12, NOW) for _ in range(2)]
    during = [register(session, night, "walk-in", [None] * 12, START) for _ in range(2)]
    assert (before, during) == (["W1", "W1"], ["W2", "W3"])


def test_a_blank_sheet_that_has_come_back_is_not_printed_again(session: Session) -> None:
    night = event(session, "night")
    register(session, night, "walk-in", [None] * 12, NOW)
    session.exec(select(Sheet)).one().came_back_at = NOW
    assert register(session, night, "walk-in", [None] * 12, NOW) == "W2"


def test_no_two_host_sheets_of_an_evening_share_a_code(session: Session) -> None:
    night = event(session, "night")
    bank, walk = event(session, "bank", born_at=night), event(session, "walk", born_at=night)
    assert [register(session, of, "host", [None], NOW) for of in (bank, walk, night, bank)] == ["H1", "H2", "H3", "H1"]
    assert register(session, event(session, "another"), "host", [None], NOW) == "H1"


def test_a_code_is_never_given_again(session: Session) -> None:
    night, (ann, bob) = event(session, "night"), people(session, "ann", "bob")
    for number in range(1, 12):
        assert register(session, night, "door", [ann] * number, NOW) == f"D{number}"
    first = session.exec(select(Sheet).order_by(col(Sheet.id))).first()
    assert first is not None
    for row in session.exec(select(SheetRow).where(SheetRow.sheet_id == first.id)):
        session.delete(row)
    session.flush()
    session.delete(first)
    session.flush()
    assert register(session, night, "door", [bob], NOW) == "D12"


def test_two_who_print_at_once_do_not_share_a_code(engine: Engine) -> None:
    with writing(engine) as session:
        bank = event(session, "bank", born_at=event(session, "night"))
        walk = event(session, "walk", born_at=session.get_one(Event, bank.born_at_id))
        ids = bank.id, walk.id
    codes = list[str]()

    def second() -> None:
        with writing(engine) as session:
            codes.append(register(session, session.get_one(Event, ids[1]), "host", [None], NOW))

    other = Thread(target=second)
    with writing(engine) as session:
        codes.append(register(session, session.get_one(Event, ids[0]), "host", [None], NOW))
        other.start()
        other.join(0.3)  # it cannot end before this transaction does
        assert other.is_alive()
    other.join()
    assert codes == ["H1", "H2"]


def test_ten_thousand_rows_are_registered_in_one_go(session: Session) -> None:
    night, (ann,) = event(session, "night"), people(session, "ann")
    register(session, night, "door", [ann] * 10_000, NOW)
    assert register(session, night, "door", [ann] * 10_000, NOW) == "D1"
