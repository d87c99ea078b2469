"""Result files in every dialect, and what looks like one and is not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.results import ColumnMissing, ColumnTwice, NotResults, UnknownHeader
from barnstorm.files.seats import CandidateFile, ConstituencyFile, read_results
from barnstorm.files.seats.figures import part, whole
from tests.result_files import BARROW, CARLISLE, SPACED, UNDERSCORED, SeatResult, Stood, by_candidate, by_constituency


def candidates(data: bytes) -> CandidateFile:
    reading = read_results(data)
    assert isinstance(reading, CandidateFile)
    return reading


@pytest.mark.parametrize("header", [UNDERSCORED, SPACED], ids=["2015", "2024"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("arranged", [list, reversed, sorted])
def test_a_by_candidate_file_is_known_by_its_header_in_any_order(
    header: str, end: str, mark: bytes, arranged: Callable[[list[str]], list[str]]
) -> None:
    reading = candidates(mark + by_candidate(CARLISLE, BARROW, header=header, end=end, arranged=arranged))
    assert (reading.rows, reading.left_out, reading.bad) == (12, 0, ())
    carlisle, barrow = reading.seats
    assert (carlisle.code, carlisle.name, carlisle.region, carlisle.country) == (
        "E14000620", "Carlisle", "North West", "England",
    )  # fmt: skip
    assert barrow.candidates[0][:5] == ("John", "Woodcock", "Labour and Co-operative", "Lab", 18320)


def test_titles_and_notes_may_stand_around_the_table() -> None:
    above = b"UK general election results by candidate\n[Note 1] Shares are of valid votes.\n\n"
    reading = candidates(above + by_candidate(CARLISLE, end="\n") + b"\nSource: House of Commons Library,,,\n")
    assert (reading.rows, len(reading.seats), reading.bad) == (6, 1, ())


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_separators_are_read_too(delimiter: str) -> None:
    assert len(candidates(by_candidate(CARLISLE).replace(b",", delimiter.encode())).seats) == 1


def test_a_file_re_saved_with_thousands_and_per_cent_signs_is_read() -> None:
    text = by_candidate(CARLISLE).replace(b",18873,", b',"18,873",').replace(b",0.443163,", b",44.3163%,")
    assert candidates(text).seats[0].candidates[1].votes == 18873


@pytest.mark.parametrize("shown", ["", "-5", "12.5", "1,23", "[x]", "١٢", "99999999999", "nan"])
def test_votes_that_are_no_whole_number_keep_the_whole_seat_out(shown: str) -> None:
    seat = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Mills": shown})
    reading = candidates(by_candidate(seat, BARROW))
    assert [read.name for read in reading.seats] == ["Barrow and Furness"]
    (bad,) = reading.bad
    assert (bad.line, reading.left_out) == (4, 6)
    assert bad.reason.startswith("Carlisle: “")
    assert "Mills" in bad.reason


def test_transposed_votes_are_found_by_the_shares() -> None:
    """As the Electoral Commission printed Croydon South in 2015: 14038 for 14308."""
    seat = SeatResult(CARLISLE.code, CARLISLE.name, CARLISLE.stood, printed={"Sherriff": "16909"})
    reading = candidates(by_candidate(seat, BARROW))
    assert [read.code for read in reading.seats] == [BARROW.code]
    (bad,) = reading.bad
    assert bad.line == 2
    assert "Sherriff (Labour) has 16,909" in bad.reason


def test_a_missing_candidate_is_found_by_the_shares() -> None:
    lines = by_candidate(CARLISLE, BARROW).splitlines(keepends=True)
    reading = candidates(b"".join(line for line in lines if b"Mills" not in line))
    assert [read.code for read in reading.seats] == [BARROW.code]


def test_a_line_without_its_code_keeps_its_seat_out() -> None:
    text = by_candidate(CARLISLE, BARROW).replace(b"E14000620", b"", 1)
    reading = candidates(text)
    assert [read.code for read in reading.seats] == [BARROW.code]
    assert "“” is not a seat’s code" in reading.bad[0].reason


def test_one_seat_has_one_code_and_one_code_one_seat() -> None:
    twice = SeatResult("E14000999", "CARLISLE", BARROW.stood)
    reading = candidates(by_candidate(CARLISLE, twice, BARROW))
    assert [read.code for read in reading.seats] == [BARROW.code]
    assert "several codes: E14000620, E14000999" in reading.bad[0].reason


def test_a_name_mistyped_on_one_line_is_no_other_seat() -> None:
    """As the Library's file of 2024 has YeoYeovil."""
    for nth in (1, 3):
        text = by_candidate(CARLISLE)
        parts = text.split(b",Carlisle,")
        spoilt = b",Carlisle,".join(parts[:nth]) + b",CarCarlisle," + b",Carlisle,".join(parts[nth:])
        reading = candidates(spoilt)
        assert [seat.name for seat in reading.seats] == ["Carlisle"]


