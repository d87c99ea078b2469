"""An attendee file as it comes: its encoding, delimiter, header and lines."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from barnstorm.errors.imports import NobodyInFile, NoColumnKnown, NoSuchFile, NotACsv, UnreadableFile
from barnstorm.files.attendees.columns import EXTRA, LINE, NAMED_BY, OURS, REASON, key, matched

_DELIMITERS = (",", ";", "\t", "|")

_MAGIC: dict[bytes, str] = {
    b"PK\x03\x04": "it is a spreadsheet (Excel or LibreOffice), or a zip file",
    b"\xd0\xcf\x11\xe0": "it is an old Excel spreadsheet",
    b"%PDF": "it is a PDF",
    b"SQLite format 3": "it is a SQLite database",
    b"\x1f\x8b": "it is compressed (gzip)",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
}
_NO_CELL = 1 << 20
"""Characters that no cell has: a quotation mark was opened and never closed."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


class Line(NamedTuple):
    """`number` counts the file's lines from 1, where the row begins. Cells as they are, some may be missing."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class AttendeeTable:
    """`columns` is our column -> its place. `ignored` are the names of those that are none of ours."""

    path: str
    header: list[str]
    columns: dict[str, int]
    lines: list[Line]
    delimiter: str
    encoding: str
    ignored: list[str]

    def extra_cells(self, cells: list[str]) -> list[str]:
        """What a line holds beyond its columns, also if an earlier errors file gave that a column."""
        beyond = cells[len(self.header) :]
        if self.extra_at is not None:
            beyond = cells[self.extra_at : self.extra_at + 1] + beyond
        return [cell for cell in beyond if cell.strip()] if beyond else beyond

    @cached_property
    def extra_at(self) -> int | None:
        return self.header.index(EXTRA) if EXTRA in self.header else None


def read_bytes(path: Path) -> bytes:
    """NoSuchFile, UnreadableFile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile(str(path)) from None
    except IsADirectoryError:
        raise UnreadableFile(str(path), "it is a folder") from None
    except OSError as e:
        raise UnreadableFile(str(path), (e.strerror or str(e)).lower()) from None


def read_table(
    content: bytes, path: str, said: Mapping[str, str] | None = None, usual: Mapping[str, str] | None = None
) -> AttendeeTable:
    """The file's lines and which column is which. `path` is what refusals call it.

    `said` is what --map gave: those columns must be there. `usual` is a profile: those may be.

    NotACsv, NobodyInFile, NoColumnKnown.
    """
    text, encoding = _decoded(content, path)
    meant = {**(usual or {}), **(said or {})}
    delimiter = _delimiter(text, meant)
    lines = _lines(text, delimiter, path)
    first = next(lines, None)
    if first is None:
        raise NobodyInFile(path, "it is empty")
    header = [name.strip() for name in first.cells]
    columns = _columns(header, path, meant, needed=said or {})
    found = list(lines)
    if not found:
        raise NobodyInFile(path, "there is only the line of column names")
    used = set(columns.values()) | {i for i, name in enumerate(header) if name in {EXTRA, LINE, REASON, ""}}
    ignored = [name for i, name in enumerate(header) if i not in used]
    return AttendeeTable(path, header, columns, found, delimiter, encoding, ignored)


def _decoded(content: bytes, path: str) -> tuple[str, str]:
    """The text without its byte order mark, and what it was written in."""
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise NotACsv(path, what)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise NotACsv(path, "it is a web page", "Was it saved from the browser? Use the other system’s export as CSV.")
    if start.startswith((b"{", b"[{")):
        raise NotACsv(path, "it is JSON", "Use the other system’s export as CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    if b"\x00" in content:
        raise NotACsv(path, "it holds bytes that no text has")
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        # The five bytes that cp1252 leaves empty become U+FFFD, and the rest is kept.
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def _delimiter(text: str, meant: Mapping[str, str]) -> str:
    """The one with which the first line has most columns that we know, then most columns at all."""
    start = text.lstrip("\r\n")
    if start[:4].casefold() == "sep=" and start[4:5] in _DELIMITERS:
        return start[4]
    first = next((line for line in start.splitlines() if line.strip()), "")
    ranked = [(header := _split(first, one), len(matched(header, meant)), len(header)) for one in _DELIMITERS]
    best = max(range(len(_DELIMITERS)), key=lambda i: (ranked[i][1], ranked[i][2], -i))
    return _DELIMITERS[best]


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _lines(text: str, delimiter: str, path: str) -> Iterator[Line]:
    """The rows that hold anything. A spreadsheet's `sep=;` is none of them."""
    csv.field_size_limit(_NO_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for cells in rows:
            if any(map(str.strip, cells)) and not (
                number == 1 and delimiter.join(cells).casefold() in {f"sep={delimiter}", "sep="}
            ):
                yield Line(number, [_restored(cell) if cell[:1] == "'" else cell for cell in cells])
            number = rows.line_num + 1
    except csv.Error as e:
        raise NotACsv(path, f"line {number} cannot be read ({e})", "Is a quotation mark missing there?") from None


def _restored(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from running a cell (see errors_file)."""
    return cell[1:] if cell.lstrip("'").startswith(FORMULA) else cell


def _columns(header: list[str], path: str, meant: Mapping[str, str], *, needed: Mapping[str, str]) -> dict[str, int]:
    there = {key(name) for name in header}
    strange = [theirs for theirs in needed if theirs not in there]
    columns = matched(header, meant)
    if strange:
        raise NoColumnKnown(path, f"“{strange[0]}”, which --map names", header, list(OURS))
    if not columns:
        raise NoColumnKnown(path, "that we know", header, list(OURS))
    if not any(name in columns for name in NAMED_BY):
        raise NoColumnKnown(path, "with a name", header, list(OURS))
    return columns
