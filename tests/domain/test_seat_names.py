"""Codes and names of seats as files print them."""

import pytest

from barnstorm.domain.seats import is_code, tidy_name, tidy_region


@pytest.mark.parametrize("text", ["E14000620", "W07000049", "S14000049", "N06000001", "N05000001"])
def test_codes_of_the_four_nations_are_known(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize("text", ["", "Carlisle", "E1400062", "E140006200", "e14000620", "L99999999", "E14000620\n"])
def test_nothing_else_is_a_code(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ã\x81ine", "Áine"),
        ("DÃ¼nweber", "Dünweber"),
        ("LÃ©onie", "Léonie"),
        ("Valerie  ", "Valerie"),
        ("Mary  Ann", "Mary Ann"),
        ("Stamp\t", "Stamp"),
        ("Ynys Môn", "Ynys Môn"),
        ("Ã", "Ã"),
        ("Evil\u202ename", "Evilname"),
    ],
)
def test_published_names_are_repaired_where_the_accident_is_known(printed: str, name: str) -> None:
    assert tidy_name(printed) == name


def test_a_region_has_one_name_in_all_years() -> None:
    assert (tidy_region("East"), tidy_region("South East")) == ("East of England", "South East")
