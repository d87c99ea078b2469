"""The frame of every page: what it is a page of, where it belongs, and who answers for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.spoken import clock, day
from barnstorm.paper.fonts import Words, fitted, words, wrapped
from barnstorm.paper.heading import place, titled, when
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow

MARGIN = 12 * mm
INK, SOFT = 0.0, 0.35
"""Shades of grey that a tired laser printer still tells apart from paper."""

_HEAD = 25 * mm
_RIGHT_HEAD = 62 * mm
_SMALL_PRINT = 6.5
_NOTICE_LINES = 14
"""A notice longer than this belongs on a sheet of its own."""


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = A4 if self is Paper.A4 else LETTER
        return width, height


@dataclass(frozen=True)
class Frame:
    """The same on every page of a document. `left` to `right` and `top` down to `bottom` is free for what is in it."""

    event: EventRow
    campaign: Campaign
    what: str
    as_of: datetime
    width: float
    height: float
    small_print: tuple[Words, ...]
    to_type: str
    """What to type when this comes back with marks on it."""

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.width - MARGIN

    @property
    def top(self) -> float:
        return self.height - MARGIN - _HEAD

    @property
    def bottom(self) -> float:
        return MARGIN + (len(self.small_print) + 1) * _SMALL_PRINT * 1.3 + 3 * mm

    def draw_head(self, canvas: Canvas, sign: str, page: int, pages: int, sheet: str = "") -> None:
        """What the page is of; `sign` is the desk's, large, and `sheet` the code of the sheet; empty for none."""
        self._draw_event(canvas, sign)
        y = self.height - MARGIN
        fitted(sign, _RIGHT_HEAD - 4 * mm, 26, smallest=11, bold=True).draw_right(canvas, self.right, y - 26)
        which = f"Sheet {sheet} · Page {page}/{pages}" if sheet else f"Page {page}/{pages}"
        words(which, 10, bold=True).draw_right(canvas, self.right, y - 42)
        canvas.setLineWidth(1.4)
        canvas.setStrokeGray(INK)
        canvas.line(self.left, self.top, self.right, self.top)

    def draw_foot(self, canvas: Canvas, reach: str, in_all: str = "") -> None:
        """The notices. `reach` says what the page goes from and to, as the head of a dictionary's page does.

        It stands at the top, and is drawn here so that a program reading the page meets the names in their order.
        `in_all` is which page of the whole document this is: sheets count their own pages in the head.
        """
        fitted(reach, _RIGHT_HEAD * 0.75, 8.5, smallest=7).draw_right(canvas, self.right, self.height - MARGIN - 56)
        words(in_all, _SMALL_PRINT).draw_centred(canvas, self.width / 2, MARGIN)
        self._draw_notices(canvas)

    def _draw_event(self, canvas: Canvas, sign: str) -> None:
        room = self.right - self.left - (_RIGHT_HEAD if sign else _RIGHT_HEAD * 0.75)
        y = self.height - MARGIN
        canvas.setFillGray(SOFT)
        fitted(" · ".join(filter(None, (self.what, self.campaign.name))), room, 8, smallest=6).draw(
            canvas, self.left, y - 6
        )
        canvas.setFillGray(INK)
        self._draw_title(canvas, room if sign else self.right - self.left, y)
        fitted(when(self.event), room, 10, smallest=8).draw(canvas, self.left, y - 42)
        fitted(place(self.event), room, 9, smallest=7).draw(canvas, self.left, y - 56)

    def _draw_title(self, canvas: Canvas, room: float, y: float) -> None:
        """One line, or two smaller ones if it is long: the title tells this paper from last week's."""
        title = titled(self.event)
        if words(title, 12, bold=True).width <= room:
            fitted(title, room, 17, smallest=12, bold=True).draw(canvas, self.left, y - 26)
            return
        for i, line in enumerate(wrapped(title, room, 10.5, 2, bold=True)):
            line.draw(canvas, self.left, y - 18 - i * 11.5)

    def _draw_notices(self, canvas: Canvas) -> None:
        step = _SMALL_PRINT * 1.3
        canvas.setFillGray(INK)
        for i, line in enumerate(self.small_print):
            line.draw(canvas, self.left, MARGIN + (len(self.small_print) - i) * step)
        canvas.setFillGray(SOFT)
        local = self.as_of.astimezone(ZoneInfo(self.event.timezone))
        words(f"As it stood on {day(local)}, {clock(local)}", _SMALL_PRINT).draw(canvas, self.left, MARGIN)
        words(self.to_type, _SMALL_PRINT).draw_right(canvas, self.right, MARGIN)
        canvas.setFillGray(INK)


def frame(
    event: EventRow,
    campaign: Campaign,
    what: str,
    as_of: datetime,
    paper: Paper,
    to_type: str | None = None,
    *,
    landscape: bool = False,
) -> Frame:
    """The frame for pages of `what` (`Door list`), with the campaign's privacy notice and imprint at their foot."""
    width, height = reversed(paper.size) if landscape else paper.size
    notices = "\n".join(filter(None, (campaign.privacy.strip(), campaign.imprint.strip())))
    small_print = wrapped(notices, width - 2 * MARGIN, _SMALL_PRINT, _NOTICE_LINES) if notices else []
    if to_type is None:
        to_type = f"To type the ticks: barnstorm door entry {event.ref}"
    return Frame(event, campaign, what, as_of, width, height, tuple(small_print), to_type)
