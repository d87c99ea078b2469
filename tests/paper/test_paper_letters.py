"""Letters of many scripts on paper."""

import io
import unicodedata

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.paper.door import unwritable, write_door_list
from barnstorm.paper.fonts import BOLD, EAST_ASIAN, REGULAR, fitted, load, readable, words, wrapped
from barnstorm.paper.readings import reading
from barnstorm.paper.righttoleft import as_drawn
from tests.paper.sheets import SILENT, sheet_of


@pytest.mark.parametrize(
    ("given_name", "family_name"),
    [
        ("Łukasz", "Wójcik"),
        ("Thị Ánh", "Nguyễn"),
        ("Ελένη", "Παπαδοπούλου"),
        ("Олена", "Шевченко"),
        ("小明", "王"),
        ("さくら", "山田"),
        ("민수", "김"),
        ("ნინო", "ბერიძე"),
        ("Հայկ", "Սարգսյան"),
        ("Seán", "Ó Briain"),
    ],
)
def test_a_name_is_printed_as_it_is_written(given_name: str, family_name: str) -> None:
    sheet = sheet_of([(given_name, family_name)])
    out = io.BytesIO()
    write_door_list(sheet, SILENT, out)
    page = unicodedata.normalize("NFC", pypdf.PdfReader(out).pages[0].extract_text())
    assert given_name in page
    assert family_name in page
    assert unwritable(sheet) == []


def test_what_no_font_has_is_printed_as_a_reading_and_told() -> None:
    sheet = sheet_of([("नेहा", "शर्मा"), ("Ann", "Bell")])
    out = io.BytesIO()
    write_door_list(sheet, SILENT, out)
    page = pypdf.PdfReader(out).pages[0].extract_text()
    assert "Sharma" in page
    assert "Neha" in page
    assert [(row.name, printed) for row, printed in unwritable(sheet)] == [("नेहा शर्मा", "Neha Sharma")]


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("नेहा", "Neha"),
        ("शर्मा", "Sharma"),
        ("राम", "Ram"),
        ("प्रिया", "Priya"),
        ("मोहम्मद", "Mohammad"),
        ("પટેલ", "Patel"),
        ("தமிழ்", "Tamizh"),
        ("สมชาย", "‹Thai›"),
        ("አበበ", "‹Ethiopic›"),
        ("🎉", ""),
    ],
)
def test_a_reading_says_how_a_name_sounds_or_in_which_script_it_is(word: str, latin: str) -> None:
    assert reading(word) == latin


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("محمد", "ﺪﻤﺤﻣ"),
        ("علي", "ﻲﻠﻋ"),
        ("سلام", "ﻡﻼﺳ"),
        ("שרה כהן", "ןהכ הרש"),
        ("Ann Bell", "Ann Bell"),
        ("Hall (שרה)", "Hall (הרש)"),
        ("שרה 12", "12 הרש"),
    ],
)
def test_right_to_left_names_are_joined_and_turned(text: str, shown: str) -> None:
    assert as_drawn(text) == shown


def test_every_joined_form_has_a_letter_in_the_font() -> None:
    name = "پهلوی گلناز فاطمة الزهراء الخليفة ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    assert all(ord(ch) in load(font) for ch in as_drawn(name) for font in (REGULAR, BOLD))


@given(st.text())
def test_any_text_at_all_can_be_drawn(text: str) -> None:
    drawn = words(text, 10)
    assert drawn.width >= 0
    fonts = {font for font, _ in drawn.pieces}
    assert fonts <= {REGULAR, EAST_ASIAN}


@given(st.text(min_size=1, max_size=80), st.integers(40, 300))
def test_what_is_fitted_is_no_wider_than_its_room(text: str, room: int) -> None:
    found = fitted(text, room, 11, smallest=8)
    assert found.width <= room + 0.01
    assert found.size >= 8


def test_text_that_fits_is_left_alone_then_shrunk_then_cut() -> None:
    plain, shrunk, cut = (fitted("n" * letters, 100, 10, smallest=8) for letters in (5, 18, 80))
    assert (plain.size, plain.pieces[0][1]) == (10, "n" * 5)
    assert 8 <= shrunk.size < 10
    assert shrunk.pieces[0][1] == "n" * 18
    assert cut.size == 8
    assert cut.pieces[0][1].endswith("…")


@given(st.text(alphabet="abc \n", max_size=300), st.integers(30, 200), st.integers(1, 6))
def test_wrapped_lines_fit_and_are_no_more_than_allowed(text: str, room: int, most: int) -> None:
    lines = wrapped(text, room, 7, most)
    assert len(lines) <= most
    assert all(line.width <= room + 0.01 for line in lines)


def test_letters_that_fonts_have_are_left_as_they_are() -> None:
    assert readable("Zoë O’Hara") == "Zoë O’Hara"
