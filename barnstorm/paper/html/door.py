"""The door list, and the greeter's copy of it, as pages for a browser."""

from collections.abc import Sequence
from typing import BinaryIO

from barnstorm.paper.door import page_room
from barnstorm.paper.door_pages import LinesPage, NamesPage, door_pages
from barnstorm.paper.html.frame import HtmlFrame
from barnstorm.paper.html.templating import write
from barnstorm.paper.page import Paper
from barnstorm.paper.walkins import Column, walk_ins
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorSheet


def write_door_html(
    sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12, paper: Paper = Paper.A4
) -> int:
    """Write the list as one HTML document into `out`; returns the number of printed pages, the same as of the PDF."""
    pages = html_door_pages(sheet, campaign, paper, blank_rows)
    facts = {
        "title": f"Door list: {sheet.event.title}",
        "around": HtmlFrame(sheet.event, campaign, sheet.as_of),
        "sheet": sheet,
        "pages": pages,
        "columns": walk_in_columns(sheet, campaign, paper),
    }
    write("door_list.html", facts, paper, out)
    return len(pages)


def html_door_pages(
    sheet: DoorSheet, campaign: Campaign, paper: Paper, blank_rows: int
) -> Sequence[NamesPage | LinesPage]:
    """Cut as the PDF is: the page that somebody holds in their hand is the same whichever it was printed from."""
    return list(door_pages(sheet, page_room(sheet.event, campaign, paper), blank_rows))


def walk_in_columns(sheet: DoorSheet, campaign: Campaign, paper: Paper) -> Sequence[Column]:
    """Of the lines for walk-ins, with their widths."""
    return walk_ins(sheet.event, campaign, sheet.as_of, paper).columns
