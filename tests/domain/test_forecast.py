"""How many will come."""

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.door import MOST_DESKS
from barnstorm.domain.forecast import Turnout, forecast, materials

turnouts = st.lists(
    st.builds(Turnout, going=st.integers(1, 500), came=st.integers(1, 600)),
    max_size=8,
)


def test_before_any_evening_is_closed_half_are_expected() -> None:
    seen = forecast(120, [])
    assert (seen.expected, seen.low, seen.high, seen.evenings) == (60, 48, 90, 0)


def test_the_campaigns_own_evenings_are_believed_each_by_its_size() -> None:
    seen = forecast(100, [Turnout(going=100, came=80), Turnout(going=20, came=6)])
    assert round(seen.rate, 3) == round(86 / 120, 3)
    assert (seen.expected, seen.low, seen.high, seen.evenings) == (72, 30, 82, 2)


def test_a_single_evening_does_not_promise_the_next() -> None:
    seen = forecast(100, [Turnout(going=50, came=30)])
    assert (seen.low, seen.expected, seen.high) == (50, 60, 70)


def test_an_evening_that_filled_up_with_walk_ins_may_do_so_again() -> None:
    assert forecast(100, [Turnout(going=50, came=60)]).expected == 120


@given(st.integers(0, 5_000), turnouts)
def test_what_is_expected_lies_in_its_range(going: int, earlier: list[Turnout]) -> None:
    seen = forecast(going, earlier)
    assert 0 <= seen.low <= seen.expected <= seen.high
    assert seen.low_rate <= seen.rate <= seen.high_rate


def test_a_desk_checks_in_a_hundred() -> None:
    assert [materials(heads).desks for heads in (0, 1, 100, 101, 250)] == [1, 1, 1, 2, 3]
    assert materials(250, desks=2).desks == 2
    assert materials(100_000).desks == MOST_DESKS


@given(st.integers(0, 5_000))
def test_there_is_a_chair_and_a_pen_for_everybody(heads: int) -> None:
    bring = materials(heads)
    assert bring.chairs >= heads
    assert bring.pens >= heads
    assert bring.tables > bring.desks
    assert bring.host_sheets >= 1
