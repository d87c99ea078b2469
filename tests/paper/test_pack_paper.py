"""The pack's own papers, drawn and looked at."""

import dataclasses
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from barnstorm.paper.host_sheets import host_room, write_host_sheets
from barnstorm.paper.pack import write_pack
from barnstorm.paper.page import MARGIN, Paper
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import HelpersWanted, NeedRow, Outlook, Pack, PosterLine
from barnstorm.rows.sheet import HostedAction, HostLine, HostRoom, HostSheet, HostSheets, PrintedSheet
from barnstorm.rows.volunteer import RoleRow
from tests.paper.sheets import SILENT, START, crowd, event_row, sheet_of

AS_OF = datetime(2017, 5, 16, 16, 5, tzinfo=UTC)
LOUD = Campaign("N" * 90, "", "", "Imprint " * 60, "Privacy " * 200)
LONG = "Featherstonehaugh-Cholmondeley-Marjoribanks-Wriothesley-Beau"


def action(**facts: Any) -> HostedAction:
    usual: dict[str, Any] = {
        "ref": "canvass",
        "code": "7",
        "title": "Canvass in Denton Holme",
        "kind": "canvass",
        "starts_at": START + timedelta(days=4),
        "ends_at": START + timedelta(days=4, hours=3),
        "all_day": False,
        "where": "Community Centre",
        "host": "Hannah Routledge",
        "capacity": 12,
        "cancelled": False,
    }
    return HostedAction(**(usual | facts))


def role(**facts: Any) -> RoleRow:
    usual: dict[str, Any] = {
        "event": "carlisle",
        "role": "Greeter",
        "needed": 2,
        "filled": 1,
        "confirmed": 0,
        "missing": 1,
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "brief": "Tick people in.",
        "people": ("Ann Bell",),
    }
    return RoleRow(**(usual | facts))


def a_pack(**facts: Any) -> Pack:
    sheets = tuple(PrintedSheet(f"H{number}", "host", LONG, 17, 1) for number in range(1, 60))
    helpers = tuple(HelpersWanted(f"Role {number} {LONG}", number, 0) for number in range(9))
    outlook = Outlook(
        *("carlisle", "Carlisle barnstorm", 120, 8, 3, 50, 60, 48, 90, 0.5, 0, 1, 3, 99, 100, 10, 1),
        helpers=helpers,
        sheets=sheets,
    )
    event = facts.get("event", event_row(organisations=("Compass", "Labour")))
    wall = PosterLine("7", "Canvass", START, START + timedelta(hours=2), False, "Community Centre", "Hannah")
    host = HostSheet("H1", action(), (HostLine(1, "Ann", LONG),), 41, 2)
    usual: dict[str, Any] = {
        "event": event,
        "outlook": outlook,
        "door": sheet_of(crowd(40), event=event),
        "blank_rows": 12,
        "needs": (NeedRow(1, LONG, "D1", 1, "A ramp. " * 60),),
        "roles": (role(), role(role=LONG, brief="Do this and that. " * 40, people=(LONG,) * 14)),
        "wall": (wall,),
        "hosts": HostSheets(event, (host, HostSheet("H2", None, (), 17, 1)), AS_OF),
        "under_review": 0,
        "as_of": AS_OF,
    }
    return Pack(**(usual | facts))


def drawn(pack: Pack, campaign: Campaign = SILENT, paper: Paper = Paper.A4) -> bytes:
    out = io.BytesIO()
    pages = write_pack(pack, campaign, out, paper=paper)
    assert pages == len(pypdf.PdfReader(out).pages)
    return out.getvalue()


