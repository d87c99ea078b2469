"""Which pairs are worth a look, and how sure they are."""

from itertools import combinations

import pytest

from barnstorm.domain.duplicates import FEW_NAMESAKES, Pair, Traits, pairs
from barnstorm.domain.names import split_name
from barnstorm.domain.names_alike import name_of


def person(number: int, name: str, email: str = "", phone: str = "", postcode: str = "", also: str = "") -> Traits:
    names = (name, also) if also else (name,)
    known = [frozenset({value} - {""}) for value in (email, phone, postcode)]
    return Traits(number, tuple(name_of(*split_name(one)) for one in names), *known)


def found(*people: Traits) -> list[tuple[int, tuple[str, ...]]]:
    return [(pair.score, pair.reasons) for pair in pairs(people)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Ann Bell", "a@x"), ("Ann Bell", "a@x"), (85, ("same name", "same email"))),
        (("Ann Bell", "a@x", "1"), ("Ann Bell", "a@x", "1"), (100, ("same name", "same email", "same phone"))),
        (("Ann Bell", "a@x", "", "CA3"), ("Ann Bell", "b@x", "", "CA3"), (60, ("same name", "same postcode"))),
        (("Bell Ann", "", "1"), ("Ann Bell", "", "1"), (80, ("names the other way round", "same phone"))),
        (("Ann Bell", "a@x"), ("Ann Carr", "a@x"), (50, ("same first name, other surname", "same email"))),
        (("Ann", "a@x"), ("Ann Bell", "a@x"), (55, ("only one name given", "same email"))),
        (("Ann Bell", "a@x"), ("Ann Bell",), (50, ("same name",))),
    ],
)
def test_a_pair_tells_how_sure_it_is_and_why(
    one: tuple[str, ...], other: tuple[str, ...], expected: tuple[int, tuple[str, ...]]
) -> None:
    assert found(person(1, *one), person(2, *other)) == [expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ann Bell", "bells@x", "1", "CA3"), ("Bob Bell", "bells@x", "1", "CA3")),
        (("Ann Bell", "a@x"), ("Ann Bell", "b@x")),
        (("Ann Bell", "", "", "CA3"), ("Ann Carr", "", "", "CA3")),
        (("Ann Bell", "a@x"), ("Liz Carr", "a@x")),
    ],
    ids=["a couple shares everything", "namesakes", "neighbours", "an office’s address"],
)
def test_two_people_are_not_taken_for_one(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert found(person(1, *one), person(2, *other)) == []


def test_the_surest_comes_first_and_each_pair_once() -> None:
    people = [person(1, "Ann Bell", "a@x", "1", "CA3"), person(2, "Ann Bell", "a@x", "1", "CA3"), person(3, "Ann Bell")]
    assert [(pair.one, pair.other) for pair in pairs(people)] == [(1, 2), (1, 3), (2, 3)]


def test_those_said_to_be_apart_stay_apart() -> None:
    people = [person(2, "Ann Bell", "a@x"), person(1, "Ann Bell", "a@x")]
    assert pairs(people, frozenset({(1, 2)})) == []


def test_names_from_before_a_merge_count() -> None:
    assert found(person(1, "Ann Bell", "a@x", also="Ann Carr"), person(2, "Ann Carr", "a@x")) == [
        (85, ("same name", "same email"))
    ]


def test_everybodys_name_says_nothing_by_itself() -> None:
    many = [person(number, "John Smith") for number in range(FEW_NAMESAKES + 1)]
    assert pairs(many) == []
    assert len(pairs(many[1:])) == len(list(combinations(many[1:], 2)))


def test_an_address_of_thousands_is_a_matter_of_neighbours_in_name() -> None:
    """Five thousand people at one address would be twelve million pairs; those alike still stand side by side."""
    crowd = [person(number, f"Guest Number{number:05}", "office@x") for number in range(5000)]
    twice = [person(9001, "Liz Bell", "office@x"), person(9002, "Bell, Elizabeth", "office@x")]
    suggested = pairs([*crowd, *twice])
    assert Pair(9001, 9002, 75, ("a short form of the name", "same email")) in suggested
