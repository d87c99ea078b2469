"""Lines for those who were not on the list, with the columns that sign-in sheets have."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import words
from barnstorm.paper.page import INK, SOFT, Frame

HEAD = 17 * mm
"""The heading over the lines, with the space before it."""

ROW = 9 * mm
"""Handwriting needs more room than print."""

_NUMBER = 0.06
_COLUMNS = (
    ("Name, surname first", 0.30),
    ("Mobile", 0.19),
    ("Email", 0.27),
    ("Postcode", 0.11),
    ("Text OK", 0.07),
)
"""Titles, and widths as parts of the line."""

_BOX = 4.4 * mm


def draw_walk_ins(canvas: Canvas, around: Frame, top: float, first: int, lines: int) -> None:
    """The heading and `lines` numbered lines (`W1`, `W2`, …) from `top` down."""
    width = around.right - around.left
    y = top - HEAD
    words("Not on the list? Welcome!", 11, bold=True).draw(canvas, around.left, top - 9 * mm)
    canvas.setFillGray(SOFT)
    hint = words("Please write in block capitals. Text OK: tick if we may text you.", 8)
    hint.draw_right(canvas, around.right, top - 9 * mm)
    edges = _edges(around.left, width)
    for (title, _), x in zip(_COLUMNS, edges, strict=False):
        words(title, 7, bold=True).draw(canvas, x + 1.5 * mm, y + 1.6 * mm)
    canvas.setFillGray(INK)
    for i in range(lines):
        y -= ROW
        words(f"W{first + i}", 8).draw(canvas, around.left + 1 * mm, y + 3.2 * mm)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        canvas.rect((edges[-2] + edges[-1] - _BOX) / 2, y + (ROW - _BOX) / 2, _BOX, _BOX)
    _grid(canvas, around, edges, top - HEAD, lines)


def _edges(left: float, width: float) -> list[float]:
    """Where each column begins, and where the last ends."""
    edges = [left + _NUMBER * width]
    for _, part in _COLUMNS:
        edges.append(edges[-1] + part * width)
    return edges


def _grid(canvas: Canvas, around: Frame, edges: list[float], top: float, lines: int) -> None:
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.5)
    for i in range(1, lines + 1):
        canvas.line(around.left, top - i * ROW, around.right, top - i * ROW)
    for x in edges[:-1]:
        canvas.line(x, top, x, top - lines * ROW)
    canvas.setLineWidth(0.7)
    canvas.setStrokeGray(INK)
    canvas.line(around.left, top, around.right, top)
