"""The door list: a line a name with a box to tick by pen, and lines for those who were not expected.

It holds names and no addresses, numbers or needs: it lies open on a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.answers import Answer
from barnstorm.domain.names import fold
from barnstorm.paper.fonts import BOLD, REGULAR, Words, fitted, load, readable, words
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.paper.walkins import HEAD as WALK_IN_HEAD
from barnstorm.paper.walkins import ROW as WALK_IN_ROW
from barnstorm.paper.walkins import draw_walk_ins
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorRow, DoorSheet

ROW = 7.5 * mm
"""High enough to tick with a pen, low enough for thirty names a page."""

_COLUMN_HEADS = 6 * mm
_NAME, _SMALLEST = 11, 8
_BOX = 4.4 * mm
_LETTER, _NUMBER, _TICK, _PARTY, _ANSWER = (width * mm for width in (7, 10, 9, 14, 30))
_WIDEST_LETTER = 5 * mm
_GAP = 3 * mm
_BASE = 2.4 * mm
"""From a line's rule up to where its letters stand."""


@dataclass(frozen=True)
class Page:
    """What stands on one page: names, if it `has_names`, then `lines` for walk-ins, numbered from `first_line`."""

    sign: str
    rows: Sequence[DoorRow]
    first_line: int
    lines: int
    has_names: bool


@dataclass(frozen=True)
class Columns:
    """Where each column begins (x in points); the first name's is as wide as the names of this list need."""

    by_given_name: bool

    letter: float
    number_end: float
    tick: float
    lead: float
    second: float
    party: float
    answer: float
    end: float


def write_door_list(
    sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12, paper: Paper = Paper.A4
) -> int:
    """Draw the list as a PDF into `out`; returns the number of pages. `blank_rows` are for walk-ins, at each desk."""
    load(REGULAR)
    load(BOLD)
    around = frame(sheet.event, campaign, "Door list", sheet.as_of, paper)
    pages = list(_pages(sheet, around, blank_rows))
    columns = _columns(sheet, around)
    canvas = Canvas(out, pagesize=paper.size, pageCompression=1, invariant=1, lang="en-GB")
    canvas.setTitle(f"Door list: {sheet.event.title}")
    canvas.setAuthor(campaign.name)
    canvas.setCreator("barnstorm")
    for number, page in enumerate(pages, 1):
        around.draw_head(canvas, page.sign, number, len(pages))
        _draw_page(canvas, page, columns, around)
        around.draw_foot(canvas, _reach(page.rows, columns))
        canvas.showPage()
    canvas.save()
    return len(pages)


def unwritable(sheet: DoorSheet) -> list[tuple[DoorRow, str]]:
    """The rows whose names no font of ours has letters for, each with the name as it is printed instead."""
    foreign = (row for row in sheet.rows if not row.name.isascii())
    return [(row, printed) for row in foreign if (printed := readable(row.name)) != row.name]


