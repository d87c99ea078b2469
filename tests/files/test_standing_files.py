"""Files of who stands: Democracy Club's of today, of 2019 and of 2015, and results that nobody has counted yet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.files.seats import StandingFile, read_results
from tests.result_files import (
    BARROW,
    CARLISLE,
    DEMOCRACY_CLUB,
    SeatResult,
    Stood,
    by_democracy_club,
    by_parliament,
    standing,
    standing_2015,
    standing_2019,
)


def nominated(data: bytes) -> StandingFile:
    reading = read_results(data)
    assert isinstance(reading, StandingFile)
    return reading


@pytest.mark.parametrize(
    ("data", "code", "day"),
    [
        (standing(CARLISLE, BARROW), "", "2017-06-08"),
        (standing_2019(CARLISLE, BARROW), "E14000620", "2019-12-12"),
        (standing_2015(CARLISLE, BARROW), "E14000620", ""),
        (by_democracy_club(CARLISLE, BARROW, coded=True, changed={"votes_cast": "", "elected": ""}), "E14000620",
         "2015-05-07"),
        (by_democracy_club(CARLISLE, BARROW, header=DEMOCRACY_CLUB.replace("votes_cast,", "")), "", "2015-05-07"),
    ],
    ids=["today", "2019", "2015", "empty results", "no votes"],
)  # fmt: skip
def test_who_stands_is_read_from_every_format(data: bytes, code: str, day: str) -> None:
    reading = nominated(data)
    assert (reading.rows, reading.left_out, reading.bad) == (12, 0, ())
    carlisle, barrow = reading.seats
    assert (carlisle.code, carlisle.name, carlisle.day) == (code, "Carlisle", day)
    assert [who.party_code for who in carlisle.candidates] == ["Lab", "Con", "UKIP", "Green", "LD", "Ind"]
    assert barrow.candidates[0].name == "John Woodcock"
    assert barrow.candidates[0].party_code == "Lab"


def test_parliaments_candidates_are_who_stands_until_they_have_votes() -> None:
    lines = by_parliament(CARLISLE).decode().splitlines()
    votes = lines[0].split(",").index("Candidate vote count")
    uncounted = [",".join("" if n == votes else cell for n, cell in enumerate(line.split(","))) for line in lines[1:]]
    reading = nominated("\n".join([lines[0], *uncounted]).encode())
    assert reading.seats[0].region == "North West"
    assert len(reading.seats[0].candidates) == 6


def test_one_person_with_several_pages_stands_once() -> None:
    head, *lines = standing(CARLISLE).splitlines(keepends=True)
    reading = nominated(head + b"".join(line * 2 for line in lines))
    assert (reading.rows, reading.left_out, len(reading.seats[0].candidates), reading.bad) == (12, 6, 6, ())


@pytest.mark.parametrize("blank", [b"Fiona Mills", b"Labour Party"])
def test_a_line_that_makes_no_sense_keeps_its_seat_out(blank: bytes) -> None:
    reading = nominated(standing(CARLISLE, BARROW).replace(blank, b" ", 1))
    assert [seat.name for seat in reading.seats] == ["Barrow and Furness"]
    assert "Carlisle: a candidate without a name or a party" in reading.bad[0].reason


def test_two_people_nobody_can_tell_apart_are_told_of() -> None:
    twins = SeatResult("E14000620", "Carlisle", tuple(Stood("Jo", "Bell", "Independent", "Ind", 1) for _ in range(2)))
    assert "two people called Jo Bell stand there for Independent" in nominated(standing(twins)).bad[0].reason


def test_cancelled_polls_and_other_elections_are_left_out() -> None:
    cancelled = standing(CARLISLE, changed={"cancelled_poll": "t"}).partition(b"\n")[2]
    council = standing(CARLISLE, changed={"ballot_paper_id": "local.carlisle.2017-05-04"}).partition(b"\n")[2]
    reading = nominated(standing(BARROW) + cancelled + council)
    assert (reading.rows, reading.left_out, [seat.name for seat in reading.seats]) == (18, 12, [BARROW.name])


@given(st.binary(max_size=200))
def test_any_lines_below_their_headers_are_read_or_refused(data: bytes) -> None:
    for content in (standing(CARLISLE) + data, standing_2019(CARLISLE) + data, standing_2015(CARLISLE) + data):
        try:
            read_results(content)
        except BarnstormError as refusal:
            assert refusal.hint
