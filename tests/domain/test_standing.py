"""Who stands at an election to come, beside who stood at the last one."""

import pytest

from barnstorm.domain.results import Candidate, challengers
from barnstorm.domain.standing import Nominee, stands_again

STANDING = [
    Nominee("John Stevenson", "Conservative and Unionist Party", "Con"),
    Nominee("Ruth Alcroft", "Labour and Co-operative Party", "Lab"),
    Nominee("Ann Other", "Independent", "Ind"),
    Nominee("Bea Best", "Yorkshire First", "Yorkshire First"),
]


@pytest.mark.parametrize(
    ("party", "code", "stands"),
    [
        ("Conservative", "Con", True),
        ("Labour", "Lab", True),
        ("Yorkshire First", "Yrks", True),
        ("Green", "Green", False),
        ("Social Democratic and Labour Party", "SDLP", False),
        ("Socialist Labour Party", "SLP", False),
    ],
)
def test_a_party_stands_again_under_any_of_its_names(party: str, code: str, stands: bool) -> None:
    assert stands_again(Candidate("Somebody else", party, code, 1), STANDING) is stands


def test_an_independent_stands_again_only_in_person() -> None:
    assert stands_again(Candidate("ann  OTHER", "Independent", "Ind", 1), STANDING)
    assert not stands_again(Candidate("Alfred Okam", "Independent", "Ind", 1), STANDING)


def test_the_best_placed_is_looked_for_among_those_who_stand_now() -> None:
    stood = [
        Candidate("A", "Conservative", "Con", 9),
        Candidate("B", "Green", "Green", 7),
        Candidate("C", "Labour", "Lab", 5),
    ]
    assert [c.code for c in challengers(stood)] == ["Green"]
    assert [c.code for c in challengers(stood, standing=STANDING)] == ["Lab"]
    assert challengers(stood, aside={"Lab"}, standing=STANDING) == ()
    assert challengers(stood, standing=[]) == ()
