"""Row numbers as they are read off a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.row_numbers import RowTick, looks_like_rows, read_rows, spoken


def numbers(text: str, last: int = 40) -> list[int]:
    return [one.number for one in read_rows(text, last).ticks]


@pytest.mark.parametrize("text", ["3-6 22", "3,4,5,6,22", "3–6, 22", "3 - 6  22", "3 4-6; 22", "3—5 6 22"])
def test_however_they_are_typed(text: str) -> None:
    assert numbers(text) == [3, 4, 5, 6, 22]


def test_a_party_of_which_only_some_came() -> None:
    assert read_rows("5 22x2 7X3 8×4", 40).ticks == (
        RowTick(5),
        RowTick(22, 2),
        RowTick(7, 3),
        RowTick(8, 4),
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("17-3", "“17-3” runs backwards."),
        ("0", "“0” is not on the sheet: its rows are 1 to 40."),
        ("41", "“41” is not on the sheet: its rows are 1 to 40."),
        ("999999-9999999", "“999999-9999999” is no row number."),
        ("5x0", "“5x0” is a party of nobody."),
        ("1-", "“1-” is no row number."),
    ],
)
def test_what_is_wrong_is_said_and_the_others_are_taken(text: str, wrong: str) -> None:
    rows = read_rows(f"1 {text}" if text != "1-" else "1 2 1-", 40)
    assert rows.ticks[0].number == 1
    assert rows.wrong == (wrong,)


def test_of_a_range_over_the_edge_the_rows_on_the_sheet_are_taken() -> None:
    rows = read_rows("38-45", 40)
    assert [one.number for one in rows.ticks] == [38, 39, 40]
    assert rows.wrong == ("“38-45” goes beyond the last row, 40.",)


def test_a_row_typed_twice_counts_once_and_is_named() -> None:
    rows = read_rows("3 2-4", 40)
    assert [one.number for one in rows.ticks] == [3, 2, 4]
    assert rows.wrong == ("Row 3 is typed twice.",)


@given(st.text(), st.integers(0, 60))
def test_whatever_is_typed_only_rows_of_the_sheet_come_out_each_once(text: str, last: int) -> None:
    rows = [one.number for one in read_rows(text, last).ticks]
    assert len(rows) == len(set(rows))
    assert all(1 <= number <= last for number in rows)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_said_back_reads_as_the_same_rows(rows: set[int]) -> None:
    assert set(numbers(spoken(sorted(rows)), 60)) == rows


@pytest.mark.parametrize(("text", "rows"), [("3-17 22", True), ("22x2", True), ("March Jo", False), ("-", False)])
def test_digits_without_words_mean_rows(text: str, rows: bool) -> None:
    assert looks_like_rows(text) is rows
