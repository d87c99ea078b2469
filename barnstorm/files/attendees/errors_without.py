"""Errors files lie about with people in them: taking somebody out of one again."""

import csv
import io
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from barnstorm.errors.privacy import FileNotCleaned

_DELIMITERS = ",;\t|"

IsTheirs = Callable[[list[str]], bool]
"""Whether a row of cells is about somebody."""


def rows_about(path: Path, is_theirs: IsTheirs) -> list[dict[str, str]]:
    """The rows of the file that are theirs, by the names of its columns; none if it is gone. FileNotCleaned."""
    header, *rows = _read(path)[0] or [[]]
    return [dict(zip_longest(header, row, fillvalue="")) for row in rows if is_theirs(row)]


def take_out(path: Path, is_theirs: IsTheirs) -> int:
    """Write the file anew without the rows that are theirs, whole or not at all; how many there were.

    The first row, of column names, stays, and so do encoding and delimiter. FileNotCleaned.
    """
    rows, encoding, delimiter = _read(path)
    kept = [row for number, row in enumerate(rows) if number == 0 or not is_theirs(row)]
    if len(kept) < len(rows):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(kept)
        _replace(path, out.getvalue().encode(encoding))
    return len(rows) - len(kept)


def _read(path: Path) -> tuple[list[list[str]], str, str]:
    """Its rows, encoding and delimiter. A spreadsheet may have saved it in its own way."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [], "utf-8-sig", ","
    except OSError as e:
        raise FileNotCleaned(str(path), (e.strerror or str(e)).lower()) from None
    if b"\0" in content:
        raise FileNotCleaned(str(path), "it is not a CSV file any more")
    text, encoding = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), encoding, delimiter


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding), encoding
    # Every byte is a letter there: nothing is lost by writing it back.
    return content.decode("latin-1"), "latin-1"


def _replace(path: Path, content: bytes) -> None:
    """For its owner's eyes only, like the file it takes the place of."""
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
        with os.fdopen(handle, "wb") as f:
            f.write(content)
            f.flush()
            os.fsync(f.fileno())
        Path(beside).replace(path)
    except OSError as e:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise FileNotCleaned(str(path), (e.strerror or str(e)).lower()) from None
