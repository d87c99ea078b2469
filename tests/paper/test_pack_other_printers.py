"""The pack as plain text and as HTML: the same sheets and rows as in the PDF."""

import dataclasses
import io
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.paper.host_sheets import host_room
from barnstorm.paper.html.pack import write_pack_html
from barnstorm.paper.page import Paper
from barnstorm.paper.text.columns import WIDTH, columns, fit, wrapped
from barnstorm.paper.text.digits import HEIGHT, large
from barnstorm.paper.text.hosts import rows_as_on, text_host_room
from barnstorm.paper.text.pack import write_pack_text
from barnstorm.paper.text.page import FORM_FEED, LINES
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack, PosterLine
from barnstorm.rows.sheet import HostSheet, HostSheets
from tests.paper.sheets import SILENT, START, crowd, event_row, sheet_of
from tests.paper.test_pack_paper import AS_OF, LONG, LOUD, a_pack, action

VOID = {"meta", "link", "col", "br", "img"}
strangers = st.text(min_size=1, max_size=70)


def text(pack: Pack, campaign: Campaign = SILENT) -> list[str]:
    """Its pages."""
    out = io.BytesIO()
    pages = write_pack_text(pack, campaign, out)
    found = out.getvalue().decode().split(FORM_FEED)
    assert found.pop() == ""
    assert len(found) == pages
    return found


def html(pack: Pack, campaign: Campaign = SILENT, paper: Paper = Paper.A4) -> str:
    out = io.BytesIO()
    pages = write_pack_html(pack, campaign, out, paper=paper)
    assert out.getvalue().count(b"<section") == pages
    return out.getvalue().decode()


def numbered_pack() -> Pack:
    """Its sheets have codes, and a host's has two pages in each form."""
    event = event_row(organisations=("Compass", "Labour"))
    door = sheet_of(crowd(40), desks=2, event=event)
    desks = tuple(
        dataclasses.replace(desk, sheet=f"D{number}", walk_in_sheet=f"W{number}")
        for number, desk in enumerate(door.desks, 1)
    )
    room = host_room(event, SILENT, Paper.A4)
    rows = room.filled(room.first + 1)
    hosts = HostSheets(event, (HostSheet("H1", action(), (), rows, 2), HostSheet("H2", None, (), room.first, 1)), AS_OF)
    return a_pack(event=event, door=dataclasses.replace(door, desks=desks), hosts=hosts)


