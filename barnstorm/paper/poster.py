"""For the wall: what people can sign up for, each under a code that can be read from the back row.

It is photographed and stays up after the meeting, so it names nobody's home and nobody's surname. What hosts offer on
the night is written into the empty places.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import fitted, words
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.phrases import TAKE_ONE
from barnstorm.paper.poster_pages import LABELS, poster_pages, told
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack, PosterLine

_PLACE, _CODE, _ASK = 36 * mm, 48 * mm, 14 * mm
_CODE_SIZE = 76


def draw_poster(canvas: Canvas, pack: Pack, campaign: Campaign, paper: Paper) -> None:
    """At least one page; the last is filled with empty places."""
    around = _frame(pack, campaign, paper)
    pages = poster_pages(pack.wall, _places_a_page(around))
    for number, places in enumerate(pages, 1):
        canvas.setPageSize((around.width, around.height))
        around.draw_head(canvas, "", number, len(pages))
        words(TAKE_ONE, 19, bold=True).draw(canvas, around.left, around.top - 10 * mm)
        _draw_places(canvas, around, places)
        around.draw_foot(canvas, "")
        canvas.showPage()


def places_a_page(pack: Pack, campaign: Campaign, paper: Paper) -> int:
    return _places_a_page(_frame(pack, campaign, paper))


def _frame(pack: Pack, campaign: Campaign, paper: Paper) -> Frame:
    to_type = f"To offer another: barnstorm action offer {pack.event.ref} --host NAME …"
    return frame(pack.event, campaign, "On the wall", pack.as_of, paper, to_type)


def _places_a_page(around: Frame) -> int:
    return int((around.top - around.bottom - _ASK) // _PLACE)


def _draw_places(canvas: Canvas, around: Frame, places: Sequence[PosterLine | None]) -> None:
    y = around.top - _ASK
    for line in places:
        canvas.setLineWidth(1.2)
        canvas.setStrokeGray(INK)
        canvas.line(around.left, y, around.right, y)
        y -= _PLACE
        _draw_line(canvas, around, line, y) if line else _draw_empty(canvas, around, y)


def _draw_line(canvas: Canvas, around: Frame, line: PosterLine, y: float) -> None:
    if line.code:
        code = fitted(line.code.upper(), _CODE - 4 * mm, _CODE_SIZE, smallest=20, bold=True)
        code.draw_centred(canvas, around.left + _CODE / 2, y + _PLACE / 2 - code.size * 0.36)
    else:
        _draw_box(canvas, around, y)
    x, room = around.left + _CODE + 4 * mm, around.right - around.left - _CODE - 4 * mm
    fitted(line.title, room, 20, smallest=11, bold=True).draw(canvas, x, y + _PLACE - 10.5 * mm)
    for i, text in enumerate(told(line)):
        fitted(text, room, 14, smallest=9).draw(canvas, x, y + _PLACE - (18.5 + 7 * i) * mm)


def _draw_empty(canvas: Canvas, around: Frame, y: float) -> None:
    """A place to write in by hand."""
    _draw_box(canvas, around, y)
    x = around.left + _CODE + 4 * mm
    for i, label in enumerate(LABELS):
        line = y + _PLACE - 8.4 * mm * (i + 1)
        canvas.setFillGray(SOFT)
        words(label, 7).draw(canvas, x, line + 1 * mm)
        canvas.line(x + 12 * mm, line, around.right, line)
    canvas.setFillGray(INK)


def _draw_box(canvas: Canvas, around: Frame, y: float) -> None:
    """Where a code is to be written."""
    canvas.setStrokeGray(0.5)
    canvas.setLineWidth(0.4)
    canvas.rect(around.left, y + 4 * mm, _CODE - 4 * mm, _PLACE - 8 * mm)
