"""The door list: a line a name with a box to tick by pen, and sheets for those who were not expected.

It holds names and no addresses, numbers or needs: it lies open on a table. The greeter's own copy marks who told us of
a need; it has no boxes, so that ticks are made in one place.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.names import fold
from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.door_pages import NamesPage, door_pages, names, remark
from barnstorm.paper.fonts import BOLD, Words, fitted, readable, words
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.pen import Pen
from barnstorm.paper.phrases import GREETERS_COPY, NEED, NOBODY_YET
from barnstorm.paper.walkins import walk_ins
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorRow, DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import PageRoom

ROW = 7.5 * mm
"""High enough to tick with a pen, low enough for thirty names a page."""

_COLUMN_HEADS = 6 * mm
_NAME, _SMALLEST = 11, 8
_BOX = 4.4 * mm
_LETTER, _NUMBER, _TICK, _PARTY, _REMARK = (width * mm for width in (7, 10, 9, 14, 34))
_WIDEST_LETTER = 5 * mm
_GAP = 3 * mm
_BASE = 2.4 * mm
"""From a line's rule up to where its letters stand."""


@dataclass(frozen=True)
class Columns:
    """Where each column begins (x in points); the first name's is as wide as the names of this list need.

    `marked` are those with a mark in the place of the box; None on a list to tick.
    """

    by_given_name: bool
    marked: Container[int] | None

    letter: float
    number_end: float
    tick: float
    lead: float
    second: float
    party: float
    remark: float
    end: float


def write_door_list(
    sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12, paper: Paper = Paper.A4
) -> int:
    """Draw the list as a PDF into `out`; returns the number of pages. `blank_rows` are for walk-ins, at each desk."""
    with document(out, f"Door list: {sheet.event.title}", campaign, paper) as canvas:
        draw_door_list(canvas, sheet, campaign, paper, blank_rows, counted=True)
        return pages_drawn(canvas)


def draw_door_list(
    canvas: Canvas, sheet: DoorSheet, campaign: Campaign, paper: Paper, blank_rows: int, *, counted: bool = False
) -> None:
    """The pages to tick and the lines for walk-ins, desk by desk. `counted`: they are all of the document."""
    around = frame(sheet.event, campaign, "Door list", sheet.as_of, paper)
    lines = walk_ins(sheet.event, campaign, sheet.as_of, paper)
    columns = _columns(sheet, around)
    pages = list(door_pages(sheet, PageRoom(_names_a_page(around), lines.rows_a_page), blank_rows))
    for number, page in enumerate(pages, 1):
        in_all = f"{number}/{len(pages)} in all" if counted else ""
        if isinstance(page, NamesPage):
            _draw_page(canvas, page, columns, around, in_all)
        else:
            lines.draw(canvas, page, in_all)
        canvas.showPage()


def draw_greeters_copy(
    canvas: Canvas, sheet: DoorSheet, campaign: Campaign, paper: Paper, marked: Container[int]
) -> None:
    """The same names on the same rows, with a mark for those in `marked` (ids) and without boxes."""
    around = frame(sheet.event, campaign, GREETERS_COPY, sheet.as_of, paper, to_type="")
    columns = _columns(sheet, around, marked)
    for page in door_pages(sheet, PageRoom(_names_a_page(around), None), 0):
        if isinstance(page, NamesPage) and page.rows:
            _draw_page(canvas, page, columns, around)
            canvas.showPage()


def page_room(event: EventRow, campaign: Campaign, paper: Paper) -> PageRoom:
    """What a page of the event's list takes: its notices, and who calls it, leave more room or less."""
    lines = walk_ins(event, campaign, event.starts_at, paper)
    return PageRoom(_names_a_page(frame(event, campaign, "", event.starts_at, paper)), lines.rows_a_page)


def unwritable(sheet: DoorSheet) -> list[tuple[DoorRow, str]]:
    """The rows whose names no font of ours has letters for, each with the name as it is printed instead."""
    foreign = (row for row in sheet.rows if not row.name.isascii())
    return [(row, printed) for row in foreign if (printed := readable(row.name)) != row.name]


