"""Excel workbooks (XLSX) as grids of text, so that a workbook and a CSV of the same figures read the same."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from barnstorm.errors.results import NotResults
from barnstorm.errors.workbook import UnreadableWorkbook
from barnstorm.files.seats.grids import LOOKED_AT, Grid
from barnstorm.files.workbook import is_archive, lines_of, open_workbook, weigh

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["UNPACKED", "is_archive", "workbook_grids"]

UNPACKED = 32 * 1024 * 1024
"""In bytes. The Library's workbook of a general election unfolds to less than ten million."""

_SHEETS = 20
_COLUMNS = 128
_LINES = 100_000
"""What is looked at. A general election has some 4,500 lines of 22 columns."""

_AGAIN = "Download it again, or save the sheet with the results as “CSV UTF-8” and import that."


def workbook_grids(data: bytes, unpacked: int = UNPACKED) -> list[Grid]:
    """The worksheets, in their order. NotResults for another archive, a broken one, or more than `unpacked` bytes."""
    try:
        weigh(data, unpacked)
        sheets = [list(_lines(sheet)) for sheet in open_workbook(data).worksheets[:_SHEETS]]
    except UnreadableWorkbook as e:
        raise NotResults(e.what, e.hint) from e
    if not any(sheets):
        raise NotResults("it is a workbook without anything in its sheets", _AGAIN)
    return [_grid(lines) for lines in sheets]


def _lines(sheet: "Worksheet") -> Iterator[list[str]]:
    for number, cells in enumerate(lines_of(sheet, _COLUMNS), 1):
        if number <= _LINES:
            yield cells
        elif cells:
            raise NotResults(f"its sheet “{sheet.title}” has more than {_LINES:,} lines")


def _grid(lines: list[list[str]]) -> Grid:
    def below(skipped: int) -> Iterator[tuple[int, list[str]]]:
        for number, cells in enumerate(lines[skipped:], skipped + 1):
            if any(cells):
                yield number, cells

    return Grid(lines[:LOOKED_AT], below)
