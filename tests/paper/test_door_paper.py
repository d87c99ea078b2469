"""The door list as it is printed: read back, and looked at."""

import dataclasses
import io
import re
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from barnstorm.domain.sign_in import wording
from barnstorm.paper.door import write_door_list
from barnstorm.paper.page import MARGIN, Paper
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import Desk, DoorRow, DoorSheet
from tests.paper.sheets import SILENT, START, crowd, door_row, event_row, sheet_of


def drawn(sheet: DoorSheet, campaign: Campaign = SILENT, **how: Any) -> bytes:
    out = io.BytesIO()
    pages = write_door_list(sheet, campaign, out, **how)
    assert pages == len(pypdf.PdfReader(out).pages)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def numbers(page: str) -> list[int]:
    """The numbers of the lines of a sheet for walk-ins."""
    return [int(line) for line in page.splitlines() if line.isdecimal()]


def one_row(**facts: Any) -> DoorSheet:
    return dataclasses.replace(sheet_of([]), desks=(Desk("", (door_row(1, "Ann", "Bell", **facts),)),))


def test_every_page_says_of_which_event_and_which_page_it_is() -> None:
    sheet = sheet_of(crowd(200), desks=3)
    pages = texts(drawn(sheet))
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)} in all" in page
        assert "Carlisle barnstorm" in page
        assert "Tuesday 16 May 2017, 7.30pm to 9.30pm" in page
        assert "Tullie House, Castle Street, Carlisle CA3 8TP" in page
    counted = [re.findall(r"Page (\d+)/(\d+)", page) for page in pages]
    of = [-(-len(desk.rows) // 31) for desk in sheet.desks]
    assert [pair for (pair,) in counted] == [
        pair for many in of for pair in [*((str(n), str(many)) for n in range(1, many + 1)), ("1", "1")]
    ]


def test_names_come_in_the_order_of_the_list_surname_first() -> None:
    sheet = sheet_of(crowd(100))
    whole = "\n".join(texts(drawn(sheet)))
    at = 0
    for row in sheet.rows:
        found = re.compile(rf"\b{row.person_id}\n{row.family_name}\n{row.given_name}\n").search(whole, at)
        assert found, row
        at = found.start()


def test_each_desk_has_its_own_pages_with_its_sign_and_its_own_lines_for_walk_ins() -> None:
    sheet = sheet_of(crowd(120), desks=2)
    pages = texts(drawn(sheet, blank_rows=4))
    signs = [desk.sign for desk in sheet.desks]
    assert len(signs) == 2
    seen = [next(sign for sign in signs if sign in page) for page in pages]
    assert seen == sorted(seen)
    lines = [page for page in pages if "Not on the list?" in page]
    assert [next(sign for sign in signs if sign in page) for page in lines] == signs
    assert [numbers(page) for page in lines] == [[1, 2, 3, 4]] * 2


def test_walk_ins_find_the_columns_that_sign_in_sheets_have() -> None:
    page = texts(drawn(sheet_of(crowd(3))))[-1]
    for title in (
        "Here",
        "Surname",
        "First name",
        "Mobile",
        "Email",
        "Postcode",
        "Text OK",
        "Host",
        "Codes",
        "Initials",
    ):
        assert title in page
    assert numbers(page) == list(range(1, 13))


def test_each_organisation_has_its_own_tick_and_says_what_it_is_for() -> None:
    event = event_row(organisations=("Compass", "Carlisle Green Party"))
    page = texts(drawn(sheet_of(crowd(3), event=event)))[-1]
    for title, organisation in (("A", "Compass"), ("B", "Carlisle Green Party")):
        assert re.search(rf"^{title}$", page, re.MULTILINE)
        assert f"{title}  {wording(organisation)}" in page


def test_many_organisations_share_a_column_and_each_still_says_what_it_is_for() -> None:
    names = tuple(f"Group {number}" for number in range(1, 10))
    page = texts(drawn(sheet_of(crowd(3), event=event_row(organisations=names)), blank_rows=40))[-1]
    assert all(wording(name) in page for name in names)
    assert "I agree: letters" in page
    assert not re.search("^A$", page, re.MULTILINE)


@pytest.mark.parametrize(
    ("names", "blank_rows"),
    [(0, 0), (0, 70), (1, 12), (12, 12), (13, 12), (14, 12), (30, 0), (30, 1), (31, 12), (65, 25)],
)
def test_all_names_and_all_lines_for_walk_ins_are_there_whatever_fits_on_a_page(names: int, blank_rows: int) -> None:
    pages = texts(drawn(sheet_of(crowd(names)), blank_rows=blank_rows))
    lines = [page for page in pages if "Not on the list?" in page]
    assert [number for page in lines for number in numbers(page)] == list(range(1, blank_rows + 1))
    rows = [
        int(number)
        for page in pages
        if page not in lines
        for number in re.findall(r"^(\d+)\n[A-Z][a-z]+\n[A-Z][a-z]+\n\d", page, re.MULTILINE)
    ]
    assert rows == list(range(1, names + 1))


def test_an_empty_list_is_a_sheet_for_walk_ins() -> None:
    (page,) = texts(drawn(sheet_of([])))
    assert "Page 1/1" in page
    assert numbers(page) == list(range(1, 13))
    assert "Nobody is on the list yet." in texts(drawn(sheet_of([]), blank_rows=0))[0]


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        ({"answer": "maybe"}, "maybe"),
        ({"answer": "waitlisted", "waitlist_position": 7}, "waiting list 7"),
        ({"answer": None, "attended": True}, "walk-in"),
        ({"answer": "declined", "attended": True}, "declined"),
    ],
)
def test_who_is_not_simply_expected_is_marked(facts: dict[str, Any], mark: str) -> None:
    assert mark in texts(drawn(one_row(**facts), blank_rows=0))[0]
    assert mark not in texts(drawn(one_row(), blank_rows=0))[0]


