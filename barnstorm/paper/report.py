"""What a meeting gave, on one page that somebody reads who was not there: figures, bars, and how they are counted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.spoken import clock
from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.fonts import fitted, words, wrapped
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.report import EventReport, StageRow, TreeRow, YieldRow

COUNTED = (
    "How it is counted: people by name; heads in the room, and at what was born there. A commitment is a yes to an "
    "action born here. It is kept or broken once somebody ticked at the action; where nobody did, it counts as neither."
)
ELSEWHERE = (
    "Elsewhere: about half of those who say they will come do (several campaign guides); 10 to 11 in a hundred of "
    "those in the room offered to host (one evening in January 2016, its organisers’ own count); 40 to 80 in a hundred "
    "shifts are kept (the US Democratic party’s call teams)."
)

_WHAT_IT_IS = "What the meeting gave"

_LINE, _TEXT, _HEADING = 5.6 * mm, 9, 11
_BOX_HEIGHT, _GAP = 20 * mm, 4 * mm
_BAR_HEIGHT, _BAR_GREY, _PAPER_GREY = 3.4 * mm, 0.3, 0.9
_LABEL, _NUMBER = 26 * mm, 14 * mm
_NOTE_LINES = 3
_NOTES = _GAP + 2 * (_NOTE_LINES * 3.6 + 1.2) * mm
_TABLE_HEAD = 2.5
"""Lines that a table's heading and titles take."""

_WHAT, _PLACES = 0.46, 0.18
"""Parts of the line for an action's name and for the bar of its places."""
_FIGURES = (0.76, 0.83, 0.88, 0.95, 1.0)
"""Where the figures after it end."""
_PARTS = (0.42, 0.52, 0.62, 0.78, 0.9, 1.0)
"""Where the figures of a part of the list end."""


