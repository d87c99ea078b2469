"""JSON, CSV and tab-separated lines: the same rows for other programs."""

import csv
import dataclasses
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TextIO

from barnstorm.output.columns import Column, as_values, keys, plain

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_json(value: Any, out: TextIO | None = None) -> None:
    """A list of rows as a list, one row as an object. Times in ISO 8601 with their offset, null for unknown."""
    stream = out or sys.stdout
    json.dump(jsonable(value), stream, ensure_ascii=False, indent=2)
    stream.write("\n")


def jsonable(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [jsonable(item) for item in value]
        case dict():
            return {key: jsonable(item) for key, item in value.items()}
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {f.name: jsonable(getattr(value, f.name)) for f in dataclasses.fields(value)}
        case _:
            return value


def write_csv(rows: Sequence[Any], kind: type[Any], out: TextIO | None = None) -> None:
    """A header of the JSON keys, then a line a row (RFC 4180). Cells that a spreadsheet would run are defused."""
    names = keys(rows, kind)
    writer = csv.writer(out or sys.stdout, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([safe_cell(value) for value in as_values(row, names)] for row in rows)


def write_tsv(rows: Sequence[Any], columns: Sequence[Column], out: TextIO | None = None) -> None:
    """The table's columns, without a header, for `cut` and `while read`; tabs and line ends inside become spaces."""
    stream = out or sys.stdout
    told = [column for column in columns if not column.drawn]
    for row in rows:
        cells = (plain(column.value(row)) for column in told)
        stream.write("\t".join(" ".join(cell.split()) if not cell.isprintable() else cell for cell in cells) + "\n")


def safe_cell(value: Any) -> str | int | float:
    """A CSV cell. Text that starts like a formula gets an apostrophe before it, which a spreadsheet hides."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    words = plain(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
