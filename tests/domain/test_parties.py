"""Which names mean one party."""

import pytest

from barnstorm.domain.parties import allied, code_of, counted_as, short_name, shortest_name
from barnstorm.errors.seat import NoAlliance


@pytest.mark.parametrize(
    ("name", "abbreviation", "code"),
    [
        ("Labour and Co-operative", "Lab", "Lab"),
        ("Labour", "", "Lab"),
        ("Liberal Democrat", "LD", "LD"),
        ("Alliance", "APNI", "Alliance"),
        ("Scottish Green Party", "Green", "Green"),
        ("Social Democratic and Labour Party", "SDLP", "SDLP"),
        ("Socialist Labour Party", "SLP", "SLP"),
        ("Bromsgrove Independent Conservative", "", "Bromsgrove Independent Conservative"),
        ("Liberal", "Lib", "Lib"),
        ("Speaker", "Spk", "Spk"),
    ],
)
def test_names_are_matched_whole(name: str, abbreviation: str, code: str) -> None:
    assert code_of(name, abbreviation) == code


def test_labour_and_co_operative_counts_as_labour_and_green_parties_stay_three() -> None:
    assert counted_as("Labour and Co-operative") == "Labour"
    assert counted_as("Scottish Green Party") == "Scottish Green Party"


def test_an_alliance_is_named_by_codes_or_names() -> None:
    standing = {"Labour and Co-operative": "Lab", "Scottish Green Party": "Green"}
    assert allied("Lab+Lib Dems + scottish green party", standing) == {"Lab", "LD", "Green"}


@pytest.mark.parametrize("typed", ["Lab+Nobody", "Lab+Ind", "Speaker", "+"])
def test_an_alliance_holds_parties_only(typed: str) -> None:
    with pytest.raises(NoAlliance):
        allied(typed, {})


def test_where_there_is_little_room_long_names_are_short() -> None:
    assert [short_name(name) for name in ("Labour", "Scottish National Party", "Yorkshire First Party")] == [
        "Labour",
        "SNP",
        "Yorkshire First Party",
    ]
    assert [shortest_name(name) for name in ("Labour", "Green", "Liberal Democrat")] == ["Lab", "Green", "LD"]


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("UK Independence Party (UKIP)", "UK Independence Party"),
        ("Labour and Co-operative Party (Joint Description with Labour)", "Labour"),
        ("Plaid Cymru - The Party of Wales", "Plaid Cymru"),
        ("SDLP (Social Democratic & Labour Party)", "Social Democratic and Labour Party"),
    ],
)
def test_the_names_on_the_register_of_parties_are_known(name: str, counted: str) -> None:
    assert counted_as(name) == counted
