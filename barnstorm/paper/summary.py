"""The organiser's own page: how many to expect, what to bring, who is missing, and every sheet to get back."""

from collections.abc import Iterator, Sequence
from itertools import islice

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import fitted, words
from barnstorm.paper.outlook_words import about, basis, materials, others, to_expect, too_small
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.phrases import GET_BACK
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import HelpersWanted, Outlook, Pack
from barnstorm.rows.sheet import PrintedSheet

_LINE, _BOX = 6.6 * mm, 4 * mm
_HEAD = 11 * mm
_BIG = 40
_EXPECTED = 30 * mm
_HELPER_COLUMNS = (("Role", 0.0), ("wanted", 0.62), ("found", 0.82))
_SHEET_COLUMNS = (("Sheet", 0.0), ("For", 0.11), ("Pages", 0.50), ("Rows", 0.59), ("Back", 0.68), ("Rows used", 0.76),
                  ("Photographed", 0.88))  # fmt: skip


def draw_summary(canvas: Canvas, pack: Pack, campaign: Campaign, paper: Paper) -> None:
    """One page; more if the sheets are many."""
    to_type = f"What has come back: barnstorm door sheets {pack.event.ref}"
    around = frame(pack.event, campaign, "Summary, for the organiser", pack.as_of, paper, to_type)
    outlook, sheets = pack.outlook, iter(pack.outlook.sheets)
    top = _sheets_top(around, outlook)
    parts = list(_parts(sheets, around, top))
    for number, part in enumerate(parts, 1):
        canvas.setPageSize((around.width, around.height))
        around.draw_head(canvas, "", number, len(parts))
        if number == 1:
            _draw_expected(canvas, around, outlook)
            _draw_materials(canvas, around, outlook)
            _draw_helpers(canvas, around, outlook.helpers)
        _draw_sheets(canvas, around, part, top if number == 1 else around.top)
        around.draw_foot(canvas, "")
        canvas.showPage()


def _sheets_top(around: Frame, outlook: Outlook) -> float:
    """Where the list of sheets begins on the first page: under the longer of the two lists above it."""
    lines = max(len(materials(outlook)), len(outlook.helpers) + 1)
    return around.top - _EXPECTED - _HEAD - lines * _LINE - 4 * mm


def _parts(sheets: Iterator[PrintedSheet], around: Frame, top: float) -> Iterator[list[PrintedSheet]]:
    """The sheets of each page; the first has its page whether there are any or not."""
    room = top
    while (part := list(islice(sheets, max(0, int((room - around.bottom - _HEAD - _LINE) // _LINE))))) or room == top:
        yield part
        room = around.top


def _draw_expected(canvas: Canvas, around: Frame, outlook: Outlook) -> None:
    y = around.top - 14 * mm
    big = words(str(outlook.expected), _BIG, bold=True)
    big.draw(canvas, around.left, y)
    x, room = around.left + big.width + 5 * mm, around.right - around.left - big.width - 5 * mm
    fitted(to_expect(outlook), room, 14, smallest=9, bold=True).draw(canvas, x, y + 5 * mm)
    fitted(basis(outlook), room, 9, smallest=6).draw(canvas, x, y)
    fitted(others(outlook), around.right - around.left, 9, smallest=6).draw(canvas, around.left, y - 7 * mm)
    if warning := too_small(outlook):
        fitted(warning, around.right - around.left, 10, smallest=7, bold=True).draw(canvas, around.left, y - 12 * mm)


def _draw_materials(canvas: Canvas, around: Frame, outlook: Outlook) -> None:
    y = _title(canvas, f"Bring, for {outlook.expected_high}", around.left, around.top - _EXPECTED)
    for number, what in materials(outlook):
        y -= _LINE
        canvas.setLineWidth(0.8)
        canvas.rect(around.left, y, _BOX, _BOX)
        words(str(number), 11, bold=True).draw_right(canvas, around.left + 18 * mm, y + 0.6 * mm)
        words(what, 11).draw(canvas, around.left + 20 * mm, y + 0.6 * mm)


def _draw_helpers(canvas: Canvas, around: Frame, helpers: Sequence[HelpersWanted]) -> None:
    middle = (around.left + around.right) / 2 + 4 * mm
    width = around.right - middle
    y = _title(canvas, "Helpers", middle, around.top - _EXPECTED)
    y -= _LINE
    canvas.setFillGray(SOFT)
    for title, at in _HELPER_COLUMNS:
        words(title, 7.5).draw(canvas, middle + at * width, y + 1.5 * mm)
    canvas.setFillGray(INK)
    for helper in helpers:
        y -= _LINE
        missing = helper.found < helper.wanted
        fitted(helper.role, 0.6 * width, 11, smallest=8, bold=missing).draw(canvas, middle, y + 0.6 * mm)
        words(str(helper.wanted), 11).draw(canvas, middle + 0.62 * width, y + 0.6 * mm)
        words(str(helper.found), 11, bold=missing).draw(canvas, middle + 0.82 * width, y + 0.6 * mm)


def _draw_sheets(canvas: Canvas, around: Frame, sheets: Sequence[PrintedSheet], top: float) -> None:
    """A line a sheet: nothing leaves the room before it is back, counted and photographed."""
    if not sheets:
        return
    width = around.right - around.left
    y = _title(canvas, GET_BACK, around.left, top)
    y -= _LINE
    canvas.setFillGray(SOFT)
    for title, at in _SHEET_COLUMNS:
        words(title, 7.5).draw(canvas, around.left + at * width, y + 1.5 * mm)
    canvas.setFillGray(INK)
    places = [around.left + at * width for _, at in _SHEET_COLUMNS]
    for sheet in sheets:
        y -= _LINE
        words(sheet.sheet, 11, bold=True).draw(canvas, places[0], y + 1 * mm)
        fitted(about(sheet), 0.38 * width, 10, smallest=7).draw(canvas, places[1], y + 1 * mm)
        words(str(sheet.pages), 10).draw(canvas, places[2], y + 1 * mm)
        words(str(sheet.rows), 10).draw(canvas, places[3], y + 1 * mm)
        canvas.setLineWidth(0.8)
        canvas.rect(places[4], y, _BOX, _BOX)
        canvas.line(places[5], y, places[5] + 14 * mm, y)
        canvas.rect(places[6], y, _BOX, _BOX)


def _title(canvas: Canvas, text: str, x: float, top: float) -> float:
    y = top - 8 * mm
    words(text, 12, bold=True).draw(canvas, x, y)
    return y - 1 * mm