def _pages(sheet: DoorSheet, around: Frame, blank_rows: int) -> Iterator[Page]:
    """Names first; the walk-ins' lines under the last of them if all fit there, else on a sheet for a clipboard."""
    room = around.top - around.bottom
    most = int((room - _COLUMN_HEADS) // ROW)
    line = 1
    for desk in sheet.desks:
        left = blank_rows
        for start in range(0, max(len(desk.rows), 1), most):
            rows = desk.rows[start : start + most]
            used = _COLUMN_HEADS + max(len(rows), 1) * ROW + WALK_IN_HEAD
            fits = start + most >= len(desk.rows) and used + left * WALK_IN_ROW <= room
            yield Page(desk.sign, rows, line, left if fits else 0, has_names=True)
            line, left = (line + left, 0) if fits else (line, left)
        while left:
            lines = min(left, int((room - WALK_IN_HEAD) // WALK_IN_ROW))
            yield Page(desk.sign, (), line, lines, has_names=False)
            line, left = line + lines, left - lines


def _columns(sheet: DoorSheet, around: Frame) -> Columns:
    """The column of the name sorted by takes what nine names in ten need, and the other one has the rest."""
    lead = around.left + _LETTER + _NUMBER + _TICK
    party = around.right - _ANSWER - _PARTY
    room = party - lead
    widths = sorted(stringWidth(names(row, by_given_name=sheet.by_given_name)[0], BOLD, _NAME) for row in sheet.rows)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    lead_width = min(max(usual + _GAP, room * 0.4), room * 0.58)
    return Columns(
        by_given_name=sheet.by_given_name,
        letter=around.left,
        number_end=around.left + _LETTER + _NUMBER - 2.5 * mm,
        tick=around.left + _LETTER + _NUMBER,
        lead=lead,
        second=lead + lead_width,
        party=party,
        answer=party + _PARTY,
        end=around.right,
    )


def names(row: DoorRow, *, by_given_name: bool) -> tuple[str, str]:
    """The name a list is sorted by, printed bold, and the other one. Who has one name only leads with it."""
    if by_given_name:
        return (row.given_name, row.family_name) if row.given_name else (row.family_name, "")
    return (row.family_name, row.given_name) if row.family_name else (row.given_name, "")


def _draw_page(canvas: Canvas, page: Page, columns: Columns, around: Frame) -> None:
    y = around.top
    if page.has_names:
        y = _draw_column_heads(canvas, columns, y)
        y = _draw_names(canvas, page.rows, columns, y)
    if page.lines:
        draw_walk_ins(canvas, around, y, page.first_line, page.lines)


def _draw_names(canvas: Canvas, rows: Sequence[DoorRow], columns: Columns, y: float) -> float:
    """The names from `y` down; returns where they end."""
    if not rows:
        canvas.setFillGray(SOFT)
        words("Nobody is on the list yet.", _NAME).draw(canvas, columns.lead, y - ROW + _BASE)
        canvas.setFillGray(INK)
        return y - ROW
    _draw_grid(canvas, columns, y, len(rows))
    letter = ""
    for row in rows:
        y -= ROW
        initial = _initial(row, columns)
        _draw_row(canvas, row, columns, y, "" if initial == letter else initial)
        letter = initial
    return y


def _draw_column_heads(canvas: Canvas, columns: Columns, top: float) -> float:
    """The words over the columns and the rule under them; returns the rule's y."""
    y = top - _COLUMN_HEADS
    canvas.setFillGray(SOFT)
    base = y + 1.8 * mm
    words("No.", 7).draw_right(canvas, columns.number_end, base)
    words("In", 7).draw_centred(canvas, columns.tick + _BOX / 2, base)
    lead, second = ("Given name", "Surname") if columns.by_given_name else ("Surname", "Given name")
    words(lead, 7, bold=True).draw(canvas, columns.lead, base)
    words(second, 7).draw(canvas, columns.second, base)
    words("Party", 7).draw_centred(canvas, columns.party + _PARTY / 2, base)
    words("Answer", 7).draw(canvas, columns.answer, base)
    canvas.setFillGray(INK)
    _rule(canvas, columns.letter, columns.end, y, weight=0.7, grey=INK)
    return y


def _draw_row(canvas: Canvas, row: DoorRow, columns: Columns, y: float, letter: str) -> None:
    """What is written on the line that stands at `y`. `letter` begins here: for the eye that runs down the edge."""
    base = y + _BASE
    if letter:
        words(letter, 12, bold=True).draw(canvas, columns.letter, base)
    number = fitted(str(row.person_id), columns.number_end - columns.letter - _WIDEST_LETTER, 8, smallest=5)
    number.draw_right(canvas, columns.number_end, base)
    if row.attended:
        words("✓", 13).draw_centred(canvas, columns.tick + _BOX / 2, y + (ROW - _BOX) / 2 + 0.8 * mm)
    lead, second = names(row, by_given_name=columns.by_given_name)
    written = _lead(lead, second, columns)
    written.draw(canvas, columns.lead, base)
    begins = max(columns.lead + written.width + _GAP, min(columns.second, columns.party - words(second, _NAME).width))
    fitted(second, columns.party - begins, _NAME, smallest=_SMALLEST).draw(canvas, begins, base)
    party = words(str(row.party_size), _NAME, bold=row.party_size > 1)
    party.draw_centred(canvas, columns.party + _PARTY / 2, base)
    fitted(answer_mark(row), columns.end - columns.answer, 9, smallest=7).draw(canvas, columns.answer, base)


def _lead(lead: str, second: str, columns: Columns) -> Words:
    """The bold name: over the whole line if there is no other, and into the other's room only as far as that allows."""
    room = columns.party - columns.lead - _GAP
    if second:
        needed = words(second, _NAME).width + _GAP
        room = max(columns.second - columns.lead - _GAP, room - needed)
    return fitted(lead, room, _NAME, smallest=_SMALLEST, bold=True)


def answer_mark(row: DoorRow) -> str:
    """What the greeter should know before saying welcome. Nothing for those who are simply expected."""
    match row.answer:
        case Answer.GOING:
            return ""
        case Answer.WAITLISTED:
            return f"waiting list {row.waitlist_position}" if row.waitlist_position else "waiting list"
        case None:
            return "walk-in"
        case _:
            return row.answer


def _draw_grid(canvas: Canvas, columns: Columns, top: float, rows: int) -> None:
    """The boxes and rules of so many lines. All full pages share one drawing, which saves a fifth of time and file."""
    form = f"grid-{rows}"
    if not canvas.hasForm(form):
        canvas.beginForm(form)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        for i in range(1, rows + 1):
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