class Checked(HTMLParser):
    """Every tag that is opened is closed, in its order, and no tag or attribute is a stranger's."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {name for name, _ in attrs} - {"class", "dir", "lang", "charset", "style"}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("campaign", [SILENT, LOUD], ids=["silent", "loud"])
def test_every_page_of_text_fits_on_any_printer(campaign: Campaign) -> None:
    long = event_row(title="barnstorm of hope " * 12, venue="王" * 90, organisations=("X" * 80,) * 5)
    wall = (PosterLine("kestrel" * 6, LONG * 3, START, START, False, LONG * 3, "王" * 50),) * 8
    for page in text(a_pack(event=long, door=sheet_of(crowd(200), desks=3, event=long), wall=wall), campaign):
        assert len(page.splitlines()) <= LINES
        assert max(map(columns, page.splitlines())) <= WIDTH


def test_html_is_well_formed_and_asks_for_nothing() -> None:
    page = html(a_pack(event=event_row(organisations=tuple("ABCDEFGH"))), LOUD)
    checked = Checked()
    checked.feed(page)
    checked.close()
    assert checked.open == []
    assert not checked.tags & {"script", "img", "link"}
    assert "http" not in page
    assert "url(" not in page


def test_html_is_black_on_white() -> None:
    colours = set(re.findall(r"#([0-9a-f]{3,6})\b", html(a_pack()).partition("</style>")[0]))
    assert colours
    assert all(len(set(colour)) == 1 for colour in colours)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, "A4"), (Paper.LETTER, "letter")])
def test_html_is_for_the_paper_asked_for(paper: Paper, size: str) -> None:
    page = html(a_pack(), paper=paper)
    assert f"@page {{ size: {size};" in page
    assert f"@page wide {{ size: {size} landscape;" in page


@given(strangers, strangers)
def test_no_name_is_html_or_moves_the_printer(given_name: str, family_name: str) -> None:
    door = sheet_of([(f"<script>{given_name}\x1b[2J", f'"><img src=x onerror=1>{family_name}\f')])
    pack = a_pack(door=door, needs=(dataclasses.replace(a_pack().needs[0], access=f"<b onclick=1>{given_name}"),))
    checked = Checked()
    checked.feed(html(pack))
    assert not checked.tags & {"script", "img"}
    for page in text(pack):
        assert not any(unicodedata.category(ch) == "Cc" for ch in page.replace("\n", ""))
        assert all(columns(line) <= WIDTH for line in page.split("\n"))


def test_the_rows_of_each_sheet_are_the_same_in_both() -> None:
    pack = numbered_pack()
    expected = {desk.sheet: len(desk.rows) for desk in pack.door.desks}
    expected |= {desk.walk_in_sheet: pack.blank_rows for desk in pack.door.desks}
    expected |= {sheet.sheet: sheet.rows for sheet in pack.hosts.sheets}
    in_text: dict[str, list[int]] = {}
    for page in text(pack):
        if "Greeter’s copy" not in page and (sheet := re.search(r"Sheet (\w+), page", page)):
            in_text.setdefault(sheet[1], []).extend(
                map(int, re.findall(r"^ +(\d+) (?:\[|Surname)", page, re.MULTILINE))
            )
    in_html: dict[str, list[int]] = {}
    for page in html(pack).split("<section"):
        if "Greeter’s copy" not in page and (sheet := re.search(r"Sheet (\w+) ·", page)):
            in_html.setdefault(sheet[1], []).extend(map(int, re.findall(r'<td class="no">(\d+)</td>', page)))
    assert in_text == in_html == {sheet: list(range(1, rows + 1)) for sheet, rows in expected.items()}


def test_every_page_of_a_host_says_whose_it_is_and_which() -> None:
    pack = numbered_pack()
    pages = [page for page in text(pack) if "Sheet H1" in page]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        for said in (
            f"page {number} of {len(pages)}",
            "Hannah Routledge",
            "Code on the wall: 7",
            "Write the host’s name on every page",
        ):
            assert said in page
    first, second = (page for page in html(pack).split("<section") if "Sheet H1" in page)
    for page, which in ((first, "Page 1/2"), (second, "Page 2/2")):
        for said in (which, "Hannah Routledge", "Write the host’s name on every page"):
            assert said in page


@pytest.mark.parametrize("write", [text, html])
def test_a_need_is_marked_on_the_greeters_copy_and_told_on_one_page(write: object) -> None:
    assert callable(write)
    written = write(numbered_pack())
    pages = written.split("<section")[1:] if isinstance(written, str) else written
    assert all("Greeter’s copy" in page for page in pages if "◆" in page)
    assert sum("◆" in page for page in pages) == 1
    (needs,) = (page for page in pages if "A ramp." in page)
    assert "For the greeter alone" in needs
    nobody = write(dataclasses.replace(numbered_pack(), needs=()))
    assert "Greeter’s copy" not in "".join(nobody)


def test_the_text_counts_its_own_pages_and_keeps_the_rows_of_other_paper() -> None:
    event = event_row()
    pdf, ours = host_room(event, SILENT, Paper.A4), text_host_room(event, SILENT)
    room = rows_as_on(pdf, ours)
    assert room.filled(1) == pdf.filled(1)
    assert room.pages(pdf.filled(1)) == ours.pages(pdf.filled(1))


def test_the_summary_in_text_lists_every_sheet() -> None:
    listed = re.findall(
        r"^(H\d+) ", "".join(page for page in text(a_pack()) if page.startswith("Summary")), re.MULTILINE
    )
    assert listed == [f"H{number}" for number in range(1, 60)]


def test_a_code_is_written_large() -> None:
    assert len(large("107", 38)) == HEIGHT
    assert {len(line) for line in large("107", 38)} == {38}
    assert large("kestrel", 38)[HEIGHT // 2].strip() == "KESTREL"


@given(st.text(max_size=60), st.integers(2, 40))
def test_a_text_in_so_many_columns_has_so_many(said: str, width: int) -> None:
    assert columns(fit(said, width)) == width
    assert all(columns(line) <= width for line in wrapped(said, width))
    assert len(wrapped(said, width, 2)) <= 2


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=80))
def test_breaking_a_text_into_lines_loses_no_letter(said: str) -> None:
    assert "".join("".join(wrapped(said, 10)).split()) == "".join(said.split())
