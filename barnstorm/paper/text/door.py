"""The door list: a line a name with a box to tick by pen, and sheets for those who were not expected."""

from collections.abc import Container, Iterator
from typing import BinaryIO

from barnstorm.domain.sign_in import letter, wording
from barnstorm.paper.door_pages import MOST_TICKED, LinesPage, NamesPage, door_pages, names, remark
from barnstorm.paper.phrases import GREETERS_COPY, NEED, NOBODY_YET, WELCOME
from barnstorm.paper.text.columns import WIDTH, fit, wrapped
from barnstorm.paper.text.page import TextFrame, numbered
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import DoorSheet
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import PageRoom

_COLUMN_HEADS = 2
_A_WALK_IN = 4
_NAME = 22


def write_door_text(sheet: DoorSheet, campaign: Campaign, out: BinaryIO, *, blank_rows: int = 12) -> int:
    """Write the list as UTF-8 text into `out`; returns the number of pages."""
    pages = list(door_list(sheet, campaign, blank_rows))
    out.writelines(page.encode() for page in pages)
    return len(pages)


def door_list(sheet: DoorSheet, campaign: Campaign, blank_rows: int) -> Iterator[str]:
    """The pages to tick and the lines for walk-ins, desk by desk."""
    to_tick = TextFrame(sheet.event, campaign, "Door list", sheet.as_of, _to_type(sheet.event))
    to_fill = TextFrame(sheet.event, campaign, "Walk-ins", sheet.as_of, _to_type(sheet.event))
    for page in door_pages(sheet, text_room(sheet.event, campaign), blank_rows):
        which = numbered(page.number, page.of, page.sheet)
        if isinstance(page, NamesPage):
            yield to_tick.page(_names(sheet, page), page.sign, which)
        else:
            yield to_fill.page(_walk_ins(sheet, page), page.sign, which)


def greeters_copy(sheet: DoorSheet, campaign: Campaign, marked: Container[int]) -> Iterator[str]:
    """The same names on the same rows, with a mark for those in `marked` (ids) and without boxes."""
    around = TextFrame(sheet.event, campaign, GREETERS_COPY, sheet.as_of)
    for page in door_pages(sheet, text_room(sheet.event, campaign), 0):
        if isinstance(page, NamesPage) and page.rows:
            yield around.page(_names(sheet, page, marked), page.sign, numbered(page.number, page.of, page.sheet))


def text_room(event: EventRow, campaign: Campaign) -> PageRoom:
    """What a page takes under its head and over its notices."""
    room = TextFrame(event, campaign, "", event.starts_at, _to_type(event)).room
    lines = room - len(_consents(event.organisations))
    return PageRoom(max(room - _COLUMN_HEADS, 1), max(lines // _A_WALK_IN, 1))


def _to_type(event: EventRow) -> str:
    return f"To type the ticks: barnstorm door entry {event.ref}"


def _names(sheet: DoorSheet, page: NamesPage, marked: Container[int] | None = None) -> Iterator[str]:
    titles = ("Given name", "Surname") if sheet.by_given_name else ("Surname", "Given name")
    yield f"  No. {'In ' if marked is None else '   '} {titles[0]:{_NAME}} {titles[1]:{_NAME}} Party Answer, role"
    yield "-" * WIDTH
    if not page.rows:
        yield f"          {NOBODY_YET}"
    for number, row in enumerate(page.rows, page.first):
        lead, second = names(row, by_given_name=sheet.by_given_name)
        box = "[x]" if row.attended else "[ ]"
        if marked is not None:
            box = f" {NEED} " if row.person_id in marked else "   "
        yield f"{number:5} {box} {fit(lead, _NAME)} {fit(second, _NAME)} {row.party_size:5} {fit(remark(row), 18)}"


def _walk_ins(sheet: DoorSheet, page: LinesPage) -> Iterator[str]:
    organisations = sheet.event.organisations
    yield from _consents(organisations)
    agreed = _agreed(len(organisations))
    for number in range(page.first, page.first + page.lines):
        yield f"{number:5} [ ] Surname {'_' * 26} First name {'_' * 24}"
        yield f"          Mobile {'_' * 18} Email {'_' * 38}"
        yield f"          Postcode {'_' * 9} Text OK [ ] Host [ ] Codes {'_' * 8} Initials {'_' * 6}"
        yield agreed


def _agreed(organisations: int) -> str:
    if not organisations:
        return ""
    if organisations > MOST_TICKED:
        return f"          I agree, letters: {'_' * 40}"
    return f"          I agree: {' '.join(f'{letter(position)} [ ]' for position in range(organisations))}"


def _consents(organisations: tuple[str, ...]) -> list[str]:
    """What a tick agrees to, word for word, and an empty line."""
    said = [
        line
        for position, organisation in enumerate(organisations)
        for line in wrapped(f"{letter(position)}: {wording(organisation)}", WIDTH)
    ]
    return [f"{WELCOME} Block capitals, please.", *said, ""]
