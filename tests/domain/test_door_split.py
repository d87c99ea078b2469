"""Cutting the alphabet between desks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.door import MOST_DESKS, checked_desks, split_desks
from barnstorm.domain.names import surname_key
from barnstorm.errors.door import BadNumberOfDesks

surnames = st.text(alphabet=st.sampled_from("abckmsz dé王Жß9"), max_size=6) | st.sampled_from(
    ["Ahmed", "Jones", "de Silva", "Khan", "Kaur", "Smith", "Ó Briain", "Παπαδοπούλου", "McKay", "Zhang"]
)
name_lists = st.lists(surnames, max_size=120).map(lambda names: sorted(surname_key("", name) for name in names))


@given(name_lists, st.integers(1, MOST_DESKS))
def test_every_name_stands_at_one_desk_in_the_order_of_the_list(keys: list[str], desks: int) -> None:
    parts = split_desks(keys, desks)
    assert parts[0].start == 0
    assert parts[-1].stop == len(keys)
    assert all(one.stop == other.start for one, other in pairwise(parts))
    assert len(parts) <= desks
    assert all(part.start < part.stop for part in parts) or len(parts) == 1


@given(name_lists, st.integers(2, MOST_DESKS))
def test_people_of_one_surname_stand_at_one_desk(keys: list[str], desks: int) -> None:
    for one, other in pairwise(split_desks(keys, desks)):
        assert keys[one.stop - 1] != keys[other.start]


@given(name_lists, st.integers(2, MOST_DESKS))
def test_no_two_desks_have_the_same_sign(keys: list[str], desks: int) -> None:
    signs = [part.sign for part in split_desks(keys, desks)]
    assert len(set(signs)) == len(signs)


def test_the_cut_goes_where_the_names_are_and_not_in_the_middle_of_the_alphabet() -> None:
    keys = sorted(["adams", "ahmed", "allen", "bell", "clark", "cole", "dean", "zhang"] * 5)
    assert [(part.sign, part.stop - part.start) for part in split_desks(keys, 2)] == [("A–B", 20), ("C–Z", 20)]


def test_a_crowded_letter_is_cut_rather_than_leaving_a_desk_idle() -> None:
    keys = sorted(["kaur"] * 40 + ["khan"] * 50 + ["adams"])
    assert [(part.sign, part.stop - part.start) for part in split_desks(keys, 2)] == [("A–Kg", 41), ("Kh–Z", 50)]


def test_signs_cover_the_whole_alphabet_so_that_a_walk_in_finds_a_desk() -> None:
    keys = sorted(["bell"] * 10 + ["jones"] * 10 + ["smith"] * 10)
    assert [part.sign for part in split_desks(keys, 3)] == ["A–I", "J–R", "S–Z"]


def test_one_surname_makes_one_desk_without_a_sign() -> None:
    assert [(part.sign, part.stop) for part in split_desks(["smith"] * 30, 3)] == [("", 30)]


def test_nobody_makes_one_empty_desk() -> None:
    assert [(part.sign, part.start, part.stop) for part in split_desks([], 3)] == [("", 0, 0)]


def test_names_in_other_alphabets_stand_together_after_z() -> None:
    latin = ["adams"] * 10 + ["jones"] * 10
    assert [part.sign for part in split_desks([*latin, "王 小明"], 2)] == ["A–I", "J–Z and other alphabets"]
    assert [part.sign for part in split_desks([*["adams"] * 5, *["шевченко"] * 5], 2)] == ["A–Z", "Other alphabets"]


@pytest.mark.parametrize("desks", [0, -1, MOST_DESKS + 1])
def test_there_are_as_many_desks_as_letters_at_most(desks: int) -> None:
    with pytest.raises(BadNumberOfDesks):
        checked_desks(desks)


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8), min_size=200, max_size=300))
def test_ordinary_names_are_split_evenly(names: list[str]) -> None:
    parts = split_desks(sorted(names), 2)
    together = max((names.count(name) for name in names), default=0)
    initials = max(sum(1 for name in names if name[:3] == other[:3]) for other in names)
    assert max(part.stop - part.start for part in parts) <= len(names) * 0.65 + max(together, initials)
