"""Names folded, cut and sorted; other people's text made harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.names import fold, join_name, nearest, slug, split_name, surname_key
from barnstorm.domain.text import one_line, paragraphs, show_hidden


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ynys Môn", "ynys mon"),
        ("Barrow & Furness", "barrow and furness"),
        ("Southampton, Itchen", "Southampton Itchen"),
        ("O’Brien", "obrien"),
        ("Łukasz Dąbrowski", "lukasz dabrowski"),
        ("MÜLLER", "muller"),
        ("  Tullie   House ", "tullie house"),
    ],
)
def test_a_name_is_found_in_any_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("full", "given_name", "family"),
    [
        ("Ann O'Brien", "Ann", "O'Brien"),
        ("O'Brien, Ann", "Ann", "O'Brien"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Mary Jane Watson", "Mary Jane", "Watson"),
        ("Cher", "", "Cher"),
        ("Smith,", "", "Smith"),
    ],
)
def test_a_name_in_one_piece_is_cut_before_the_surname(full: str, given_name: str, family: str) -> None:
    assert split_name(full) == (given_name, family)


def test_the_door_list_stands_in_surname_order_whatever_the_accents() -> None:
    people = [("Zoë", "Ångström"), ("Ann", "Zia"), ("Bob", "angus"), ("Al", "Ångström")]
    ordered = sorted(people, key=lambda person: surname_key(*person))
    assert ordered == [("Al", "Ångström"), ("Zoë", "Ångström"), ("Bob", "angus"), ("Ann", "Zia")]


def test_near_misses_are_offered_as_they_are_written() -> None:
    assert nearest("Carlise", ["Carlisle", "Copeland", "Workington"]) == ["Carlisle"]
    assert nearest("Barrow", ["Barrow and Furness", "Harrow East"])[0] in {"Barrow and Furness", "Harrow East"}
    assert nearest("zzzz", ["Carlisle"]) == []


def test_a_slug_is_safe_to_type() -> None:
    assert slug("Tullie House, Carlisle") == "tullie-house-carlisle"
    assert slug("Ynys Môn") == "ynys-mon"
    assert slug("東京") == ""


HOSTILE = "Ann\x1b[2J\u202eeb\u200bll\r\nBcc: x@example.org\x00"


def test_a_strangers_name_keeps_its_letters_and_loses_what_cannot_be_seen() -> None:
    assert one_line(HOSTILE) == "Ann[2Jebll Bcc: x@example.org"


def test_on_a_terminal_what_cannot_be_seen_is_shown_escaped() -> None:
    assert show_hidden("a\x1b[31mb\u202ec") == "a\\x1b[31mb\\u202ec"


@given(st.text())
def test_one_line_is_one_line_for_good(text: str) -> None:
    cleaned = one_line(text)
    assert cleaned == one_line(cleaned)
    assert len(cleaned.splitlines()) <= 1
    assert not [ch for ch in cleaned if unicodedata.category(ch) == "Cc"]


@given(st.text())
def test_paragraphs_keep_their_line_breaks_and_nothing_else_unseen(text: str) -> None:
    cleaned = paragraphs(text)
    assert not [ch for ch in cleaned if unicodedata.category(ch) == "Cc" and ch not in "\n\t"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_folding_twice_is_folding_once(given_name: str, family: str) -> None:
    name = join_name(given_name, family)
    assert fold(fold(name)) == fold(name)
