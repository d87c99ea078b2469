"""Who is rung in which pass, and what a caller may tick."""

from datetime import UTC, date, datetime, timedelta

import pytest

from barnstorm.domain.calls import CODES, FIRST, SECOND, Outcome, Tried, pass_at, read_outcome, to_be_rung, usual_days
from barnstorm.errors.call import UnknownOutcome

TUESDAY = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)


def test_every_outcome_has_a_box_of_its_own() -> None:
    assert set(CODES.values()) == set(Outcome)
    assert len(CODES) == len(Outcome)


@pytest.mark.parametrize("text", ["l", "L", " left  message ", "Left Message"])
def test_an_outcome_is_read_as_code_or_in_words(text: str) -> None:
    assert read_outcome(text) is Outcome.LEFT_MESSAGE


def test_what_no_box_stands_for_is_refused() -> None:
    with pytest.raises(UnknownOutcome, match="“q”"):
        read_outcome("q")


def test_the_first_pass_is_four_or_five_days_before_and_the_second_the_day_before() -> None:
    assert usual_days(FIRST, TUESDAY) == (date(2017, 5, 11), date(2017, 5, 12))
    assert usual_days(SECOND, TUESDAY) == (date(2017, 5, 15),)


def test_a_call_belongs_to_the_second_pass_from_three_days_before() -> None:
    assert pass_at(TUESDAY, TUESDAY - timedelta(days=3, minutes=1)) == FIRST
    assert pass_at(TUESDAY, TUESDAY - timedelta(days=3)) == SECOND


def test_who_did_not_pick_up_is_rung_again_and_who_spoke_with_us_is_not() -> None:
    for outcome in (Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE):
        assert to_be_rung(FIRST, [Tried(FIRST, outcome)], confirmed=False)
    for outcome in (Outcome.CONFIRMED, Outcome.DECLINED, Outcome.MAYBE):
        assert not to_be_rung(FIRST, [Tried(FIRST, outcome)], confirmed=False)


def test_the_second_pass_rings_those_who_confirmed_in_the_first() -> None:
    assert not to_be_rung(FIRST, [], confirmed=True)
    assert to_be_rung(SECOND, [Tried(FIRST, Outcome.CONFIRMED)], confirmed=True)
