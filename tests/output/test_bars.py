"""Small bars."""

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.output.bars import WIDTH, bar


@given(st.floats(-1, 3))
def test_every_bar_is_as_wide_as_another(part: float) -> None:
    assert len(bar(part)) == WIDTH


def test_a_bar_shows_its_part() -> None:
    assert bar(0) == "·" * 10
    assert bar(0.35) == "███▌······"
    assert bar(1) == bar(1.4) == "█" * 10
