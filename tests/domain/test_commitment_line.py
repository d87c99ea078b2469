"""A line of paper: the name first, the rest by its shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.commitment_line import CommitmentLine, read_line
from barnstorm.errors import WrongUse
from barnstorm.errors.action import NameMissing, TwoOfOneKind, UnreadableField

WHOLE = CommitmentLine("Ann", "Bell", None, "07700 900123", "ann@example.org", "CA3 8TP", ("3", "7"))


@pytest.mark.parametrize(
    "text",
    [
        "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; codes 3,7",
        "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; 3,7",
        "  Bell, Ann;07700 900123 ;ann@example.org;CA3 8TP;3 7;",
        "Bell Ann; 3,7; CA3 8TP; ann@example.org; 07700 900123",
        "Bell; Ann; 07700 900123; ann@example.org; CA3 8TP; 3; 7",
        "Bell\tAnn\t07700 900123\tann@example.org\tCA3 8TP\t3,7",
        "Bell Ann; 07700 900123; ann@example.org; -; CA3 8TP; ; 3,7,3",
    ],
)
def test_a_line_is_read_however_its_fields_stand(text: str) -> None:
    assert read_line(text) == WHOLE


@given(st.permutations(["07700 900123", "ann@example.org", "CA3 8TP", "codes 3,7"]), st.integers(0, 4))
def test_the_order_of_the_fields_does_not_matter_nor_do_empty_ones(fields: list[str], gap: int) -> None:
    assert read_line("; ".join(["Bell Ann", *fields[:gap], "", *fields[gap:]])) == WHOLE


@pytest.mark.parametrize(
    ("name", "given_name", "family_name"),
    [
        ("Bell Ann", "Ann", "Bell"),
        ("O'Brien Mary Ann", "Mary Ann", "O'Brien"),
        ("van Beethoven Ludwig", "Ludwig", "van Beethoven"),
        ("de la Cruz Maria", "Maria", "de la Cruz"),
        ("Dąbrowski Łukasz", "Łukasz", "Dąbrowski"),
        ("Bell, Ann Mary", "Ann Mary", "Bell"),
        ("Cher", "", "Cher"),
        ("Guest7 Ann", "Ann", "Guest7"),
    ],
)
def test_the_surname_comes_first(name: str, given_name: str, family_name: str) -> None:
    read = read_line(f"{name}; 3")
    assert (given_name, family_name) == (read.given_name, read.family_name)


@pytest.mark.parametrize("first", ["17", "no. 17", "#17"])
def test_a_number_stands_for_somebody_known(first: str) -> None:
    assert read_line(f"{first}; 3,7") == CommitmentLine(person=17, codes=("3", "7"))


def test_hidden_characters_do_not_come_in() -> None:
    assert read_line("Bell \x1b[2JAnn\u202e; 3") == CommitmentLine("[2JAnn", "Bell", codes=("3",))


@pytest.mark.parametrize("text", ["", ";;;3", "; 07700 900123; 3", "ann@example.org; 3", "Bell Ann 3,7", "…; 3"])
def test_a_line_without_a_name_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(NameMissing):
        read_line(text)


@pytest.mark.parametrize("field", ["CA3 8T", "0770", "brings a friend", "???x"])
def test_a_field_that_is_nothing_is_named(field: str) -> None:
    with pytest.raises(UnreadableField, match=r"neither a telephone number, an email, a postcode nor codes") as refusal:
        read_line(f"Bell Ann; CA3 8TP; {field}; 3")
    assert f"“{field}”" in refusal.value.sentence


def test_two_numbers_are_one_too_many() -> None:
    with pytest.raises(TwoOfOneKind, match="two telephone numbers"):
        read_line("Bell Ann; 07700 900123; 07700 900124; 3")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        read = read_line(text)
    except WrongUse as refusal:
        assert refusal.sentence
        assert refusal.hint
    else:
        assert read.person is not None or read.family_name
