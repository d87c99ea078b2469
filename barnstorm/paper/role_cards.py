"""A card for each role, postcard size, four a page: what to do, when, and who does it. To cut and hand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.cards import BRIEF_LINES, CARDS, Card, cards_of, occasion
from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.fonts import fitted, wrapped
from barnstorm.paper.page import INK, SOFT, Paper
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow
from barnstorm.rows.volunteer import RoleRow, Roster

_PAD = 9 * mm
_LINE = 7 * mm
_BOX = 3.6 * mm


@dataclass(frozen=True)
class Corner:
    """Where a card lies on the page: its lower left corner and its size in points."""

    x: float
    y: float
    width: float
    height: float


def write_role_cards(roster: Roster, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw the cards alone as a PDF into `out`; returns the number of pages. The event has roles."""
    with document(out, f"Role cards: {roster.event.title}", campaign, paper) as canvas:
        draw_role_cards(canvas, roster.event, roster.roles, campaign, paper)
        return pages_drawn(canvas)


def draw_role_cards(
    canvas: Canvas, event: EventRow, roles: Sequence[RoleRow], campaign: Campaign, paper: Paper
) -> None:
    """Nothing if the event has no roles."""
    cards = cards_of(roles)
    for start in range(0, len(cards), CARDS):
        canvas.setPageSize(paper.size)
        _draw_cuts(canvas, paper)
        for card, corner in zip(cards[start : start + CARDS], _corners(paper), strict=False):
            _draw_card(canvas, card, corner, event, campaign)
        canvas.showPage()


def _corners(paper: Paper) -> list[Corner]:
    width, height = paper.size[0] / 2, paper.size[1] / 2
    return [Corner(x, y, width, height) for y in (height, 0) for x in (0, width)]


def _draw_cuts(canvas: Canvas, paper: Paper) -> None:
    """Where to cut: dashes in the middle, so that no printer's margin eats a card's edge."""
    width, height = paper.size
    canvas.saveState()
    canvas.setDash(2, 4)
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.5)
    canvas.line(width / 2, 12 * mm, width / 2, height - 12 * mm)
    canvas.line(12 * mm, height / 2, width - 12 * mm, height / 2)
    canvas.restoreState()


def _draw_card(canvas: Canvas, card: Card, at: Corner, event: EventRow, campaign: Campaign) -> None:
    role, left, room = card.role, at.x + _PAD + 3 * mm, at.width - 2 * _PAD - 6 * mm
    y = at.y + at.height - _PAD - 9 * mm
    fitted(role.role, room, 20, smallest=11, bold=True).draw(canvas, left, y)
    y -= 7 * mm
    fitted(card.hours, room, 12, smallest=8).draw(canvas, left, y)
    y -= 8 * mm
    for line in wrapped(role.brief, room, 10.5, BRIEF_LINES) if role.brief else []:
        line.draw(canvas, left, y)
        y -= 5 * mm
    _draw_names(canvas, card.names, left, left + room, y - 2 * mm)
    _draw_foot(canvas, at, left, room, event, campaign)


def _draw_names(canvas: Canvas, names: Sequence[str], left: float, right: float, y: float) -> None:
    canvas.setStrokeGray(0.5)
    canvas.setLineWidth(0.6)
    for name in names:
        y -= _LINE
        canvas.rect(left, y, _BOX, _BOX)
        x = left + _BOX + 2 * mm
        if name:
            fitted(name, right - x, 12, smallest=8, bold=True).draw(canvas, x, y)
        else:
            canvas.line(x, y, right, y)


def _draw_foot(canvas: Canvas, at: Corner, left: float, room: float, event: EventRow, campaign: Campaign) -> None:
    canvas.setFillGray(SOFT)
    y = at.y + _PAD + 3 * mm
    imprint = " ".join(campaign.imprint.split())
    for text, up in ((occasion(event), 4 * mm), (imprint, 0)):
        fitted(text, room, 7.5, smallest=4.5).draw(canvas, left, y + up)
    canvas.setFillGray(INK)
