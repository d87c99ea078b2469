"""What elections are called and when they were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.elections import GENERAL_ELECTIONS, counts_from, era, name_election, nearness, split_notional
from barnstorm.errors.seat import ElectionMisdated, ElectionNameless, PollingDayUnknown, UnreadableElection


@pytest.mark.parametrize(
    "typed", ["2015 general", "2015 General Election", " GE2015", "ge 2015", "UK general election 2015"]
)
def test_a_general_election_has_one_name_however_it_is_typed(typed: str) -> None:
    named = name_election(typed, None)
    assert (named.name, named.kind, named.polling_day) == ("2015 general", "general", date(2015, 5, 7))


@pytest.mark.parametrize(("year", "day"), GENERAL_ELECTIONS.items())
def test_the_day_of_a_general_election_names_it(year: int, day: date) -> None:
    assert name_election(None, day).name == f"{year} general"


def test_a_by_election_needs_its_day() -> None:
    named = name_election("2017 Copeland by-election", date(2017, 2, 23))
    assert (named.name, named.kind) == ("2017 Copeland by-election", "by-election")
    with pytest.raises(PollingDayUnknown):
        name_election("2017 Copeland by-election", None)


def test_a_general_election_to_come_needs_its_day() -> None:
    with pytest.raises(PollingDayUnknown):
        name_election("2029 general", None)
    assert name_election("2029 general", date(2029, 5, 3)).kind == "general"


def test_a_name_and_a_day_that_contradict_each_other_are_refused() -> None:
    for name in ("2015 general", "2015 Copeland by-election", "2029 general"):
        with pytest.raises(ElectionMisdated):
            name_election(name, date(2017, 6, 8))


def test_a_day_that_is_no_general_elections_names_nothing() -> None:
    for day in (date(2017, 2, 23), None):
        with pytest.raises(ElectionNameless):
            name_election(None, day)
    with pytest.raises(UnreadableElection):
        name_election("2015", None)


def test_seats_were_redrawn_before_2010_and_2024() -> None:
    assert [era(day) for day in GENERAL_ELECTIONS.values()] == [1, 1, 1, 1, 2]


@given(st.lists(st.dates(), min_size=1), st.dates())
def test_the_nearest_day_is_the_last_until_then_else_the_first_after(days: list[date], on: date) -> None:
    past = [day for day in days if day <= on]
    assert max(days, key=lambda day: nearness(day, on)) == (max(past) if past else min(days))


@pytest.mark.parametrize(
    ("typed", "name", "notional"),
    [
        ("2019 notional", "2019 general", True),
        ("2019 general, notional", "2019 general", True),
        ("2019 general (Notional)", "2019 general", True),
        ("notional 2019 general election", "2019 general election", True),
        ("2019 general", "2019 general", False),
        ("2019 notionally general", "2019 notionally general", False),
    ],
)
def test_a_name_says_that_notional_results_are_meant(typed: str, name: str, notional: bool) -> None:
    assert split_notional(typed) == (name, notional)


def test_a_notional_result_tells_of_its_seat_from_when_there_are_such_seats() -> None:
    assert counts_from(date(2019, 12, 12), notional=True) == date(2024, 5, 30)
    assert counts_from(date(2005, 5, 5), notional=True) == date(2010, 4, 12)
    assert counts_from(date(2019, 12, 12), notional=False) == date(2019, 12, 12)
    assert era(counts_from(date(2019, 12, 12), notional=True)) == era(date(2024, 7, 4))
