"""All the paper of an evening as one document for a browser, in the order in which it is handed out."""

from typing import BinaryIO

from barnstorm.paper.cards import CARDS, cards_of
from barnstorm.paper.door_pages import NamesPage
from barnstorm.paper.host_pages import host_pages
from barnstorm.paper.host_sheets import host_room
from barnstorm.paper.html.door import html_door_pages, walk_in_columns
from barnstorm.paper.html.frame import HtmlFrame
from barnstorm.paper.html.templating import write
from barnstorm.paper.page import Paper
from barnstorm.paper.poster import places_a_page
from barnstorm.paper.poster_pages import poster_pages
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack


def write_pack_html(pack: Pack, campaign: Campaign, out: BinaryIO, *, paper: Paper = Paper.A4) -> int:
    """Write it as one HTML document into `out`; returns the number of printed pages.

    Its sheets are cut as the PDF's are. The summary and the page of needs flow over as many pages as they take, and
    are counted as one each.
    """
    room, cards = host_room(pack.event, campaign, paper), cards_of(pack.roles)
    door = html_door_pages(pack.door, campaign, paper, pack.blank_rows)
    pages = {
        "wall": poster_pages(pack.wall, places_a_page(pack, campaign, paper)),
        "door_pages": door,
        "copy": [page for page in door if isinstance(page, NamesPage) and page.rows] if pack.needs else [],
        "card_pages": [cards[start : start + CARDS] for start in range(0, len(cards), CARDS)],
        "host_pages": [page for sheet in pack.hosts.sheets for page in host_pages(sheet, room)],
    }
    facts = {
        "title": f"Pack: {pack.event.title}",
        "around": HtmlFrame(pack.event, campaign, pack.as_of),
        "pack": pack,
        "sheet": pack.door,
        "columns": walk_in_columns(pack.door, campaign, paper),
        "marked": {need.person_id for need in pack.needs},
        **pages,
    }
    write("pack.html", facts, paper, out)
    return 1 + sum(map(len, pages.values())) + bool(pack.needs)
