"""Excel workbooks (XLSX), as far as every reader of one needs it: what is in them is hostile until it is read.

Little can be packed to unfold to very much, and a single cell can claim to be the sixteen thousandth of its line.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from barnstorm.errors.workbook import BrokenWorkbook, NoWorkbook, WorkbookTooLarge

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EXCELS_LINES = 1_048_576
"""Empty lines may follow to the end of the sheet, where somebody has coloured a column."""


def is_archive(data: bytes) -> bool:
    """Whether the file is a ZIP archive, as every XLSX is, whatever its name."""
    return data.startswith(b"PK\x03\x04")


def weigh(data: bytes, unpacked: int) -> None:
    """Before anything is unpacked: BrokenWorkbook, NoWorkbook, or WorkbookTooLarge for more than `unpacked` bytes.

    A part that is larger than it says ends in an error of the archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as e:
        raise BrokenWorkbook from e
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise NoWorkbook
    if sum(part.file_size for part in parts) > unpacked:
        raise WorkbookTooLarge(unpacked)


def open_workbook(data: bytes) -> "Workbook":
    """For reading, line by line; the values that formulas had when it was saved. BrokenWorkbook."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns of styles and extensions it does not know; none of them is a value.
        warnings.simplefilter("ignore")
        try:
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        except Exception as e:  # of any kind: openpyxl lets through whatever it stumbles over in a spoilt workbook
            raise BrokenWorkbook from e


def lines_of(sheet: "Worksheet", columns: int) -> Iterator[list[str]]:
    """The sheet's lines as in a CSV, up to `columns` wide, without empty cells at their ends. BrokenWorkbook."""
    # Some programs state the size of a sheet wrongly, and openpyxl would believe it.
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # read-only sheets have it, the stubs know only the others
    try:
        for cells in sheet.iter_rows(values_only=True, max_col=columns, max_row=_EXCELS_LINES):
            yield [cell_text(value) for value in _without_tail(cells)]
    except Exception as e:  # of any kind: see open_workbook
        raise BrokenWorkbook from e


def cell_text(value: Any) -> str:
    """A cell as a CSV would have it: 183 for 183.0, every decimal of a share, nothing for an empty one."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def _without_tail(cells: Sequence[Any]) -> Sequence[Any]:
    width = len(cells)
    while width and cells[width - 1] is None:
        width -= 1
    return cells[:width]
