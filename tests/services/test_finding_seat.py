"""From what was typed to the seat that was meant."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from barnstorm.app import App
from barnstorm.errors.seat import NoSuchSeat
from barnstorm.files.seats import read_results
from barnstorm.services.finding.seat import find_seat
from barnstorm.services.seat.importing import import_results
from barnstorm.services.seat.seats import add_alias
from tests.result_files import BARROW, CARLISLE, CARLISLE_2024, SeatResult, by_candidate

YNYS_MON = SeatResult("W07000041", "Ynys Môn", BARROW.stood)
SOUTHAMPTON = SeatResult("E14000955", "Southampton, Itchen", BARROW.stood)
IN_2017, IN_2026, IN_2000 = date(2017, 5, 16), date(2026, 1, 1), date(2000, 1, 1)


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    app = App()
    with app.transaction() as session:
        for election, seats in (
            ("2015 general", (CARLISLE, BARROW, YNYS_MON, SOUTHAMPTON)),
            ("2024 general", (CARLISLE_2024,)),
        ):
            import_results(session, read_results(by_candidate(*seats)), election, None)
        yield session
    app.close()


def test_a_code_or_a_name_in_any_spelling_means_its_seat(session: Session) -> None:
    for typed, code in (
        ("w07000041", "W07000041"),
        ("ynys mon", "W07000041"),
        ("YNYS MÔN", "W07000041"),
        ("Southampton Itchen", "E14000955"),
        ("barrow & furness", "E14000543"),
        (" Barrow  and Furness ", "E14000543"),
        ("Barrow\x00 and Furness\u202e", "E14000543"),
    ):
        assert find_seat(session, typed, IN_2017).code == code


def test_the_day_tells_seats_of_one_name_apart(session: Session) -> None:
    assert find_seat(session, "Carlisle", IN_2017).code == "E14000620"
    assert find_seat(session, "Carlisle", IN_2026).code == "E14001152"
    assert find_seat(session, "Carlisle", IN_2000).code == "E14000620"


def test_an_alias_goes_with_the_name(session: Session) -> None:
    add_alias(session, "E14000620", "The border city", IN_2017, datetime(2017, 5, 16, tzinfo=UTC))
    assert find_seat(session, "the border city", IN_2017).code == "E14000620"
    assert find_seat(session, "The Border City", IN_2026).code == "E14001152"


def test_a_beginning_is_offered_and_not_taken(session: Session) -> None:
    with pytest.raises(NoSuchSeat) as refusal:
        find_seat(session, "Southampton", IN_2017)
    assert "Southampton, Itchen" in refusal.value.hint


def test_what_names_no_seat_is_refused(session: Session) -> None:
    for typed in ("", "   ", "…", "'; DROP TABLE seat; --", "x" * 5000, "\x00"):
        with pytest.raises(NoSuchSeat):
            find_seat(session, typed, IN_2017)
