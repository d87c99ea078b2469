"""All the paper of an evening in plain text, in the order in which it is handed out."""

from collections.abc import Iterator
from typing import BinaryIO

from barnstorm.paper.text.cards import role_cards
from barnstorm.paper.text.door import door_list, greeters_copy, text_room
from barnstorm.paper.text.hosts import host_sheets, text_host_room
from barnstorm.paper.text.needs import needs
from barnstorm.paper.text.poster import poster
from barnstorm.paper.text.summary import summary
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack
from barnstorm.rows.sheet import HostRoom, PageRoom, PrintedSheet, SheetKind


def write_pack_text(pack: Pack, campaign: Campaign, out: BinaryIO) -> int:
    """Write it as UTF-8 text into `out`; returns the number of pages. The sheets and their rows are those of `pack`."""
    pages = list(_pages(pack, campaign))
    out.writelines(page.encode() for page in pages)
    return len(pages)


def _pages(pack: Pack, campaign: Campaign) -> Iterator[str]:
    door = text_room(pack.event, campaign)
    hosts = text_host_room(pack.event, campaign)
    yield from summary(pack, campaign, lambda sheet: _pages_of(sheet, door, hosts))
    yield from poster(pack, campaign)
    yield from door_list(pack.door, campaign, pack.blank_rows)
    if pack.needs:
        yield from greeters_copy(pack.door, campaign, {need.person_id for need in pack.needs})
        yield from needs(pack, campaign)
    yield from role_cards(pack, campaign)
    yield from host_sheets(pack.hosts, campaign, hosts)


def _pages_of(sheet: PrintedSheet, door: PageRoom, hosts: HostRoom) -> int:
    match sheet.kind:
        case SheetKind.HOST:
            return hosts.pages(sheet.rows)
        case SheetKind.DOOR:
            return door.name_pages(sheet.rows)
        case _:
            return door.line_pages(sheet.rows)