def test_who_helps_tonight_is_marked_with_their_role() -> None:
    assert "Greeter" in texts(drawn(one_row(role="Greeter"), blank_rows=0))[0]
    assert "maybe · Greeter" in texts(drawn(one_row(answer="maybe", role="Greeter"), blank_rows=0))[0]


def test_those_who_are_in_have_their_tick_already() -> None:
    assert "✓" in texts(drawn(one_row(attended=True)))[0]
    assert "✓" not in texts(drawn(one_row()))[0]


def test_privacy_notice_and_imprint_stand_on_every_page() -> None:
    campaign = Campaign("Carlisle Together", "", "", "Promoted by A. Agent, 1 Castle Street.", "We keep it four weeks.")
    for page in texts(drawn(sheet_of(crowd(60)), campaign)):
        assert "Promoted by A. Agent, 1 Castle Street." in page
        assert "We keep it four weeks." in page
        assert "Carlisle Together" in page


def test_a_long_notice_takes_room_from_the_names_and_not_from_itself() -> None:
    notice = " ".join(f"clause{number}" for number in range(120))
    pages = texts(drawn(sheet_of(crowd(30)), Campaign("", "", "", "", notice), blank_rows=0))
    for page in pages:
        assert all(f"clause{number}" in page for number in range(120))
    assert len(pages) > len(texts(drawn(sheet_of(crowd(30)), blank_rows=0)))


def test_a_cancelled_event_says_so_on_its_sheet() -> None:
    assert "CANCELLED: Carlisle barnstorm" in texts(drawn(sheet_of([], event=event_row(status="cancelled"))))[0]


def test_an_event_over_midnight_names_both_days() -> None:
    late = event_row(ends_at=START + timedelta(hours=6))
    assert "Tuesday 16 May 2017, 7.30pm to Wednesday 17 May 2017, 1.30am" in texts(drawn(sheet_of([], event=late)))[0]