def texts(pdf: bytes, what: str = "") -> list[str]:
    """The text of each page that begins with `what`."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return [page for page in pages if page.startswith(what)]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("campaign", [SILENT, LOUD], ids=["silent", "loud"])
def test_nothing_is_printed_in_the_margin(paper: Paper, campaign: Campaign) -> None:
    long = event_row(title="barnstorm of hope " * 12, venue="Memorial Hall " * 12, organisations=("X" * 80,) * 4)
    hosts = HostSheets(
        long, (HostSheet("H1", action(title=LONG * 2, host=LONG, code="kestrel" * 4), (), 30, 2),), AS_OF
    )
    wall = (PosterLine("kestrel" * 3, LONG * 3, START, START + timedelta(days=1), False, LONG * 3, LONG),) * 8
    for page in pypdfium2.PdfDocument(drawn(a_pack(event=long, hosts=hosts, wall=wall), campaign, paper)):
        picture = page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 if shade < 250 else 0)
        left, top, right, bottom = picture.getbbox()
        edge = MARGIN - 4  # the thick rule and antialiasing reach a little over
        assert left >= edge
        assert top >= edge
        assert right <= page.get_width() - edge
        assert bottom <= page.get_height() - edge + 2


def test_everything_is_black_on_white() -> None:
    for page in pypdfium2.PdfDocument(drawn(a_pack())):
        picture = page.render(scale=0.5).to_pil().convert("RGB")
        assert all(max(colour) - min(colour) <= 2 for _, colour in picture.getcolors(maxcolors=1 << 20) or [])


def test_the_summary_says_what_to_expect_and_lists_every_sheet() -> None:
    pages = texts(drawn(a_pack()), "Summary")
    assert len(pages) > 1
    for text in (
        "60",
        "to expect, 48 to 90",
        "8 maybe, 3 on the waiting list",
        "The venue holds 50: it may be too small.",
    ):
        assert text in pages[0]
    listed = [line for page in pages for line in page.splitlines() if line.startswith("H") and line[1:].isdecimal()]
    assert listed == [f"H{number}" for number in range(1, 60)]


def test_an_outlook_of_closed_evenings_says_so() -> None:
    outlook = dataclasses.replace(a_pack().outlook, evenings=2, show_rate=0.71, needs=0)
    page = texts(drawn(a_pack(outlook=outlook)), "Summary")[0]
    assert "At 2 closed evenings of yours the room was 71% of that" in page
    assert "nobody told us of an access need" in page


def test_a_role_with_many_helpers_has_several_cards() -> None:
    (page,) = texts(drawn(a_pack()), "Greeter\n")
    for text in ("Tick people in.", "7.30pm to 9.30pm", "Ann Bell", "card 1/2", "card 2/2", "Tuesday 16 May 2017"):
        assert text in page
    assert texts(drawn(a_pack(roles=())), "Greeter\n") == []


def test_a_long_need_is_told_over_several_lines() -> None:
    (page,) = texts(drawn(a_pack()), "Access needs")
    assert len([line for line in page.splitlines() if line.startswith("A ramp.")]) > 2


def test_needs_run_over_as_many_pages_as_they_take() -> None:
    needs = tuple(NeedRow(number, f"Name {number}", "D1", number, "A ramp. " * 30) for number in range(1, 40))
    pages = texts(drawn(a_pack(needs=needs)), "Access needs")
    assert len(pages) > 1
    assert all(any(f"Name {number}\n" in page for page in pages) for number in range(1, 40))


def test_host_sheets_can_be_printed_alone_and_a_blank_one_asks_for_the_host() -> None:
    out = io.BytesIO()
    blank = HostSheets(event_row(), (HostSheet("H4", None, (), 41, 2),), AS_OF)
    assert write_host_sheets(blank, SILENT, out) == 2
    first, second = (page.extract_text() for page in pypdf.PdfReader(out).pages)
    for label in ("Host", "Mobile", "Email", "What", "When", "Where", "Places", "My home"):
        assert label in first
    for page in (first, second):
        assert "Sheet H4" in page
        assert "Write the host’s name on every page" in page
    assert "Host:" in second


def test_the_rows_of_a_host_sheet_fill_its_pages() -> None:
    room = host_room(event_row(), SILENT, Paper.A4)
    assert (room.pages(room.first), room.pages(room.first + 1)) == (1, 2)
    assert HostRoom(10, 20).filled(1) == 10
    assert HostRoom(10, 20).filled(11) == 30


def test_the_same_pack_makes_the_same_bytes() -> None:
    assert drawn(a_pack()) == drawn(a_pack())