@dataclass
class _Page:
    """Where the next line goes: `y` is its top."""

    canvas: Canvas
    around: Frame
    y: float

    @property
    def left(self) -> float:
        return self.around.left

    @property
    def width(self) -> float:
        return self.around.right - self.around.left

    def heading(self, text: str) -> None:
        self.y -= _LINE * 1.5
        words(text, _HEADING, bold=True).draw(self.canvas, self.left, self.y + 1.5 * mm)
        self.rule(0.7)

    def rule(self, weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.setStrokeGray(INK)
        self.canvas.line(self.left, self.y, self.around.right, self.y)

    def line(self) -> float:
        """Go one line down; where its letters stand."""
        self.y -= _LINE
        return self.y + 1.7 * mm

    def soft_line(self, text: str) -> None:
        base = self.line()
        self.canvas.setFillGray(SOFT)
        words(text, 7.5).draw(self.canvas, self.left, base)
        self.canvas.setFillGray(INK)

    def bar(self, x: float, width: float, part: float) -> None:
        """`part` (0 to 1) of a bar so wide, on the line just begun."""
        y = self.y + (_LINE - _BAR_HEIGHT) / 2
        self.canvas.setFillGray(_PAPER_GREY)
        self.canvas.rect(x, y, width, _BAR_HEIGHT, stroke=0, fill=1)
        self.canvas.setFillGray(_BAR_GREY)
        self.canvas.rect(x, y, width * min(part, 1.0), _BAR_HEIGHT, stroke=0, fill=1)
        self.canvas.setFillGray(INK)


@dataclass(frozen=True)
class _Table:
    """Figures under a heading. `titles` stand over them, each ending at its x; `rows` draw a line each; `others` says
    where the lines are for which there is no room.
    """

    heading: str
    titles: Sequence[tuple[str, float]]
    rows: Sequence[Callable[[], None]]
    others: str

    def draw(self, page: _Page, lines: int) -> None:
        page.heading(self.heading)
        base = page.line()
        page.canvas.setFillGray(SOFT)
        for title, x in self.titles:
            words(title, 7, bold=True).draw_right(page.canvas, x, base)
        page.canvas.setFillGray(INK)
        shown = len(self.rows) if len(self.rows) <= lines else max(0, lines - 1)
        for draw in self.rows[:shown]:
            draw()
        if shown < len(self.rows):
            page.soft_line(f"and {len(self.rows) - shown} more: {self.others}")


def write_report(report: EventReport, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw the report as a PDF into `out`; returns the number of pages, which is one."""
    to_type = f"As it stands now: barnstorm report event {report.event}"
    # The privacy notice is for those who write on a sheet; nobody writes on this one.
    around = frame(report.meeting, replace(campaign, privacy=""), _WHAT_IT_IS, report.as_of, paper, to_type)
    with document(out, f"What {report.meeting.title} gave", campaign, paper) as canvas:
        around.draw_head(canvas, "", 1, 1)
        page = _Page(canvas, around, around.top)
        _draw_boxes(page, report)
        _draw_stages(page, report.stages)
        _draw_tables(page, [table for table in _tables(page, report) if table.rows])
        _draw_notes(page)
        around.draw_foot(canvas, "")
        canvas.showPage()
        return pages_drawn(canvas)


def allotted(room: int, wanted: Sequence[int]) -> list[int]:
    """How many of `room` lines each of several tables gets: short ones what they want, long ones share the rest."""
    given = [0] * len(wanted)
    for position, at in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        given[at] = min(wanted[at], (room - sum(given)) // (len(wanted) - position))
    return given


def _draw_boxes(page: _Page, report: EventReport) -> None:
    """The figures that everybody asks for first."""
    steps = {step.stage: step for step in report.stages}
    count, first = report.commitments, [row for row in report.actions if row.generation == 1]
    boxes = (
        (str(report.meeting.attended), "heads in the room"),
        (str(steps["hosts"].people), f"offered to host, {len(first)} actions"),
        (str(steps["committed"].people), f"signed up, {count.made} commitments"),
        (f"{count.kept}", f"kept, {count.broken} broken, {count.ahead} ahead"),
    )
    width = (page.width - _GAP * (len(boxes) - 1)) / len(boxes)
    page.y -= _BOX_HEIGHT + _GAP
    for at, (number, what) in enumerate(boxes):
        x = page.left + at * (width + _GAP)
        page.canvas.setLineWidth(0.7)
        page.canvas.setStrokeGray(INK)
        page.canvas.rect(x, page.y, width, _BOX_HEIGHT)
        words(number, 26, bold=True).draw_centred(page.canvas, x + width / 2, page.y + 8.5 * mm)
        said = fitted(what, width - 3 * mm, 8.5, smallest=6)
        said.draw_centred(page.canvas, x + width / 2, page.y + 3 * mm)


def _draw_stages(page: _Page, stages: Sequence[StageRow]) -> None:
    """Every bar on the scale of the longest, so that they narrow as a funnel does."""
    page.heading("From the invitation to the promise kept")
    longest = max((step.people for step in stages), default=0) or 1
    start, width = page.left + _LABEL + _NUMBER + 3 * mm, page.width * 0.4
    for step in stages:
        base = page.line()
        words(step.called, _TEXT).draw(page.canvas, page.left, base)
        words(f"{step.people:,}", _TEXT, bold=True).draw_right(page.canvas, page.left + _LABEL + _NUMBER, base)
        page.bar(start, width, step.people / longest)
        if step.share is not None:
            said = f"{step.share:.0%} of {step.of:,} {step.among}"
            fitted(said, page.width - width - _LABEL - _NUMBER - 6 * mm, _TEXT, smallest=6).draw(
                page.canvas, start + width + 3 * mm, base
            )


def _draw_tables(page: _Page, tables: Sequence[_Table]) -> None:
    room = (page.y - page.around.bottom - _NOTES) / _LINE - len(tables) * _TABLE_HEAD
    for table, lines in zip(tables, allotted(int(room), [len(table.rows) for table in tables]), strict=True):
        table.draw(page, lines)


def _tables(page: _Page, report: EventReport) -> Iterator[_Table]:
    ends = [page.left + page.width * part for part in _FIGURES]
    born = [row for row in report.actions if row.generation]
    yield _Table(
        "What was born there",
        list(zip(("places", "came", "kept", "broken", "new"), ends, strict=True)),
        [partial(_draw_action, page, row, ends) for row in born],
        f"barnstorm report tree {report.event}",
    )
    ends = [page.left + page.width * part for part in _PARTS]
    for by, heading in (("source", "By source"), ("organisation", "By organisation they agree to hear from")):
        rows = [row for row in report.groups if row.by == by]
        yield _Table(
            heading,
            list(zip(("invited", "going", "came", "offered to host", "signed up", "kept it"), ends, strict=True)),
            [partial(_draw_group, page, row, ends) for row in rows if any(one.group for one in rows)],
            f"barnstorm report event {report.event} --csv",
        )


def _draw_action(page: _Page, row: TreeRow, ends: Sequence[float]) -> None:
    base, indent = page.line(), min(row.generation - 1, 6) * 5 * mm
    fitted(_called(row), page.width * _WHAT - indent, _TEXT, smallest=6).draw(page.canvas, page.left + indent, base)
    if row.capacity:
        page.bar(page.left + page.width * _WHAT + 3 * mm, page.width * _PLACES, row.going / row.capacity)
    taken = f"{row.going} of {row.capacity}" if row.capacity else f"{row.going}"
    figures = (taken, *(str(number or "–") for number in (row.came, row.kept, row.broken, row.newcomers)))
    for text, x in zip(figures, ends, strict=True):
        words(text, _TEXT).draw_right(page.canvas, x, base)


def _called(row: TreeRow) -> str:
    """`3  Phone bank with Hannah, Thu 18 May 6.30pm`."""
    when = f"{row.starts_at:%a} {row.starts_at.day} {row.starts_at:%b} {clock(row.starts_at)}"
    code = f"{row.code.upper()}  " if row.code else ""
    return f"{'CANCELLED: ' if row.status == 'cancelled' else ''}{code}{row.title}, {when}"


def _draw_group(page: _Page, row: YieldRow, ends: Sequence[float]) -> None:
    base = page.line()
    fitted(row.group or "not known", page.width * 0.34, _TEXT, smallest=6).draw(page.canvas, page.left, base)
    kept = f"{row.kept} of {row.decided}" if row.decided else "–"
    numbers = (row.invited, row.going, row.came + row.others_came, row.hosts, row.committed)
    for text, x in zip((*(f"{number:,}" for number in numbers), kept), ends, strict=True):
        words(text, _TEXT).draw_right(page.canvas, x, base)


def _draw_notes(page: _Page) -> None:
    page.y -= _GAP
    page.canvas.setFillGray(SOFT)
    for text in (COUNTED, ELSEWHERE):
        for line in wrapped(text, page.width, 7.5, _NOTE_LINES):
            page.y -= 3.6 * mm
            line.draw(page.canvas, page.left, page.y)
        page.y -= 1.2 * mm
    page.canvas.setFillGray(INK)
