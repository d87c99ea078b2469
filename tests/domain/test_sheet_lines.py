"""Lines typed from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.sheet_lines import TickLine, WrittenLine, read_line, surname_first
from barnstorm.errors.door_entry import UnreadableField, UnreadableLine


@pytest.mark.parametrize(
    ("text", "code", "rows"),
    [("D1 3-17 22", "D1", "3-17 22"), ("d12: 3", "D12", "3"), ("3-17", None, "3-17"), ("D1", "D1", "")],
)
def test_a_code_and_digits_are_rows(text: str, code: str | None, rows: str) -> None:
    assert read_line(text) == TickLine(code, rows)


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [("W1 4 March Jo", "W1", 4), ("w1: March Jo", "W1", None), ("W: March Jo", None, None), ("W: 4 March Jo", None, 4)],
)
def test_words_after_a_code_are_somebodys_line(text: str, code: str | None, row: int | None) -> None:
    assert read_line(text) == WrittenLine(code, row, "March, Jo")


def test_words_alone_are_a_slip_and_nobody() -> None:
    for text in ("hlep", "March Jo; 07700 900123", "quit"):
        with pytest.raises(UnreadableLine):
            read_line(text)


@pytest.mark.parametrize(
    "fields",
    [
        "07700 900123; jo@example.org; ca38tp; A, B text",
        "A B; text; CA3 8TP; jo@example.org; 07700 900123",
        "jo@example.org;; 07700 900123; a b TEXT; CA3 8TP;",
    ],
)
def test_the_fields_are_known_by_what_they_look_like(fields: str) -> None:
    line = read_line(f"W1 4 March Jo; {fields}")
    assert isinstance(line, WrittenLine)
    assert (line.phone, line.email) == ("07700 900123", "jo@example.org")
    assert str(line.postcode).upper().replace(" ", "") == "CA38TP"
    assert (line.ticks, line.text_ok, line.left) == (("A", "B"), True, ())


def test_codes_and_offers_belong_to_another_command_and_are_handed_back() -> None:
    line = read_line("W1 March Jo; codes 3,7; host; 12")
    assert isinstance(line, WrittenLine)
    assert line.left == ("codes 3,7", "host", "12")


def test_a_field_that_looks_like_nothing_is_refused() -> None:
    with pytest.raises(UnreadableField):
        read_line("W1 March Jo; somewhere")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("March Jo", "March, Jo"),
        ("March Jo Ann", "March, Jo Ann"),
        ("van der Meer Anna", "van der Meer, Anna"),
        ("Le Guin, Ursula", "Le Guin, Ursula"),
        ("Cher", "Cher"),
        ("march jo", "march, jo"),
    ],
)
def test_the_surname_stands_first(written: str, read: str) -> None:
    assert surname_first(written) == read


@given(st.text())
def test_any_line_is_read_or_refused(text: str) -> None:
    try:
        read_line(text)
    except (UnreadableLine, UnreadableField) as e:
        assert e.hint
