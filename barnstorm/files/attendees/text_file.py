"""A CSV file as it comes: its encoding, its delimiter, its rows."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from barnstorm.errors.imports import NoAttendeeFile
from barnstorm.files.attendees.columns import matched
from barnstorm.files.attendees.formulas import restored

_DELIMITERS = (",", ";", "\t", "|")

_MAGIC: dict[bytes, str] = {
    b"\xd0\xcf\x11\xe0": "it is an old Excel spreadsheet (XLS)",
    b"%PDF": "it is a PDF",
    b"SQLite format 3": "it is a SQLite database",
    b"\x1f\x8b": "it is compressed (gzip)",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
}
_NO_CELL = 1 << 20
"""Characters that no cell has: a quotation mark was opened and never closed."""


class Line(NamedTuple):
    """`number` counts the file's lines from 1, where the row begins. Cells as they are, some may be missing."""

    number: int
    cells: list[str]


def encoding_of(content: bytes, path: str) -> str:
    """As Python names it. NoAttendeeFile for what is no text at all."""
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise NoAttendeeFile(path, what)
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise NoAttendeeFile(
            path, "it is a web page", "Was it saved from the browser? Use the other system’s export as CSV."
        )
    if start.startswith((b"{", b"[{")):
        raise NoAttendeeFile(path, "it is JSON", "Use the other system’s export as CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in content:
        raise NoAttendeeFile(path, "it holds bytes that no text has")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def delimiter_of(content: bytes, encoding: str, meant: Mapping[str, str]) -> str:
    """The one with which the first line has most columns that we know, then most columns at all."""
    first = next((line for line in _text(content, encoding) if line.strip()), "")
    if first[:4].casefold() == "sep=" and first[4:5] in _DELIMITERS:
        return first[4]
    ranked = [(header := _split(first, one), len(matched(header, meant)), len(header)) for one in _DELIMITERS]
    best = max(range(len(_DELIMITERS)), key=lambda i: (ranked[i][1], ranked[i][2], -i))
    return _DELIMITERS[best]


def text_lines(content: bytes, encoding: str, delimiter: str, path: str) -> Iterator[Line]:
    """The rows that hold anything, decoded as they are asked for. A spreadsheet's `sep=;` is none of them.

    NoAttendeeFile where they cannot be told apart.
    """
    csv.field_size_limit(_NO_CELL)
    rows = csv.reader(_text(content, encoding), delimiter=delimiter)
    number = 1
    try:
        for cells in rows:
            whole = "".join(cells)
            if whole.strip() and not (number == 1 and delimiter.join(cells).casefold() in {f"sep={delimiter}", "sep="}):
                yield Line(number, list(map(restored, cells)) if "'" in whole else cells)
            number = rows.line_num + 1
    except csv.Error as e:
        raise NoAttendeeFile(
            path, f"line {number} cannot be read ({e})", "Is a quotation mark missing there?"
        ) from None


def _text(content: bytes, encoding: str) -> io.TextIOWrapper:
    # The five bytes that cp1252 leaves empty become U+FFFD, and the rest is kept.
    return io.TextIOWrapper(io.BytesIO(content), encoding, errors="replace", newline="")


def _split(line: str, delimiter: str) -> list[str]:
    csv.field_size_limit(_NO_CELL)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
