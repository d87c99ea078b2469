"""An attendee list as an Excel workbook: the first sheet that has a column with names."""

from collections.abc import Iterator
from itertools import islice

from barnstorm.errors.imports import NoAttendeeFile
from barnstorm.errors.workbook import UnreadableWorkbook
from barnstorm.files.attendees.columns import NAMED_BY, matched
from barnstorm.files.attendees.text_file import Line
from barnstorm.files.workbook import lines_of, open_workbook, weigh

_UNPACKED = 256 * 1024 * 1024
"""In bytes: a hundred thousand attendees unfold to some forty million."""

_COLUMNS = 256
_SHEETS = 20
_TITLES = 20
"""Lines above the header that are looked at: spreadsheets like to begin with a title."""


def workbook_lines(content: bytes, path: str, sheet: int = 0, above: int = 0) -> Iterator[Line]:
    """The lines of one sheet that hold anything, from the header on; `above` lines stand over it. NoAttendeeFile."""
    try:
        book = open_workbook(content)
        for number, cells in enumerate(lines_of(book.worksheets[sheet], _COLUMNS), 1):
            if number > above and any(map(str.strip, cells)):
                yield Line(number, cells)
    except UnreadableWorkbook as e:
        raise NoAttendeeFile(path, e.what, e.hint) from e


def find_sheet(content: bytes, path: str) -> tuple[int, int]:
    """(which sheet, how many lines stand above its header); the first line of the first sheet if none has names.

    NoAttendeeFile.
    """
    try:
        weigh(content, _UNPACKED)
        book = open_workbook(content)
        for at, sheet in enumerate(book.worksheets[:_SHEETS]):
            for above, cells in enumerate(islice(lines_of(sheet, _COLUMNS), _TITLES)):
                if len(cells) > 1 and any(name in matched(cells) for name in NAMED_BY):
                    return at, above
    except UnreadableWorkbook as e:
        raise NoAttendeeFile(path, e.what, e.hint) from e
    if not book.worksheets:
        raise NoAttendeeFile(path, "it is a workbook without a sheet")
    return 0, 0
