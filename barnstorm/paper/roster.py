"""The roster for the wall behind the desk: role by role, who does it and when, and which places are still empty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.document import document
from barnstorm.paper.fonts import fitted, words, wrapped
from barnstorm.paper.page import INK, SOFT, Frame, Paper, frame
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.volunteer import HelperRow, RoleRow, Roster

_HEAD, _BRIEF, _LINE, _GAP = 8 * mm, 4.2 * mm, 7.5 * mm, 4 * mm
_BOX = 4.4 * mm
_TICK, _NAME, _PHONE = (width * mm for width in (9, 80, 45))


@dataclass(frozen=True)
class Block:
    """One role with its lines: its helpers, then an empty line for each that is still wanted."""

    role: RoleRow
    helpers: Sequence[HelperRow]

    @property
    def lines(self) -> int:
        return len(self.helpers) + self.role.missing


def write_roster(roster: Roster, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw the roster as a PDF into `out`; returns the number of pages. It names no email and no address."""
    to_type = f"To give somebody a role: barnstorm volunteer add {roster.event.ref} PERSON --role NAME"
    around = frame(roster.event, campaign, "Roster", roster.as_of, paper, to_type)
    pages = list(_pages(_blocks(roster), around))
    with document(out, f"Roster: {roster.event.title}", campaign, paper) as canvas:
        for number, blocks in enumerate(pages, 1):
            around.draw_head(canvas, "Roster", number, len(pages))
            y = around.top
            for block in blocks:
                y = _draw_block(canvas, block, around, y)
            around.draw_foot(canvas, "")
            canvas.showPage()
    return len(pages)


def _blocks(roster: Roster) -> list[Block]:
    return [Block(role, [one for one in roster.helpers if one.role == role.role]) for role in roster.roles]


def _pages(blocks: Sequence[Block], around: Frame) -> Iterator[list[Block]]:
    """Whole roles on a page, as many as fit; a role that is longer than a page is cut."""
    room = around.top - around.bottom
    page: list[Block] = []
    left = room
    for block in (part for whole in blocks for part in _cut(whole, room)):
        if page and _height(block) > left:
            yield page
            page, left = [], room
        page.append(block)
        left -= _height(block)
    yield page


def _cut(block: Block, room: float) -> Iterator[Block]:
    most = int((room - _GAP - _HEAD - _BRIEF) // _LINE) - block.role.missing
    if len(block.helpers) <= most:
        yield block
        return
    for start in range(0, len(block.helpers), max(most, 1)):
        yield Block(block.role, block.helpers[start : start + max(most, 1)])


def _height(block: Block) -> float:
    return _GAP + _HEAD + (_BRIEF if block.role.brief else 0) + block.lines * _LINE


def _draw_block(canvas: Canvas, block: Block, around: Frame, top: float) -> float:
    """A role's head, what to do, and its lines; returns where it ends."""
    role, width = block.role, around.right - around.left
    y = top - _GAP - _HEAD + 2.4 * mm
    words(role.role, 12, bold=True).draw(canvas, around.left, y)
    hours = f"{role.starts_at:%H:%M} to {role.ends_at:%H:%M} · {role.filled} of {role.needed}"
    words(hours, 10).draw_right(canvas, around.right, y)
    if role.brief:
        y -= _BRIEF
        canvas.setFillGray(SOFT)
        wrapped(role.brief, width, 8.5, 1)[0].draw(canvas, around.left, y)
        canvas.setFillGray(INK)
    y -= 2.4 * mm
    _rule(canvas, around, y, INK)
    for i in range(block.lines):
        y -= _LINE
        _draw_line(canvas, block.helpers[i] if i < len(block.helpers) else None, around, y)
    return y


def _draw_line(canvas: Canvas, helper: HelperRow | None, around: Frame, y: float) -> None:
    """A box to tick when they are here, the name surname first, the number, and whether they have confirmed."""
    canvas.setLineWidth(0.9)
    canvas.setStrokeGray(INK)
    canvas.rect(around.left, y + (_LINE - _BOX) / 2, _BOX, _BOX)
    base, x = y + 2.4 * mm, around.left + _TICK
    if helper is None:
        canvas.setFillGray(SOFT)
        words("still wanted", 9).draw(canvas, x, base)
        canvas.setFillGray(INK)
    else:
        lead = fitted(helper.family_name or helper.given_name, _NAME * 0.6, 11, smallest=8, bold=True)
        lead.draw(canvas, x, base)
        if helper.family_name:
            room = _NAME - lead.width - 4 * mm
            fitted(helper.given_name, room, 11, smallest=8).draw(canvas, x + lead.width + 2 * mm, base)
        words(helper.phone or "", 10).draw(canvas, x + _NAME, base)
        words("confirmed" if helper.confirmed_at else "", 9).draw(canvas, x + _NAME + _PHONE, base)
    _rule(canvas, around, y, 0.65)


def _rule(canvas: Canvas, around: Frame, y: float, grey: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(grey)
    canvas.line(around.left, y, around.right, y)
