"""Excel workbooks (XLSX) as grids of text, so that a workbook and a CSV of the same figures read the same.

What is in a workbook is hostile until it is read: little can be packed to unfold to very much, and a single cell can
claim to be the sixteen thousandth of its line.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from barnstorm.errors.results import NotResults
from barnstorm.files.seats.grids import LOOKED_AT, Grid

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

UNPACKED = 32 * 1024 * 1024
"""In bytes. The Library's workbook of a general election unfolds to less than ten million."""

_SHEETS = 20
_COLUMNS = 128
_LINES = 100_000
"""What is looked at. A general election has some 4,500 lines of 22 columns."""

_EXCELS_LINES = 1_048_576
"""Empty lines may follow to the end of the sheet, where somebody has coloured a column."""

_AGAIN = "Download it again, or save the sheet with the results as “CSV UTF-8” and import that."


def is_archive(data: bytes) -> bool:
    """Whether the file is a ZIP archive, as every XLSX is, whatever its name."""
    return data.startswith(b"PK\x03\x04")


def workbook_grids(data: bytes, unpacked: int = UNPACKED) -> list[Grid]:
    """The worksheets, in their order. NotResults for another archive, a broken one, or more than `unpacked` bytes."""
    _weigh(data, unpacked)
    sheets = _sheets(data)
    if not any(sheets):
        raise NotResults("it is a workbook without anything in its sheets", _AGAIN)
    return [_grid(lines) for lines in sheets]


def _weigh(data: bytes, unpacked: int) -> None:
    """Before anything is unpacked. A part that is larger than it says ends in an error of the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as e:
        raise NotResults("it is a spreadsheet (XLSX) or a zip archive that is broken or cut short", _AGAIN) from e
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise NotResults("it is a zip archive and no Excel workbook", "Unpack it, and import the CSV or XLSX inside.")
    if sum(part.file_size for part in parts) > unpacked:
        raise NotResults(f"unpacked, the workbook would be larger than {unpacked // 1024**2} MB", _AGAIN)


def _sheets(data: bytes) -> list[list[list[str]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns of styles and extensions it does not know; none of them is a figure.
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [
                [[_text(value) for value in cells] for cells in _lines(sheet)] for sheet in book.worksheets[:_SHEETS]
            ]
        except NotResults:
            raise
        except Exception as e:  # of any kind: openpyxl lets through whatever it stumbles over in a spoilt workbook
            raise NotResults("it is a spreadsheet (XLSX) that is broken", _AGAIN) from e


def _lines(sheet: "Worksheet") -> Iterator[Sequence[object]]:
    # Some programs state the size of a sheet wrongly, and openpyxl would believe it.
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # read-only sheets have it, the stubs know only the others
    lines = sheet.iter_rows(values_only=True, max_col=_COLUMNS, max_row=_EXCELS_LINES)
    for number, cells in enumerate(lines, 1):
        filled = _without_tail(cells)
        if number <= _LINES:
            yield filled
        elif filled:
            raise NotResults(f"its sheet “{sheet.title}” has more than {_LINES:,} lines")


def _without_tail(cells: Sequence[object]) -> Sequence[object]:
    width = len(cells)
    while width and cells[width - 1] is None:
        width -= 1
    return cells[:width]


def _grid(lines: list[list[str]]) -> Grid:
    def below(skipped: int) -> Iterator[tuple[int, list[str]]]:
        for number, cells in enumerate(lines[skipped:], skipped + 1):
            if any(cells):
                yield number, cells

    return Grid(lines[:LOOKED_AT], below)


def _text(value: object) -> str:
    """A cell as a CSV would have it: 183 for 183.0, every decimal of a share, nothing for an empty one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
