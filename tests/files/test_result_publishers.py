"""Result files of Parliament's election results site and of Democracy Club."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.results import NotResults, UnknownHeader
from barnstorm.files.seats import CandidateFile, read_results
from tests.result_files import (
    BARROW,
    CARLISLE,
    DEMOCRACY_CLUB,
    PARLIAMENT,
    SeatResult,
    Stood,
    by_candidate,
    by_democracy_club,
    by_parliament,
)

TIED = SeatResult(
    "E14000999", "Tie", (Stood("Ann", "Able", "Labour", "Lab", 9), Stood("Ben", "Baker", "Green", "Green", 9))
)
CHORLEY = SeatResult(
    "E14000637",
    "Chorley",
    (Stood("Lindsay", "Hoyle", "Speaker", "Spk", 26831), Stood("Mark", "Smith", "Independent", "Ind", 9439)),
)


def candidates(data: bytes) -> CandidateFile:
    reading = read_results(data)
    assert isinstance(reading, CandidateFile)
    return reading


def elected(data: bytes) -> list[str]:
    return [c.family_name for seat in candidates(data).seats for c in seat.candidates if c.elected]


def test_parliaments_file_says_the_same_as_the_librarys() -> None:
    ours, theirs = candidates(by_parliament(CARLISLE, BARROW)), candidates(by_candidate(CARLISLE, BARROW))
    assert (ours.rows, ours.left_out, ours.bad) == (12, 0, ())
    for mine, librarys in zip(ours.seats, theirs.seats, strict=True):
        assert set(mine.candidates) == set(librarys.candidates)
        assert (mine.code, mine.name, mine.region, mine.country) == (
            librarys.code, librarys.name, librarys.region, librarys.country,
        )  # fmt: skip
    assert [(seat.electorate, seat.invalid, seat.day) for seat in ours.seats] == [
        (65827, 59, "2015-05-07"),
        (68338, 59, "2015-05-07"),
    ]


def test_labour_with_co_operative_beside_it_is_labour() -> None:
    woodcock = candidates(by_parliament(BARROW)).seats[0].candidates[0]
    assert (woodcock.party, woodcock.party_code) == ("Labour and Co-operative", "Lab")


@pytest.mark.parametrize("write", [by_parliament, by_democracy_club])
def test_the_speaker_and_independents_have_no_party(write: type) -> None:
    (seat,) = candidates(write(CHORLEY)).seats
    assert [candidate.party_code for candidate in seat.candidates] == ["Spk", "Ind"]


def test_the_position_decides_who_won_a_tie() -> None:
    assert elected(by_candidate(TIED)) == []
    assert elected(by_parliament(TIED)) == ["Able"]
    assert elected(by_democracy_club(TIED, elected="Baker")) == ["Baker"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"Majority": 9}, "first less second is 2,774, and the majority is 2,783"),
        ({"Election valid vote count": 9}, "add up to 42,587, and the valid votes are 42,596"),
        ({"Electorate": -30000}, "42,587 votes are more than the electorate of 35,827"),
        ({"Candidate vote count": 90}, "a figure is wrong or a candidate is missing"),
    ],
)
def test_parliaments_own_sums_are_held_against_its_votes(wrong: Mapping[str, int], said: str) -> None:
    reading = candidates(by_parliament(CARLISLE, wrong=wrong))
    assert reading.seats == ()
    assert said in reading.bad[0].reason


def test_a_position_behind_somebody_with_fewer_votes_is_told() -> None:
    text = by_parliament(CARLISLE).replace(b",1\n", b",9\n")
    (bad,) = candidates(text).bad
    assert "Stevenson (Conservative) has 18,873 votes, and stands behind somebody with fewer" in bad.reason


def test_notional_results_are_read_as_such() -> None:
    assert candidates(by_parliament(CARLISLE, notional="true")).notional
    assert not candidates(by_parliament(CARLISLE)).notional


@pytest.mark.parametrize("coded", [True, False])
def test_democracy_clubs_results_are_read_with_or_without_codes(coded: bool) -> None:
    reading = candidates(by_democracy_club(CARLISLE, BARROW, coded=coded))
    assert (reading.rows, reading.left_out, reading.bad) == (12, 0, ())
    carlisle, barrow = reading.seats
    assert (carlisle.code, carlisle.name, carlisle.electorate) == ("E14000620" if coded else "", "Carlisle", 65827)
    assert [candidate.party_code for candidate in barrow.candidates] == ["Lab", "Con", "UKIP", "LD", "Green", "Ind"]
    assert [(c.given_name, c.family_name) for c in carlisle.candidates if c.elected] == [("John", "Stevenson")]


@pytest.mark.parametrize("post", ["gss:E14000620", "WMC:E14000620"])
def test_a_code_may_stand_in_the_post(post: str) -> None:
    header = DEMOCRACY_CLUB.replace("gss,", "post_id,")
    assert (
        candidates(by_democracy_club(CARLISLE, header=header, changed={"post_id": post})).seats[0].code == CARLISLE.code
    )


def test_one_person_with_several_pages_is_counted_once() -> None:
    head, *lines = by_democracy_club(CARLISLE).splitlines(keepends=True)
    reading = candidates(head + b"".join(line * 2 for line in lines))
    assert (reading.rows, reading.left_out, len(reading.seats[0].candidates), reading.bad) == (12, 6, 6, ())
    differing = head + b"".join([*lines, lines[0].replace(b",16099,", b",16909,")])
    assert "Sherriff stands there twice" in candidates(differing).bad[0].reason


@pytest.mark.parametrize(
    ("changed", "elected_is", "said"),
    [
        ({}, "Mills", "Mills is elected, and somebody else has more"),
        ({"elected": "t"}, None, "more than one candidate"),
    ],
)
def test_a_winner_who_cannot_have_won_is_told(changed: dict[str, str], elected_is: str | None, said: str) -> None:
    reading = candidates(by_democracy_club(CARLISLE, elected=elected_is, changed=changed))
    assert reading.seats == ()
    assert said in reading.bad[0].reason


def test_a_cancelled_poll_and_other_elections_are_left_out() -> None:
    cancelled = by_democracy_club(CARLISLE, changed={"cancelled_poll": "t"}).partition(b"\n")[2]
    council = by_democracy_club(CARLISLE, changed={"ballot_paper_id": "local.carlisle.2015-05-07"}).partition(b"\n")[2]
    reading = candidates(by_democracy_club(BARROW) + cancelled + council)
    assert (reading.rows, reading.left_out, [seat.name for seat in reading.seats]) == (18, 12, [BARROW.name])
    with pytest.raises(NotResults, match="no line of it is a result"):
        read_results(by_democracy_club(CARLISLE, changed={"ballot_paper_id": "mayor.london.2016-05-05"}))


@given(st.binary(max_size=200))
def test_any_lines_below_their_headers_are_read_or_refused(data: bytes) -> None:
    for content in (by_parliament(CARLISLE) + data, by_democracy_club(CARLISLE) + data, PARLIAMENT.encode() + data):
        try:
            read_results(content)
        except BarnstormError as refusal:
            assert refusal.hint


def test_all_headers_that_are_known_are_told() -> None:
    with pytest.raises(UnknownHeader) as refusal:
        read_results(b"name,email\nAnn,ann@example.org\n")
    assert "electionresults.parliament.uk candidacies files (constituency geographic code," in refusal.value.hint
    assert "Democracy Club candidates or results files (ballot paper id," in refusal.value.hint
