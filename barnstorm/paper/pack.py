"""All the paper of an evening in one document, in the order in which it is handed out."""

from typing import BinaryIO

from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.door import draw_door_list, draw_greeters_copy
from barnstorm.paper.host_sheets import draw_host_sheets
from barnstorm.paper.needs import draw_needs
from barnstorm.paper.page import Paper
from barnstorm.paper.poster import draw_poster
from barnstorm.paper.role_cards import draw_role_cards
from barnstorm.paper.summary import draw_summary
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack


def write_pack(pack: Pack, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw it as a PDF into `out`; returns the number of pages.

    The organiser's summary, the wall, each desk's list and sheet for walk-ins, the greeter's copy with what people
    need (only if anybody needs anything), the role cards, and a sheet for each host.
    """
    with document(out, f"Pack: {pack.event.title}", campaign, paper) as canvas:
        draw_summary(canvas, pack, campaign, paper)
        draw_poster(canvas, pack, campaign, paper)
        draw_door_list(canvas, pack.door, campaign, paper, pack.blank_rows)
        if pack.needs:
            draw_greeters_copy(canvas, pack.door, campaign, paper, {need.person_id for need in pack.needs})
            draw_needs(canvas, pack, campaign, paper)
        draw_role_cards(canvas, pack.event, pack.roles, campaign, paper)
        draw_host_sheets(canvas, pack.hosts, campaign, paper)
        return pages_drawn(canvas)
