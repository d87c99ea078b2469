"""What a tick on a sheet agrees to."""

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.sign_in import letter, wording


def test_consent_names_who_and_by_what_and_that_it_can_end() -> None:
    sentence = wording("Compass")
    for part in ("Compass", "email", "phone", "text", "end this at any time"):
        assert part in sentence


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letter(position) for position in (0, 1, 25, 26, 27, 52)] == ["A", "B", "Z", "AA", "AB", "BA"]


@given(st.sets(st.integers(0, 2_000), max_size=50))
def test_no_two_organisations_share_a_letter(positions: set[int]) -> None:
    assert len({letter(position) for position in positions}) == len(positions)
