"""Whether two names may be one person's."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.names import split_name
from barnstorm.domain.names_alike import Likeness, alike, name_of, one_slip


def how(one: str, other: str) -> Likeness | None:
    return alike(name_of(*split_name(one)), name_of(*split_name(other)))


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Ann Bell", "BELL, ann", Likeness.SAME),
        ("Zoë Müller", "Zoe Muller", Likeness.SAME),
        ("Ann-Marie Bell", "Ann Marie Bell", Likeness.SAME),
        ("Annmarie Bell", "Ann Marie Bell", Likeness.SAME),
        ("Ann O'Brien", "Ann OBrien", Likeness.SAME),
        ("Ann Bell", "Bell Ann", Likeness.SWAPPED),
        ("Liz Bell", "Bell Elizabeth", Likeness.SWAPPED),
        ("Liz Bell", "Elizabeth Bell", Likeness.SHORT),
        ("Stephen Bell", "Steven Bell", Likeness.SHORT),
        ("Mohammed Ali", "Muhammad Ali", Likeness.SHORT),
        ("Ann Lowther", "Ann Lowthre", Likeness.SLIP),
        ("Ann Lowther", "Ann Lowter", Likeness.SLIP),
        ("Ann Lowther", "Anne Lowther", Likeness.SLIP),
        ("A Bell", "Ann Bell", Likeness.INITIAL),
        ("Ann Mary Bell", "Ann M Bell", Likeness.INITIAL),
        ("Ann Mary Bell", "Ann Bell", Likeness.LEFT_OUT),
        ("Ann Bell-Carr", "Ann Bell", Likeness.LEFT_OUT),
        ("Ann", "Ann Bell", Likeness.ONE_NAME),
        ("Ann Bell", "Ann Carr", Likeness.GIVEN),
        ("Bob Bell", "Ann Bell", None),
        ("Tim Bell", "Tom Bell", None),
        ("Jo Bell", "Joe Bell", None),
        ("Ann Mary Bell", "Ann Jane Bell", None),
        ("Ann", "Bob", None),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, likeness: Likeness | None) -> None:
    assert how(one, other) == likeness
    assert how(other, one) == likeness


WORDS = st.text("abcdé", min_size=1, max_size=8)


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, min_size=1, max_size=3), st.data())
def test_a_name_is_like_itself_and_likeness_has_no_direction(
    given_names: list[str], family: list[str], data: st.DataObject
) -> None:
    one = name_of(" ".join(given_names), " ".join(family))
    other = name_of(data.draw(WORDS), data.draw(WORDS))
    assert alike(one, one) is Likeness.SAME
    assert alike(one, other) == alike(other, one)


def test_a_word_said_twice_is_not_a_part_of_one_said_once() -> None:
    for one, other in permutations([name_of("", "a aa"), name_of("aa", "aa")]):
        assert alike(one, other) is None


@given(st.text("abcdefgh", min_size=5, max_size=10), st.data())
def test_a_slip_of_the_finger_is_recognised(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("xyz"))
    mistyped = data.draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert mistyped == word or one_slip(word, mistyped)
    assert not one_slip(word, f"x{word}y")