def _names_a_page(around: Frame) -> int:
    return int((around.top - around.bottom - _COLUMN_HEADS) // ROW)


def _columns(sheet: DoorSheet, around: Frame, marked: Container[int] | None = None) -> Columns:
    """The column of the name sorted by takes what nine names in ten need, and the other one has the rest."""
    lead = around.left + _LETTER + _NUMBER + _TICK
    party = around.right - _REMARK - _PARTY
    room = party - lead
    widths = sorted(stringWidth(names(row, by_given_name=sheet.by_given_name)[0], BOLD, _NAME) for row in sheet.rows)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    lead_width = min(max(usual + _GAP, room * 0.4), room * 0.58)
    return Columns(
        by_given_name=sheet.by_given_name,
        marked=marked,
        letter=around.left,
        number_end=around.left + _LETTER + _NUMBER - 2.5 * mm,
        tick=around.left + _LETTER + _NUMBER,
        lead=lead,
        second=lead + lead_width,
        party=party,
        remark=party + _PARTY,
        end=around.right,
    )


def _draw_page(canvas: Canvas, page: NamesPage, columns: Columns, around: Frame, in_all: str = "") -> None:
    canvas.setPageSize((around.width, around.height))
    around.draw_head(canvas, page.sign, page.number, page.of, page.sheet)
    y = _draw_column_heads(canvas, columns, around.top)
    if page.rows:
        _draw_names(canvas, page, columns, y)
    else:
        words(NOBODY_YET, _NAME).draw(canvas, columns.lead, y - ROW + _BASE)
    around.draw_foot(canvas, _reach(page.rows, columns), in_all)


def _draw_names(canvas: Canvas, page: NamesPage, columns: Columns, y: float) -> None:
    """The names from `y` down."""
    _draw_grid(canvas, columns, y, len(page.rows))
    letter = ""
    pen = Pen(canvas)
    for number, row in enumerate(page.rows, page.first):
        y -= ROW
        initial = _initial(row, columns)
        if initial != letter:
            pen.put(words(initial, 12, bold=True), columns.letter, y + _BASE)
            letter = initial
        _put_row(pen, number, row, columns, y)
    pen.lift()


def _draw_column_heads(canvas: Canvas, columns: Columns, top: float) -> float:
    """The words over the columns and the rule under them; returns the rule's y."""
    y = top - _COLUMN_HEADS
    canvas.setFillGray(SOFT)
    base = y + 1.8 * mm
    words("No.", 7).draw_right(canvas, columns.number_end, base)
    words("In" if columns.marked is None else "", 7).draw_centred(canvas, columns.tick + _BOX / 2, base)
    lead, second = ("Given name", "Surname") if columns.by_given_name else ("Surname", "Given name")
    words(lead, 7, bold=True).draw(canvas, columns.lead, base)
    words(second, 7).draw(canvas, columns.second, base)
    words("Party", 7).draw_centred(canvas, columns.party + _PARTY / 2, base)
    words("Answer, role", 7).draw(canvas, columns.remark, base)
    canvas.setFillGray(INK)
    _rule(canvas, columns.letter, columns.end, y, weight=0.7, grey=INK)
    return y


def _put_row(pen: Pen, number: int, row: DoorRow, columns: Columns, y: float) -> None:
    """What is written on the line that stands at `y`."""
    base = y + _BASE
    counted = fitted(str(number), columns.number_end - columns.letter - _WIDEST_LETTER, 8, smallest=5)
    pen.put_right(counted, columns.number_end, base)
    mark = _mark(row, columns)
    if mark:
        pen.put_centred(words(mark, 13), columns.tick + _BOX / 2, y + (ROW - _BOX) / 2 + 0.8 * mm)
    lead, second = names(row, by_given_name=columns.by_given_name)
    written, after = _lead(lead, second, columns)
    pen.put(written, columns.lead, base)
    if second:
        begins = max(columns.lead + written.width + _GAP, min(columns.second, columns.party - after.width))
        room = columns.party - begins
        shown = after if after.width <= room else fitted(second, room, _NAME, smallest=_SMALLEST)
        pen.put(shown, begins, base)
    party = words(str(row.party_size), _NAME, bold=row.party_size > 1)
    pen.put_centred(party, columns.party + _PARTY / 2, base)
    if said := remark(row):
        pen.put(fitted(said, columns.end - columns.remark, 9, smallest=7), columns.remark, base)


def _mark(row: DoorRow, columns: Columns) -> str:
    """A tick in the box of those who are in already; on the greeter's copy, who needs something."""
    if columns.marked is None:
        return "✓" if row.attended else ""
    return NEED if row.person_id in columns.marked else ""


def _lead(lead: str, second: str, columns: Columns) -> tuple[Words, Words]:
    """The bold name, and the other at its usual size.

    The bold one has the whole line if there is no other, and takes of the other's room only as far as that allows.
    """
    room, after = columns.party - columns.lead - _GAP, words(second, _NAME)
    if second:
        room = max(columns.second - columns.lead - _GAP, room - after.width - _GAP)
    return fitted(lead, room, _NAME, smallest=_SMALLEST, bold=True), after


def _draw_grid(canvas: Canvas, columns: Columns, top: float, rows: int) -> None:
    """The boxes and rules of so many lines. All full pages share one drawing, which saves a fifth of time and file."""
    boxed = columns.marked is None
    form = f"{'boxes' if boxed else 'rules'}-{rows}"
    if not canvas.hasForm(form):
        canvas.beginForm(form)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        for i in range(1, rows + 1) if boxed else ():
            canvas.rect(columns.tick, top - i * ROW + (ROW - _BOX) / 2, _BOX, _BOX)
        for i in range(1, rows + 1):
            _rule(canvas, columns.lead, columns.end, top - i * ROW)
        canvas.endForm()
    canvas.doForm(form)


def _rule(canvas: Canvas, start: float, end: float, y: float, *, weight: float = 0.4, grey: float = 0.65) -> None:
    canvas.setLineWidth(weight)
    canvas.setStrokeGray(grey)
    canvas.line(start, y, end, y)


def _initial(row: DoorRow, columns: Columns) -> str:
    lead, _ = names(row, by_given_name=columns.by_given_name)
    first = lead[:1]
    if "A" <= first <= "Z":
        return first
    initial = (fold(readable(lead)) or lead)[:1]
    # Georgian has capitals that no name is written with, and few fonts have.
    return initial.upper() if readable(initial.upper()) == initial.upper() else initial


def _reach(rows: Sequence[DoorRow], columns: Columns) -> str:
    """`Ahmed – Cartwright`."""
    if not rows:
        return ""
    first, last = (names(row, by_given_name=columns.by_given_name)[0] for row in (rows[0], rows[-1]))
    return first if first == last else f"{_short(first)} – {_short(last)}"


def _short(name: str) -> str:
    return name if len(name) <= 16 else f"{name[:15].rstrip()}…"  # noqa: PLR2004 - two of them share a line
