"""Call sheets: a line a person to ring, with a box for each thing that can come of it.

They go home with a caller, so they hold names and numbers and nothing else of anybody.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.domain.calls import CODES
from barnstorm.domain.spoken import clock, day
from barnstorm.paper.document import document
from barnstorm.paper.fonts import fitted, words, wrapped
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.rows.call import CallRow, CallSheet
from barnstorm.rows.campaign import Campaign

ROW = 11 * mm
_HEADS = 6 * mm
_SCRIPT = 24 * mm
_BOX = 4.4 * mm
_STEP = 7 * mm
_NUMBER, _NAME, _PHONE, _PARTY = (width * mm for width in (11, 56, 34, 10))

NO_SECOND_MESSAGE = "message left: ring, leave no second one"


def write_call_sheets(sheet: CallSheet, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw the sheets as a PDF into `out`, each caller's on pages of their own; returns the number of pages."""
    what = f"Call sheet, pass {sheet.pass_number}"
    to_type = f"To type it back: barnstorm rsvp called {sheet.event.ref} NO. CODE"
    around = frame(sheet.event, campaign, what, sheet.as_of, paper, to_type)
    most = int((around.top - around.bottom - _SCRIPT - _HEADS) // ROW)
    pages = list(_pages(sheet.rows, most))
    with document(out, f"{what}: {sheet.event.title}", campaign, paper) as canvas:
        for number, (caller, rows) in enumerate(pages, 1):
            around.draw_head(canvas, f"Caller {caller}" if sheet.callers > 1 else "", number, len(pages))
            y = _draw_script(canvas, around, sheet, campaign)
            _draw_rows(canvas, around, rows, y)
            around.draw_foot(canvas, "")
            canvas.showPage()
    return len(pages)


def _pages(rows: Sequence[CallRow], most: int) -> Iterator[tuple[int, Sequence[CallRow]]]:
    for caller, theirs in groupby(rows, key=lambda row: row.caller):
        own = list(theirs)
        for start in range(0, len(own), most):
            yield caller, own[start : start + most]


def _draw_script(canvas: Canvas, around: Frame, sheet: CallSheet, campaign: Campaign) -> float:
    """What to say and what the boxes mean; returns where it ends."""
    event, width = sheet.event, around.right - around.left
    where = f" at {event.venue}" if event.venue else ""
    who = f" for {campaign.name}" if campaign.name else ""
    said = (
        f"“Hello, this is … ringing{who}. You said that you would come to {event.title} on {day(event.starts_at)}, "
        f"{clock(event.starts_at)}{where}. Can we still count on you? … Does anybody come with you?”"
    )
    y = around.top - 6 * mm
    for line in wrapped(said, width, 9.5, 3):
        line.draw(canvas, around.left, y)
        y -= 4.6 * mm
    canvas.setFillGray(SOFT)
    legend = " · ".join(f"{code} {outcome}" for code, outcome in CODES.items())
    fitted(legend, width, 8, smallest=6).draw(canvas, around.left, around.top - _SCRIPT + 3 * mm)
    canvas.setFillGray(INK)
    return around.top - _SCRIPT


def _draw_rows(canvas: Canvas, around: Frame, rows: Sequence[CallRow], top: float) -> None:
    boxes = around.left + _NUMBER + _NAME + _PHONE + _PARTY
    note = boxes + len(CODES) * _STEP + 2 * mm
    _draw_heads(canvas, around, boxes, note, top)
    y = top - _HEADS
    for row in rows:
        y -= ROW
        _draw_row(canvas, around, row, y)
        canvas.setLineWidth(0.9)
        canvas.setStrokeGray(INK)
        for i in range(len(CODES)):
            canvas.rect(boxes + i * _STEP, y + (ROW - _BOX) / 2, _BOX, _BOX)
        canvas.setLineWidth(0.4)
        canvas.setStrokeGray(0.65)
        canvas.line(around.left, y, around.right, y)


def _draw_heads(canvas: Canvas, around: Frame, boxes: float, note: float, top: float) -> None:
    base = top - _HEADS + 1.8 * mm
    canvas.setFillGray(SOFT)
    words("No.", 7).draw(canvas, around.left, base)
    words("Surname, given name", 7).draw(canvas, around.left + _NUMBER, base)
    words("Number", 7).draw(canvas, around.left + _NUMBER + _NAME, base)
    words("Party", 7).draw_right(canvas, boxes - 3 * mm, base)
    words("Note", 7).draw(canvas, note, base)
    canvas.setFillGray(INK)
    for i, code in enumerate(CODES):
        words(code, 9, bold=True).draw_centred(canvas, boxes + i * _STEP + _BOX / 2, base)
    canvas.setLineWidth(0.7)
    canvas.setStrokeGray(INK)
    canvas.line(around.left, top - _HEADS, around.right, top - _HEADS)


def _draw_row(canvas: Canvas, around: Frame, row: CallRow, y: float) -> None:
    base, below = y + 5.6 * mm, y + 2 * mm
    words(str(row.person_id), 8).draw(canvas, around.left, base)
    lead = words(row.family_name or row.given_name, 10.5, bold=True)
    x = around.left + _NUMBER
    room = _NAME - 2 * mm
    lead = lead if lead.width <= room else fitted(row.family_name, room, 10.5, smallest=7, bold=True)
    lead.draw(canvas, x, base)
    if row.family_name and room - lead.width > 8 * mm:
        fitted(row.given_name, room - lead.width - 2 * mm, 10.5, smallest=7).draw(canvas, x + lead.width + 2 * mm, base)
    fitted(row.dialled, _PHONE - 2 * mm, 10.5, smallest=7, bold=True).draw(canvas, x + _NAME, base)
    words(str(row.party_size), 10, bold=row.party_size > 1).draw_right(
        canvas, around.left + _NUMBER + _NAME + _PHONE + _PARTY - 4 * mm, base
    )
    canvas.setFillGray(SOFT)
    told = NO_SECOND_MESSAGE if row.message_left else row.before
    given_below = row.given_name if row.family_name and room - lead.width <= 8 * mm else ""
    under = " · ".join(filter(None, (given_below, row.answer if row.answer != "going" else "", told)))
    fitted(under, _NAME + _PHONE - 2 * mm, 7.5, smallest=6).draw(canvas, x, below)
    canvas.setFillGray(INK)
