"""An attendee file: which system it comes from, which column is which, and its lines, as often as they are asked for.

Only the bytes of the file are held; lines are made as they are read, so that a large file takes no more than itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from barnstorm.errors.imports import NobodyInFile, NoColumnKnown, NoSuchFile, UnreadableFile
from barnstorm.files.attendees.columns import EXTRA, LINE, NAMED_BY, OURS, REASON, key, matched
from barnstorm.files.attendees.profiles import Profile, recognised
from barnstorm.files.attendees.text_file import Line, delimiter_of, encoding_of, text_lines
from barnstorm.files.attendees.workbook import find_sheet, workbook_lines
from barnstorm.files.workbook import is_archive

WORKBOOK = "XLSX"

_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


@dataclass(frozen=True)
class AttendeeTable:
    """`columns` is our column -> its places, the first that is filled counts. `ignored` are the names of no use to us.

    `about` is how many lines there are, or a few more; None if only reading them would tell. `profile` is None for a
    file of nobody's in particular.
    """

    path: str
    header: list[str]
    columns: dict[str, list[int]]
    encoding: str
    delimiter: str
    ignored: list[str]
    profile: Profile | None
    about: int | None
    read: Callable[[], Iterator[Line]]

    @property
    def lines(self) -> Iterator[Line]:
        """The lines below the header, from the first, each time anew."""
        return islice(self.read(), 1, None)

    def extra_cells(self, cells: Sequence[str]) -> list[str]:
        """What a line holds beyond its columns, also if an earlier errors file gave that a column."""
        beyond = list(cells[len(self.header) :])
        if EXTRA in self.header:
            at = self.header.index(EXTRA)
            beyond = [*cells[at : at + 1], *beyond]
        return [cell for cell in beyond if cell.strip()]


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
    content: bytes, path: str, said: Mapping[str, str] | None = None, system: Profile | None = None
) -> AttendeeTable:
    """The file's lines and which column is which. `path` is what refusals call it.

    `said` is what --map gave: those columns must be there. `system` is what --profile named; else the header may tell.

    NoAttendeeFile, NobodyInFile, NoColumnKnown.
    """
    read, encoding, delimiter, about = _opened(content, path, {**(system.columns if system else {}), **(said or {})})
    first = list(islice(read(), 2))
    if not first:
        raise NobodyInFile(path, "it is empty")
    header = [name.strip() for name in first[0].cells]
    system = system or recognised(header)
    meant = {**(system.columns if system else {}), **(said or {})}
    columns = _columns(header, path, meant, needed=said or {})
    if len(first) == 1:
        raise NobodyInFile(path, "there is only the line of column names")
    used = {at for places in columns.values() for at in places}
    used |= {i for i, name in enumerate(header) if name in {EXTRA, LINE, REASON, ""}}
    ignored = [name for i, name in enumerate(header) if i not in used]
    return AttendeeTable(path, header, columns, encoding, delimiter, ignored, system, about, read)


def _opened(
    content: bytes, path: str, meant: Mapping[str, str]
) -> tuple[Callable[[], Iterator[Line]], str, str, int | None]:
    """How its lines are read, what it is written in, its delimiter, and how many lines there are at most."""
    if is_archive(content):
        sheet, above = find_sheet(content, path)
        read = partial(workbook_lines, content, path, sheet, above)
        return read, WORKBOOK, ",", None
    encoding = encoding_of(content, path)
    delimiter = delimiter_of(content, encoding, meant)
    read = partial(text_lines, content, encoding, delimiter, path)
    return read, _ENCODINGS[encoding], delimiter, content.count(b"\n") or content.count(b"\r")


def _columns(
    header: list[str], path: str, meant: Mapping[str, str], *, needed: Mapping[str, str]
) -> dict[str, list[int]]:
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
