"""The rows that could not be taken, for mending and importing again."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from barnstorm.errors.imports import ErrorsNotWritten
from barnstorm.files.attendees.columns import EXTRA, LINE, REASON
from barnstorm.files.attendees.formulas import defused
from barnstorm.files.attendees.table import AttendeeTable
from barnstorm.files.private_file import write_private


def write_errors(path: Path, table: AttendeeTable, bad: Sequence[tuple[int, str]]) -> None:
    """The lines of `bad` (number, reason) as they were, with two columns more; only its owner may read the file.

    Cells beyond the header stand together in a column of their own. ErrorsNotWritten.
    """
    try:
        write_private(path, _content(table, bad).encode("utf-8-sig", errors="replace"))
    except OSError as e:
        raise ErrorsNotWritten(str(path), (e.strerror or str(e)).lower()) from None


def _content(table: AttendeeTable, bad: Sequence[tuple[int, str]]) -> str:
    kept = [i for i, name in enumerate(table.header) if name not in {EXTRA, LINE, REASON}]
    reasons = dict(bad)
    lines = [(line, reasons[line.number]) for line in table.lines if line.number in reasons]
    extra = any(table.extra_cells(line.cells) for line, _ in lines)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow([*(table.header[i] for i in kept), *([EXTRA] if extra else []), LINE, REASON])
    for line, reason in lines:
        cells = [line.cells[i] if i < len(line.cells) else "" for i in kept]
        more = [table.delimiter.join(table.extra_cells(line.cells))] if extra else []
        writer.writerow([*map(defused, cells + more), line.number, reason])
    return out.getvalue()
