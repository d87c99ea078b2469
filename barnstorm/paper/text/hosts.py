"""A sheet for each host: what they offer, and numbered rows for those who sign up."""

from collections.abc import Iterator
from dataclasses import dataclass

from barnstorm.paper.host_pages import LABELS, HostPage, HostRow, host_pages
from barnstorm.paper.phrases import MY_HOME, WRITE_THE_HOST
from barnstorm.paper.text.columns import WIDTH, ends, fit
from barnstorm.paper.text.page import TextFrame, numbered
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow
from barnstorm.rows.sheet import HostRoom, HostSheets

_LABEL = 10
_WHOSE = 3
_ROW = 3
_SURNAME, _FIRST_NAME = 28, 25


@dataclass(frozen=True)
class RowsAsOn(HostRoom):
    """Pages of sheets that have as many rows as on `other` paper."""

    other: HostRoom

    def filled(self, rows: int) -> int:
        return self.other.filled(rows)


def rows_as_on(other: HostRoom, room: HostRoom) -> HostRoom:
    """A sheet has the rows that it has on `other` paper, on as many pages of `room` as they take."""
    return RowsAsOn(room.first, room.more, other)


def text_host_room(event: EventRow, campaign: Campaign) -> HostRoom:
    """How many rows the pages of a sheet take."""
    room = TextFrame(event, campaign, "", event.starts_at, _to_type(event)).room - _WHOSE
    return HostRoom(max((room - len(LABELS) - 1) // _ROW, 1), max(room // _ROW, 1))


def host_sheets(sheets: HostSheets, campaign: Campaign, room: HostRoom) -> Iterator[str]:
    """Each on pages of its own."""
    around = TextFrame(sheets.event, campaign, "Host sheet", sheets.as_of, _to_type(sheets.event))
    for sheet in sheets.sheets:
        for page in host_pages(sheet, room):
            code = f"Code on the wall: {page.code or '_____'}"
            yield around.page(_body(page), code, numbered(page.number, page.of, sheet.sheet))


def _to_type(event: EventRow) -> str:
    return f"To type the rows: barnstorm action entry {event.ref}"


def _body(page: HostPage) -> Iterator[str]:
    if page.number == 1:
        yield from _details(page)
        yield "Who comes"
    else:
        yield fit(page.whose, WIDTH) if page.whose != "Host:" else f"Host: {'_' * 40}"
    yield WRITE_THE_HOST
    yield ""
    for row in page.rows:
        yield from _row(row)


def _details(page: HostPage) -> Iterator[str]:
    """What is offered, printed or to be written."""
    for label, known in page.details.items():
        line = "_" * (WIDTH - _LABEL)
        if label == "Where" and page.sheet.action is None:
            line = ends("_" * WIDTH, f"{MY_HOME} [ ]", WIDTH - _LABEL).replace("…", "_")
        yield f"{label:{_LABEL}}{fit(known, WIDTH - _LABEL) if known else line}"
    yield ""


def _row(row: HostRow) -> Iterator[str]:
    yield f"{row.number:4} {_said('Surname', row.lead, _SURNAME)} {_said('First name', row.second, _FIRST_NAME)}"
    yield f"     Mobile {'_' * 13} Email {'_' * 22} Text OK [ ] Initials {'_' * 4}"
    yield ""


def _said(label: str, known: str, width: int) -> str:
    """A name, or a line for one."""
    return f"{label} {fit(known, width) if known else '_' * width}"
