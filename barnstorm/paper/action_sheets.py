"""What goes out with the hosts: a sheet for each, and the list of who signs in at their action."""

from typing import BinaryIO

from barnstorm.paper.document import document, pages_drawn
from barnstorm.paper.door import draw_door_list
from barnstorm.paper.host_sheets import draw_host_sheets
from barnstorm.paper.page import Paper
from barnstorm.rows.action_sheet import ActionPaper
from barnstorm.rows.campaign import Campaign


def write_action_sheets(made: ActionPaper, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Draw all of it as a PDF into `out`; returns the number of pages."""
    with document(out, f"Sheets for the actions of {made.hosts.event.title}", campaign, paper) as canvas:
        draw_host_sheets(canvas, made.hosts, campaign, paper)
        for sheet in made.sign_ins:
            draw_door_list(canvas, sheet, campaign, paper, made.lines)
        return pages_drawn(canvas)
