"""What people told us they need, for the greeter alone: a page to fold away, with the names inside."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import Words, fitted, words, wrapped
from barnstorm.paper.page import Frame, Paper, frame
from barnstorm.paper.phrases import FOLD
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import NeedRow, Pack

_PLACE, _NAME, _STEP, _GAP = 22 * mm, 62 * mm, 4.6 * mm, 3.4 * mm
_MOST_LINES = 8


def draw_needs(canvas: Canvas, pack: Pack, campaign: Campaign, paper: Paper) -> None:
    """Nothing if nobody told us of a need."""
    around = frame(pack.event, campaign, "Access needs", pack.as_of, paper, to_type="")
    pages: list[list[tuple[NeedRow, list[Words]]]] = [[]]
    left = room = around.top - around.bottom - 12 * mm
    for need in pack.needs:
        lines = wrapped(need.access, around.right - around.left - _PLACE - _NAME, 10, _MOST_LINES)
        height = len(lines) * _STEP + _GAP
        if height > left:
            pages.append([])
            left = room
        pages[-1].append((need, lines))
        left -= height
    for number, page in enumerate(pages if pack.needs else [], 1):
        canvas.setPageSize((around.width, around.height))
        around.draw_head(canvas, "", number, len(pages))
        _draw_page(canvas, around, page)
        around.draw_foot(canvas, "")
        canvas.showPage()


def _draw_page(canvas: Canvas, around: Frame, page: list[tuple[NeedRow, list[Words]]]) -> None:
    words(FOLD, 11, bold=True).draw(canvas, around.left, around.top - 8 * mm)
    y = around.top - 12 * mm
    for need, lines in page:
        words(f"{need.sheet} · {need.row}", 10).draw(canvas, around.left, y - _STEP)
        fitted(need.name, _NAME - 3 * mm, 11, smallest=7, bold=True).draw(canvas, around.left + _PLACE, y - _STEP)
        for line in lines:
            y -= _STEP
            line.draw(canvas, around.left + _PLACE + _NAME, y)
        y -= _GAP
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.65)
        canvas.line(around.left, y + 1 * mm, around.right, y + 1 * mm)
