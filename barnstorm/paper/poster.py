"""For the wall: what people can sign up for, each under a code that can be read from the back row.

It is photographed and stays up after the meeting, so it names nobody's home and nobody's surname. What hosts offer on
the night is written into the empty places.
"""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.spoken import days, span
from barnstorm.paper.fonts import fitted, words
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack, PosterLine

_PLACE, _CODE, _ASK = 36 * mm, 48 * mm, 14 * mm
_CODE_SIZE = 76
_EMPTY = ("What", "When", "Where", "Host")


def draw_poster(canvas: Canvas, pack: Pack, campaign: Campaign, paper: Paper) -> None:
    """At least one page; the last is filled with empty places."""
    to_type = f"To offer another: barnstorm action offer {pack.event.ref} --host NAME …"
    around = frame(pack.event, campaign, "On the wall", pack.as_of, paper, to_type)
    most = int((around.top - around.bottom - _ASK) // _PLACE)
    pages = [pack.wall[start : start + most] for start in range(0, len(pack.wall) + 1, most)]
    for number, lines in enumerate(pages, 1):
        canvas.setPageSize((around.width, around.height))
        around.draw_head(canvas, "", number, len(pages))
        words("Take one. Write its code on your sheet.", 19, bold=True).draw(canvas, around.left, around.top - 10 * mm)
        _draw_places(canvas, around, lines, most)
        around.draw_foot(canvas, "")
        canvas.showPage()


def _draw_places(canvas: Canvas, around: Frame, lines: Sequence[PosterLine], most: int) -> None:
    y = around.top - _ASK
    for i in range(most):
        canvas.setLineWidth(1.2)
        canvas.setStrokeGray(INK)
        canvas.line(around.left, y, around.right, y)
        y -= _PLACE
        _draw_line(canvas, around, lines[i], y) if i < len(lines) else _draw_empty(canvas, around, y)


def _draw_line(canvas: Canvas, around: Frame, line: PosterLine, y: float) -> None:
    if line.code:
        code = fitted(line.code.upper(), _CODE - 4 * mm, _CODE_SIZE, smallest=20, bold=True)
        code.draw_centred(canvas, around.left + _CODE / 2, y + _PLACE / 2 - code.size * 0.36)
    else:
        _draw_box(canvas, around, y)
    x, room = around.left + _CODE + 4 * mm, around.right - around.left - _CODE - 4 * mm
    when = (days if line.all_day else span)(line.starts_at, line.ends_at)
    fitted(line.title, room, 20, smallest=11, bold=True).draw(canvas, x, y + _PLACE - 10.5 * mm)
    fitted(when, room, 14, smallest=9).draw(canvas, x, y + _PLACE - 18.5 * mm)
    fitted(line.where, room, 14, smallest=9).draw(canvas, x, y + _PLACE - 25.5 * mm)
    host = f"with {line.host}" if line.host else ""
    fitted(host, room, 14, smallest=9).draw(canvas, x, y + _PLACE - 32.5 * mm)


def _draw_empty(canvas: Canvas, around: Frame, y: float) -> None:
    """A place to write in by hand."""
    _draw_box(canvas, around, y)
    x = around.left + _CODE + 4 * mm
    for i, label in enumerate(_EMPTY):
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
