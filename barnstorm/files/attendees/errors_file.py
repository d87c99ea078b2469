"""The rows that could not be taken, for mending and importing again."""

import csv
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from barnstorm.errors.imports import ErrorsNotWritten
from barnstorm.files.attendees.columns import EXTRA, LINE, REASON
from barnstorm.files.attendees.table import FORMULA, AttendeeTable


def write_errors(path: Path, table: AttendeeTable, bad: Sequence[tuple[int, str]]) -> None:
    """The lines of `bad` (number, reason) as they were, with two columns more; only its owner may read the file (0600).

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which is taken away again on reading.
    Cells beyond the header stand together in a column of their own. ErrorsNotWritten.
    """
    content = _content(table, bad).encode("utf-8-sig")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe: there is nothing to replace
        else:
            _replace(path, content)
    except OSError as e:
        raise ErrorsNotWritten(str(path), (e.strerror or str(e)).lower()) from None


def _content(table: AttendeeTable, bad: Sequence[tuple[int, str]]) -> str:
    kept = [i for i, name in enumerate(table.header) if name not in {EXTRA, LINE, REASON}]
    by_number = {line.number: line for line in table.lines}
    lines = [(by_number[number], reason) for number, reason in bad]
    extra = any(table.extra_cells(line.cells) for line, _ in lines)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*(table.header[i] for i in kept), *([EXTRA] if extra else []), LINE, REASON])
    for line, reason in lines:
        cells = [line.cells[i] if i < len(line.cells) else "" for i in kept]
        more = [table.delimiter.join(table.extra_cells(line.cells))] if extra else []
        writer.writerow([*map(_defused, cells + more), line.number, reason])
    return out.getvalue()


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, and never readable by others, not even while it is written."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(content)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
