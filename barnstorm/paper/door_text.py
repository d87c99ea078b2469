"""The door list in plain text, eighty columns wide, a form feed after each page: for any printer that ever was."""

import textwrap
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO
from zoneinfo import ZoneInfo

from barnstorm.domain.sign_in import letter, wording
from barnstorm.domain.spoken import clock, day
from barnstorm.domain.text import show_hidden
from barnstorm.paper.door_pages import LinesPage, NamesPage, door_pages, names, remark
from barnstorm.paper.heading import place, titled, when
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import PageRoom

WIDTH = 80
LINES = 60
"""Of the 66 that a page of eleven inches has: printers keep some for themselves."""

FORM_FEED = "\f"
_HEAD = 5
_COLUMN_HEADS = 2
_A_WALK_IN = 4
_NAME = 22


def write_door_text(sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12) -> int:
    """Write the list as UTF-8 text into `out`; returns the number of pages."""
    pages = list(door_pages(sheet, text_room(sheet.event, campaign), blank_rows))
    for page in pages:
        lines = [*_head(sheet, page), *_body(sheet, page), *_foot(sheet, campaign)]
        out.write(("\n".join(line.rstrip() for line in lines) + f"\n{FORM_FEED}").encode())
    return len(pages)


def text_room(event: EventRow, campaign: Campaign) -> PageRoom:
    """What a page takes under its head and over its notices."""
    room = LINES - _HEAD - len(_notices(campaign)) - 3
    consents = len(_consents(event.organisations))
    return PageRoom(max(room - _COLUMN_HEADS, 1), max((room - consents) // _A_WALK_IN, 1))


def _head(sheet: DoorSheet, page: NamesPage | LinesPage) -> list[str]:
    event = sheet.event
    which = f"Sheet {page.sheet}, page {page.number} of {page.of}" if page.sheet else f"page {page.number} of {page.of}"
    return [_ends(titled(event), page.sign), _ends(when(event), which), _fit(place(event), WIDTH), "=" * WIDTH, ""]


def _body(sheet: DoorSheet, page: NamesPage | LinesPage) -> Iterator[str]:
    return _names(sheet, page) if isinstance(page, NamesPage) else _walk_ins(sheet, page)


def _names(sheet: DoorSheet, page: NamesPage) -> Iterator[str]:
    titles = ("Given name", "Surname") if sheet.by_given_name else ("Surname", "Given name")
    yield f"  No. In  {titles[0]:{_NAME}} {titles[1]:{_NAME}} Party Answer, role"
    yield "-" * WIDTH
    if not page.rows:
        yield "          Nobody is on the list yet."
    for number, row in enumerate(page.rows, page.first):
        lead, second = names(row, by_given_name=sheet.by_given_name)
        box = "[x]" if row.attended else "[ ]"
        yield f"{number:5} {box} {_fit(lead, _NAME)} {_fit(second, _NAME)} {row.party_size:5} {_fit(remark(row), 18)}"


def _walk_ins(sheet: DoorSheet, page: LinesPage) -> Iterator[str]:
    organisations = sheet.event.organisations
    yield from _consents(organisations)
    ticks = " ".join(f"{letter(position)} [ ]" for position in range(len(organisations)))
    for number in range(page.first, page.first + page.lines):
        yield f"{number:5} [ ] Surname {'_' * 26} First name {'_' * 24}"
        yield f"          Mobile {'_' * 18} Email {'_' * 38}"
        yield f"          Postcode {'_' * 9} Text OK [ ] Host [ ] Codes {'_' * 8} Initials {'_' * 6}"
        yield f"          I agree: {ticks}" if ticks else ""


def _consents(organisations: tuple[str, ...]) -> list[str]:
    """What a tick agrees to, word for word, and an empty line."""
    said = [
        line
        for position, organisation in enumerate(organisations)
        for line in textwrap.wrap(f"{letter(position)}: {wording(show_hidden(organisation))}", WIDTH)
    ]
    return ["Not on the list? Welcome! Block capitals, please.", *said, ""]


def _foot(sheet: DoorSheet, campaign: Campaign) -> list[str]:
    taken = sheet.as_of.astimezone(ZoneInfo(sheet.event.timezone))
    as_of = f"As it stood on {day(taken)}, {clock(taken)}"
    return ["-" * WIDTH, *_notices(campaign), as_of, f"To type the ticks: barnstorm door entry {sheet.event.ref}"]


def _notices(campaign: Campaign) -> list[str]:
    texts = (show_hidden(" ".join(text.split())) for text in (campaign.privacy, campaign.imprint))
    return [line for text in texts for line in textwrap.wrap(text, WIDTH)]


def _ends(left: str, right: str) -> str:
    """One text at each end of the line; the left one gives way."""
    room = WIDTH - _width(right) - 1 if right else WIDTH
    return f"{_fit(left, room)} {right}" if right else _fit(left, room)


def _fit(text: str, width: int) -> str:
    """`text` in so many columns, cut with an ellipsis or filled up with spaces."""
    shown = show_hidden(text)
    if _width(shown) > width:
        while shown and _width(shown) > width - 1:
            shown = shown[:-1]
        shown = f"{shown.rstrip()}…"
    return shown + " " * (width - _width(shown))


def _width(text: str) -> int:
    """In columns of a printer or terminal: East Asian letters take two, marks over a letter none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
