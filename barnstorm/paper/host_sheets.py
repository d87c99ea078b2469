"""A sheet for each host: what they offer, and numbered rows for those who sign up.

The first page carries the details of the action and rows; the others say whose they are. Loose pages without a host's
name cannot be typed in.
"""

from collections.abc import Sequence
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.fonts import fitted, words
from barnstorm.paper.host_pages import LABELS, HostPage, HostRow, host_pages
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.phrases import MY_HOME, WRITE_THE_HOST
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import HostRoom, HostSheets

ROW = 9 * mm

_DETAIL, _LABEL, _CODE = 8.5 * mm, 24 * mm, 40 * mm
_BEFORE, _HEADS, _WHOSE = 4 * mm, 6 * mm, 11 * mm
_BOX = 4.4 * mm
_COLUMNS = (("", 0.04), ("Surname", 0.22), ("First name", 0.18), ("Mobile", 0.18), ("Email", 0.26), ("Text OK", 0.06),
            ("Initials", 0.06))  # fmt: skip
_TICKED = "Text OK"


def write_host_sheets(sheets: HostSheets, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw the sheets as a PDF into `out`, each on pages of its own; returns the number of pages."""
    with document(out, f"Host sheets: {sheets.event.title}", campaign, paper) as canvas:
        draw_host_sheets(canvas, sheets, campaign, paper)
        return pages_drawn(canvas)


def host_room(event: EventRow, campaign: Campaign, paper: Paper) -> HostRoom:
    """How many rows the pages of a sheet take."""
    around = _frame(HostSheets(event, (), event.starts_at), campaign, paper)
    room = around.top - around.bottom - _HEADS
    first = room - _BEFORE - len(LABELS) * _DETAIL - _WHOSE
    return HostRoom(max(int(first // ROW), 1), int((room - _WHOSE) // ROW))


def draw_host_sheets(canvas: Canvas, sheets: HostSheets, campaign: Campaign, paper: Paper) -> None:
    around, room = _frame(sheets, campaign, paper), host_room(sheets.event, campaign, paper)
    for sheet in sheets.sheets:
        for page in host_pages(sheet, room):
            _draw_page(canvas, around, page)
            canvas.showPage()


def _frame(sheets: HostSheets, campaign: Campaign, paper: Paper) -> Frame:
    to_type = f"To type the rows: barnstorm action entry {sheets.event.ref}"
    return frame(sheets.event, campaign, "Host sheet", sheets.as_of, paper, to_type)


def _draw_page(canvas: Canvas, around: Frame, page: HostPage) -> None:
    canvas.setPageSize((around.width, around.height))
    y = around.top
    around.draw_head(canvas, page.code, page.number, page.of, page.sheet.sheet)
    if page.number == 1:
        y = _draw_details(canvas, around, page, y - _BEFORE)
    y = _draw_whose(canvas, around, page, y)
    _draw_rows(canvas, around, page.rows, y)
    around.draw_foot(canvas, "")


def _draw_details(canvas: Canvas, around: Frame, page: HostPage, y: float) -> float:
    """What is offered, printed or to be written; returns where it ends."""
    end = around.right - _CODE - 4 * mm
    _draw_code(canvas, around.right - _CODE, y, page.code)
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.5)
    for label, text in page.details.items():
        y -= _DETAIL
        canvas.setFillGray(SOFT)
        words(label, 8).draw(canvas, around.left, y + 2 * mm)
        if label == "Where" and page.sheet.action is None:
            words(MY_HOME, 6.5).draw_right(canvas, end - _BOX - 1 * mm, y + 2 * mm)
            canvas.rect(end - _BOX, y + 1.2 * mm, _BOX, _BOX)
        canvas.setFillGray(INK)
        bold = label == "Host"
        fitted(text, end - around.left - _LABEL, 12, smallest=8, bold=bold).draw(
            canvas, around.left + _LABEL, y + 2 * mm
        )
        canvas.line(around.left + _LABEL, y, end, y)
    return y


def _draw_code(canvas: Canvas, x: float, top: float, code: str) -> None:
    """The code on the wall, in a box of its own."""
    height = 34 * mm
    canvas.setLineWidth(1.4)
    canvas.setStrokeGray(INK)
    canvas.rect(x, top - height, _CODE, height)
    canvas.setFillGray(SOFT)
    words("Code on the wall", 7).draw_centred(canvas, x + _CODE / 2, top - height + 2 * mm)
    canvas.setFillGray(INK)
    fitted(code, _CODE - 6 * mm, 60, smallest=14, bold=True).draw_centred(canvas, x + _CODE / 2, top - 24 * mm)


def _draw_whose(canvas: Canvas, around: Frame, page: HostPage, y: float) -> float:
    """Whose page this is; returns where the rows may begin."""
    base, width = y - _WHOSE + 2.5 * mm, around.right - around.left
    canvas.setFillGray(SOFT)
    words(WRITE_THE_HOST, 7.5).draw_right(canvas, around.right, base)
    canvas.setFillGray(INK)
    if page.number == 1:
        words("Who comes", 11, bold=True).draw(canvas, around.left, base)
        return y - _WHOSE
    fitted(page.whose, width * 0.44, 11, smallest=8, bold=True).draw(canvas, around.left, base)
    if page.whose == "Host:":
        canvas.line(around.left + 14 * mm, base - 1 * mm, around.left + width * 0.44, base - 1 * mm)
    return y - _WHOSE


def _draw_rows(canvas: Canvas, around: Frame, rows: Sequence[HostRow], top: float) -> None:
    edges = _edges(around)
    canvas.setFillGray(SOFT)
    for (title, _), x in zip(_COLUMNS, edges, strict=False):
        words(title, 6.5, bold=True).draw(canvas, x + 1 * mm, top - _HEADS + 1.6 * mm)
    canvas.setFillGray(INK)
    y = top - _HEADS
    _rule(canvas, around, y, weight=0.7, grey=INK)
    ticked = [title for title, _ in _COLUMNS].index(_TICKED)
    for row in rows:
        y -= ROW
        words(str(row.number), 8).draw(canvas, edges[0] + 0.5 * mm, y + 3.2 * mm)
        for column, text in enumerate((row.lead, row.second), 1):
            room = edges[column + 1] - edges[column] - 2 * mm
            fitted(text, room, 11, smallest=7, bold=column == 1).draw(canvas, edges[column] + 1 * mm, y + 3 * mm)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        canvas.rect((edges[ticked] + edges[ticked + 1] - _BOX) / 2, y + (ROW - _BOX) / 2, _BOX, _BOX)
        _rule(canvas, around, y)
    for x in edges[1:-1]:
        canvas.line(x, top - _HEADS, x, y)


def _edges(around: Frame) -> list[float]:
    """Where each column begins, and where the last ends."""
    edges = [around.left]
    for _, part in _COLUMNS:
        edges.append(edges[-1] + part * (around.right - around.left))
    return edges


def _rule(canvas: Canvas, around: Frame, y: float, *, weight: float = 0.4, grey: float = 0.5) -> None:
    canvas.setLineWidth(weight)
    canvas.setStrokeGray(grey)
    canvas.line(around.left, y, around.right, y)
