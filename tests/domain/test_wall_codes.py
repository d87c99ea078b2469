"""Codes on the wall: given out once, and read as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.wall_codes import is_code, next_code, read_code, read_codes

CODES = st.lists(st.integers(1, 999).map(str), min_size=1, max_size=6, unique=True)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3,7", ("3", "7")),
        ("codes 3,7", ("3", "7")),
        ("Codes: 3 and 7", ("3", "7")),
        ("code 3", ("3",)),
        ("#3 #7", ("3", "7")),
        ("3 7", ("3", "7")),
        ("3.7", ("3", "7")),
        ("3 & 7, 12.", ("3", "7", "12")),
        ("7,3,7", ("7", "3")),
    ],
)
def test_codes_are_read_as_people_write_them(text: str, codes: tuple[str, ...]) -> None:
    assert codes == read_codes(text)


@pytest.mark.parametrize(
    "text", ["", "codes", "07700 900123", "7700900123", "+44 7700 900123", "CA3 8TP", "three", "0", "03 07", "1234"]
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert read_codes(text) is None


@given(CODES, st.sampled_from([",", ", ", " ", " and ", "/", "&", " + "]), st.sampled_from(["", "codes ", "code: "]))
def test_codes_come_back_in_their_order_whatever_stands_between_them(codes: list[str], joint: str, word: str) -> None:
    assert tuple(codes) == read_codes(word + joint.join(codes))


@pytest.mark.parametrize(("typed", "stored"), [("3", "3"), ("#3", "3"), ("03", "3"), ("Code 3", "3"), ("x", "x")])
def test_one_code_is_the_same_however_it_is_typed(typed: str, stored: str) -> None:
    assert stored == read_code(typed)


@pytest.mark.parametrize(("text", "is_one"), [("3", True), ("#3", True), ("2017", False), ("3,7", False), ("", False)])
def test_a_code_is_known_from_other_numbers(text: str, is_one: bool) -> None:
    assert is_one is is_code(text)


@given(st.lists(st.none() | st.integers(1, 500).map(str) | st.just("hall")))
def test_the_next_code_is_one_that_nothing_ever_had(given_out: list[str | None]) -> None:
    code = next_code(given_out)
    assert code not in given_out
    assert all(int(code) > int(one) for one in given_out if one and one.isdecimal())


def test_the_first_code_is_1() -> None:
    assert next_code([]) == "1"