def test_an_event_without_a_venue_leaves_its_line_empty() -> None:
    nowhere = event_row(venue=None, address=None, postcode=None)
    assert "None" not in texts(drawn(sheet_of([], event=nowhere)))[0]


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_is_printed_in_the_margin(paper: Paper) -> None:
    """A printer cuts off what stands there."""
    long = [("W" * 60, "M" * 60), ("Anastasia Konstantinopolitanskaya " * 2, "Fox"), ("", "X" * 200), ("Jo", "Li")]
    event = event_row(title="barnstorm of hope " * 12, venue="Memorial Hall " * 12)
    pdf = drawn(
        sheet_of([*long, *crowd(60)], desks=2, event=event),
        Campaign("N" * 200, "", "", "I" * 500, "P " * 900),
        paper=paper,
    )
    for page in pypdfium2.PdfDocument(pdf):
        assert sorted(page.get_size()) == pytest.approx(sorted(paper.size), abs=0.5)
        picture = page.render(scale=1, grayscale=True).to_pil().point(lambda shade: 255 if shade < 250 else 0)
        left, top, right, bottom = picture.getbbox()
        edge = MARGIN - 4  # the thick rule and antialiasing reach a little over
        assert left >= edge
        assert top >= edge
        assert right <= page.get_width() - edge
        assert bottom <= page.get_height() - edge + 2


def test_a_long_name_neither_runs_into_another_nor_into_the_party() -> None:
    """The columns are found by what stands in them; each begins after the one before has ended."""
    sheet = sheet_of(
        [("Maximilian Alexander Christopher " * 2, "Featherstonehaugh-Cholmondeley " * 2), ("W" * 60, "M" * 60)]
    )
    document = pypdfium2.PdfDocument(drawn(sheet, blank_rows=0))
    page = document[0].get_textpage()
    boxes = [page.get_rect(i) for i in range(page.count_rects())]
    for one in boxes:
        for other in boxes:
            if one is not other and abs(one[1] - other[1]) < 2:
                assert one[2] <= other[0] + 0.5 or other[2] <= one[0] + 0.5
    assert "…" in page.get_text_bounded()


def test_a_row_is_high_enough_for_a_pen() -> None:
    millimetre = 72 / 25.4
    page = pypdfium2.PdfDocument(drawn(sheet_of(crowd(30)), blank_rows=0))[0].get_textpage()
    boxes = [page.get_rect(i) for i in range(page.count_rects())]
    numbers = sorted(
        box[1] for box in boxes if re.fullmatch(r"\d+", page.get_text_bounded(*box).strip()) and box[0] < 130
    )
    steps = {round((high - low) / millimetre, 1) for low, high in pairwise(numbers)}
    assert 7.5 in steps
    assert min(step for step in steps if step > 1) >= 7


def test_the_sheet_is_black_on_white() -> None:
    picture = pypdfium2.PdfDocument(drawn(sheet_of(crowd(30))))[0].render(scale=1).to_pil().convert("RGB")
    assert all(max(colour) - min(colour) <= 2 for _, colour in picture.getcolors(maxcolors=1 << 20) or [])


def test_the_same_list_makes_the_same_bytes() -> None:
    assert drawn(sheet_of(crowd(40))) == drawn(sheet_of(crowd(40)))


def test_only_the_letters_used_are_embedded() -> None:
    assert len(drawn(sheet_of(crowd(500)))) < 200_000


def by_given_name(rows: list[DoorRow]) -> DoorSheet:
    return dataclasses.replace(sheet_of([]), desks=(Desk("", tuple(rows)),), by_given_name=True)


def test_by_given_name_that_name_leads() -> None:
    page = texts(drawn(by_given_name([door_row(1, "Ann", "Young"), door_row(2, "Zoe", "Bell")]), blank_rows=0))[0]
    assert page.index("Ann") < page.index("Young") < page.index("Zoe") < page.index("Bell")
    assert page.index("Given name") < page.index("Surname")
