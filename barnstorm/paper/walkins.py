"""Sheets for those who were not on the list, with the columns that sign-in sheets have; across the page, because an
email needs room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.sign_in import letter, wording
from barnstorm.paper.door_pages import MOST_TICKED, LinesPage
from barnstorm.paper.fonts import fitted, words
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.pen import Pen
from barnstorm.paper.phrases import WELCOME
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow

ROW = 9 * mm
"""Handwriting needs more room than print."""

_BOX = 4.4 * mm
_BEFORE, _HEADS, _SENTENCE = 9 * mm, 6 * mm, 3.6 * mm
_LETTERS = "I agree: letters"


@dataclass(frozen=True)
class Column:
    """`title` over it, its width in points, and whether there is a box in each row."""

    title: str
    width: float
    box: bool = False


@dataclass(frozen=True)
class WalkIns:
    """The sheets of one event. `columns` fill the line."""

    around: Frame
    columns: Sequence[Column]
    organisations: Sequence[str]

    @property
    def rows_a_page(self) -> int:
        room = self.around.top - self.around.bottom - _BEFORE - _HEADS
        return int((room - len(self.organisations) * _SENTENCE) // ROW)

    def draw(self, canvas: Canvas, page: LinesPage, in_all: str) -> None:
        """One page of lines."""
        canvas.setPageSize((self.around.width, self.around.height))
        self.around.draw_head(canvas, page.sign, page.number, page.of, page.sheet)
        top = self.around.top - _BEFORE - len(self.organisations) * _SENTENCE
        self._draw_consents(canvas)
        self._draw_heads(canvas, top)
        self._draw_lines(canvas, page, top - _HEADS)
        self._draw_grid(canvas, top - _HEADS, page.lines)
        self.around.draw_foot(canvas, "", in_all)

    def _draw_consents(self, canvas: Canvas) -> None:
        """What is agreed to, word for word: consent is to a sentence, and to each organisation apart."""
        y, width = self.around.top - 6 * mm, self.around.right - self.around.left
        words(WELCOME, 11, bold=True).draw(canvas, self.around.left, y)
        hint = "Block capitals, please. Tick what you agree to; nothing needs to be ticked to come in."
        words(hint, 8).draw_right(canvas, self.around.right, y)
        for position, organisation in enumerate(self.organisations):
            y -= _SENTENCE
            said = f"{letter(position)}  {wording(organisation)}"
            fitted(said, width, 7.5, smallest=4).draw(canvas, self.around.left, y)

    def _draw_heads(self, canvas: Canvas, top: float) -> None:
        canvas.setFillGray(SOFT)
        x = self.around.left
        for column in self.columns:
            title = fitted(column.title, column.width - 1 * mm, 7, smallest=4, bold=True)
            y = top - _HEADS + 1.6 * mm
            title.draw_centred(canvas, x + column.width / 2, y) if column.box else title.draw(canvas, x + 1 * mm, y)
            x += column.width
        canvas.setFillGray(INK)

    def _draw_lines(self, canvas: Canvas, page: LinesPage, y: float) -> None:
        pen = Pen(canvas)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        for number in range(page.first, page.first + page.lines):
            y -= ROW
            x = self.around.left
            pen.put(words(str(number), 8), x + 1 * mm, y + 3.2 * mm)
            for column in self.columns:
                if column.box:
                    canvas.rect(x + (column.width - _BOX) / 2, y + (ROW - _BOX) / 2, _BOX, _BOX)
                x += column.width
        pen.lift()

    def _draw_grid(self, canvas: Canvas, top: float, lines: int) -> None:
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.5)
        left, right = self.around.left, self.around.right
        for i in range(1, lines + 1):
            canvas.line(left, top - i * ROW, right, top - i * ROW)
        x = left
        for column in self.columns[:-1]:
            x += column.width
            canvas.line(x, top, x, top - lines * ROW)
        canvas.setLineWidth(0.7)
        canvas.setStrokeGray(INK)
        canvas.line(left, top, right, top)


def walk_ins(event: EventRow, campaign: Campaign, as_of: datetime, paper: Paper) -> WalkIns:
    """The sheets for an event: a column to tick for each organisation that calls it."""
    to_type = f"To type the lines: barnstorm door entry {event.ref}"
    around = frame(event, campaign, "Walk-ins", as_of, paper, to_type, landscape=True)
    return WalkIns(around, _columns(around.right - around.left, event.organisations), event.organisations)


def _columns(width: float, organisations: Sequence[str]) -> list[Column]:
    """What is ticked has its fixed room; names and addresses share the rest."""
    ticks = [Column(letter(position), 7 * mm, box=True) for position in range(len(organisations))]
    if len(ticks) > MOST_TICKED:
        ticks = [Column(_LETTERS, 28 * mm)]
    before = [Column("", 7 * mm), Column("Here", 8 * mm, box=True)]
    after = [
        *(Column("Text OK", 10 * mm, box=True), Column("Host", 9 * mm, box=True), Column("Codes", 17 * mm)),
        *ticks,
        Column("Initials", 13 * mm),
    ]
    written = (("Surname", 0.22), ("First name", 0.18), ("Mobile", 0.18), ("Email", 0.31), ("Postcode", 0.11))
    room = width - sum(column.width for column in (*before, *after))
    return [*before, *(Column(title, part * room) for title, part in written), *after]
