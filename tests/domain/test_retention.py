"""How long what is held."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.retention import PERIODS, Data, periods, read_keep
from barnstorm.errors.privacy import BadPeriod

POLLING_DAY = date(2017, 6, 8)
kinds = st.sampled_from(list(Data))


def test_every_kind_of_data_has_one_period_and_a_reason() -> None:
    assert [period.data for period in PERIODS] == list(Data)
    assert all(period.why and period.words for period in PERIODS)


def test_what_is_most_private_goes_first() -> None:
    days = [period.days for period in PERIODS]
    assert days == sorted(days)


def test_a_period_ends_so_many_days_after_its_day() -> None:
    assert periods()[0].due_on(date(2017, 5, 16)) == date(2017, 5, 23)


@given(kinds, st.integers(0, 9999), st.sampled_from(["d", "w", "D", "W"]))
def test_another_period_is_read_as_it_is_written(data: Data, number: int, unit: str) -> None:
    assert read_keep(f" {data.value}={number}{unit}") == (data, number * (7 if unit in "wW" else 1))


@given(st.text(max_size=30))
def test_anything_else_is_refused_with_what_is_known(text: str) -> None:
    try:
        data, days = read_keep(text)
    except BadPeriod as e:
        assert all(known.value in e.hint for known in Data)
    else:
        assert data in Data
        assert days >= 0


@pytest.mark.parametrize("text", ["access", "access=", "access=7", "access=-7d", "shoes=7d", "access=7m", "=7d"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(BadPeriod):
        read_keep(text)


@given(st.dictionaries(kinds, st.integers(0, 9999)))
def test_only_the_periods_that_were_given_are_others(keep: dict[Data, int]) -> None:
    for usual, period in zip(PERIODS, periods(keep.items()), strict=True):
        assert period.days == keep.get(period.data, usual.days)
        assert period.why == usual.why
        assert (period.due_on(POLLING_DAY) - POLLING_DAY).days == period.days
