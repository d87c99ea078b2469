"""The door list as plain text and as HTML."""

import dataclasses
import io
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.paper.html.door import write_door_html
from barnstorm.paper.text.columns import WIDTH
from barnstorm.paper.text.door import write_door_text
from barnstorm.paper.text.page import FORM_FEED, LINES
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import Desk, DoorSheet
from tests.paper.sheets import SILENT, crowd, door_row, event_row, sheet_of

LOUD = Campaign("Carlisle Together", "", "", "Promoted by A. Agent.", "We keep it four weeks. " * 20)
CALLED = event_row(organisations=("Compass", "Carlisle Green Party"))
names = st.text(min_size=1, max_size=70)


def text(sheet: DoorSheet, campaign: Campaign = SILENT, blank_rows: int = 12) -> list[str]:
    """Its pages."""
    out = io.BytesIO()
    pages = write_door_text(sheet, campaign, out, blank_rows=blank_rows)
    found = out.getvalue().decode().split(FORM_FEED)
    assert found.pop() == ""
    assert len(found) == pages
    return found


def html(sheet: DoorSheet, campaign: Campaign = SILENT, blank_rows: int = 12) -> str:
    out = io.BytesIO()
    pages = write_door_html(sheet, campaign, out, blank_rows=blank_rows)
    assert out.getvalue().count(b"<section") == pages
    return out.getvalue().decode()


def one_name(given_name: str, family_name: str) -> DoorSheet:
    return dataclasses.replace(sheet_of([]), desks=(Desk("", (door_row(1, given_name, family_name),), "D1"),))


class Seen(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {name for name, _ in attrs} - {"class", "dir", "lang", "charset", "style"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def columns(line: str) -> int:
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in line)


@pytest.mark.parametrize("campaign", [SILENT, LOUD])
def test_a_page_of_text_fits_on_any_printer(campaign: Campaign) -> None:
    for page in text(sheet_of(crowd(200), desks=3, event=CALLED), campaign, blank_rows=30):
        lines = page.splitlines()
        assert len(lines) <= LINES
        assert max(len(line) for line in lines) <= WIDTH


def test_text_numbers_the_rows_of_each_sheet_and_gives_each_a_box() -> None:
    page = text(sheet_of(crowd(3)), blank_rows=0)[0]
    assert [line.split()[:3] for line in page.splitlines() if "[ ]" in line] == [[n, "[", "]"] for n in "123"]


@given(names, names)
def test_whatever_a_name_is_made_of_its_line_keeps_its_width(given_name: str, family_name: str) -> None:
    (page,) = text(one_name(given_name, family_name), blank_rows=0)
    assert all(columns(line) <= WIDTH for line in page.split("\n"))
    assert len(page.split("\n")) == len(text(one_name("Ann", "Bell"), blank_rows=0)[0].split("\n"))


def test_control_characters_do_not_reach_the_printer() -> None:
    (page,) = text(one_name("Ann\x1b[2J\f", "Bell\x00"), blank_rows=0)
    assert not any(unicodedata.category(ch) == "Cc" for ch in page.replace("\n", ""))


@given(names, names)
def test_a_name_is_no_html(given_name: str, family_name: str) -> None:
    seen = Seen()
    seen.feed(html(one_name(f"<script>{given_name}", f'"><img src=x onerror=1>{family_name}')))
    assert not seen.tags & {"script", "img"}


def test_html_has_every_script_as_it_is_written_and_asks_for_nothing() -> None:
    page = html(sheet_of([("नेहा", "शर्मा"), ("小明", "王"), ("فاطمة", "الزهراء"), ("Ann", "Bell")], event=CALLED), LOUD)
    for word in ("शर्मा", "王", "الزهراء", "Bell", "We keep it four weeks.", "Promoted by A. Agent."):
        assert word in page
    assert "http" not in page
    assert "url(" not in page


@pytest.mark.parametrize("write", [text, html])
def test_each_says_what_is_agreed_to_and_that_an_event_is_cancelled(write: object) -> None:
    assert callable(write)
    cancelled = event_row(organisations=("Compass", "Carlisle Green Party"), status="cancelled")
    written = "".join(write(sheet_of(crowd(2), event=cancelled)))
    assert "I agree that Compass" in written
    assert "I agree that Carlisle Green Party" in written
    assert "CANCELLED: Carlisle barnstorm" in written
    assert "Nobody is on the list yet." in "".join(write(sheet_of([]), blank_rows=0))