def test_a_line_under_another_seats_code_keeps_the_seat_out() -> None:
    lines = by_candidate(CARLISLE, BARROW).splitlines(keepends=True)
    lines[7] = lines[7].replace(b"E14000543", b"E14000620")
    reading = candidates(b"".join(lines))
    assert reading.seats == ()
    assert any("also that of Barrow and Furness" in bad.reason for bad in reading.bad)


def test_names_are_repaired_on_the_way_in() -> None:
    seat = SeatResult(
        "E14000620",
        "Carlisle  City",
        (Stood("Ã\x81ine ", "Groogan", "Green", "Green", 5), Stood("", "B\u202e", "X", "", 3)),
    )
    read = candidates(by_candidate(seat)).seats[0]
    assert (read.name, read.candidates[0].given_name, read.candidates[1].family_name) == ("Carlisle City", "Áine", "B")


@pytest.mark.parametrize("thousands", [False, True])
def test_a_by_constituency_file_has_electorates_and_sums(thousands: bool) -> None:
    reading = read_results(by_constituency(CARLISLE, BARROW, thousands=thousands))
    assert isinstance(reading, ConstituencyFile)
    carlisle = reading.seats[0]
    assert (carlisle.electorate, carlisle.valid, carlisle.invalid, carlisle.majority) == (65827, 42587, 59, 2774)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"65827", b"many"), "“many” as its electorate"),
        ((b"65827", b"42000"), "more than the electorate of 42,000"),
        ((b",2774,", b",99999,"), "majority of 99,999"),
        ((b"E14000620", b"Carlisle"), "“CARLISLE” is not a seat’s code"),
        ((b"E14000543", b"E14000620"), "stands in line 2 already"),
    ],
)
def test_a_seat_whose_line_makes_no_sense_is_left_out(change: tuple[bytes, bytes], said: str) -> None:
    reading = read_results(by_constituency(CARLISLE, BARROW).replace(*change))
    assert any(said in bad.reason for bad in reading.bad)
    assert "Carlisle" not in [seat.name for seat in reading.seats]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf \r\n", "it is empty"),
        (b"PK\x03\x04\x14\x00", "a spreadsheet (XLSX)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Excel workbook of the old kind"),
        (b"%PDF-1.4", "a PDF"),
        ("a,b".encode("utf-16"), "UTF-16"),
        (b"  <!DOCTYPE html><html></html>", "a web page"),
        (b"a,b\0c", "not text"),
        (by_candidate(CARLISLE) + "Ynys Môn".encode("latin-1"), "line 8 is not in UTF-8"),
        (by_candidate(CARLISLE) + b'"open', "line 8 is not CSV"),
        (UNDERSCORED.encode() + b"\n", "no line below its header"),
    ],
)
def test_what_is_no_result_file_is_called_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(NotResults) as refusal:
        read_results(data)
    assert said in refusal.value.sentence
    assert refusal.value.hint


def test_an_unknown_header_is_told_with_those_that_are_known() -> None:
    with pytest.raises(UnknownHeader) as refusal:
        read_results(b"My list\nname,email,phone\nAnn,ann@example.org,\n")
    assert "name, email, phone" in refusal.value.sentence
    assert "by-candidate files (ons id," in refusal.value.hint
    assert "by-constituency files (ons id," in refusal.value.hint


def test_a_column_that_is_missing_or_there_twice_is_named() -> None:
    with pytest.raises(ColumnMissing, match="“votes”"):
        read_results(by_candidate(CARLISLE).replace(b"votes", b"vts"))
    with pytest.raises(ColumnTwice, match="votes"):
        read_results(by_candidate(CARLISLE).replace(b"change", b"Votes"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for content in (data, UNDERSCORED.encode() + b"\n" + data, by_candidate(CARLISLE) + data):
        try:
            read_results(content)
        except BarnstormError as refusal:
            assert refusal.hint


@given(st.integers(min_value=0, max_value=9_999_999))
def test_a_whole_number_is_read_back_however_it_is_written(number: int) -> None:
    assert whole(str(number)) == whole(f"{number:,}") == number


@given(st.text(max_size=12))
def test_what_is_read_as_a_figure_is_one(text: str) -> None:
    number, share = whole(text), part(text)
    assert number is None or 0 <= number <= 9_999_999
    assert share is None or 0 <= share[0] <= 1
