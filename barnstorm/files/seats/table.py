"""Where the header is and which kind of file it opens.

The Library has changed its titles over the years (`ons_id`, `ONS ID`) and the order of its columns; spreadsheets put
titles and notes above the header. So the header is looked for, and columns are found by title.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from barnstorm.errors.results import ColumnMissing, ColumnTwice, NotResults, UnknownHeader

_LOOKED_AT = 30
"""How many lines from the top a header may stand."""

_NEARLY = 4
"""From so many of its columns on, a header is a spoilt one of ours rather than a stranger's."""


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of file: what each column is called, in small letters with spaces for underscores. The first names it."""

    name: str
    titles: Mapping[str, Sequence[str]]
    optional: frozenset[str]

    @property
    def required(self) -> list[str]:
        return [field for field in self.titles if field not in self.optional]


BY_CANDIDATE = Kind(
    "by-candidate",
    {
        "code": ("ons id", "gss code"),
        "name": ("constituency name", "seat"),
        "region": ("region name", "region"),
        "country": ("country name", "country"),
        "party": ("party name", "party"),
        "abbreviation": ("party abbreviation",),
        "given": ("candidate first name", "firstname"),
        "family": ("candidate surname", "surname", "candidate"),
        "votes": ("votes",),
        "share": ("share",),
        "electorate": ("electorate",),
    },
    frozenset({"region", "country", "abbreviation", "given", "electorate"}),
)
BY_CONSTITUENCY = Kind(
    "by-constituency",
    {
        "code": ("ons id", "gss code"),
        "name": ("constituency name", "seat"),
        "region": ("region name", "region"),
        "country": ("country name", "country"),
        "electorate": ("electorate",),
        "valid": ("valid votes",),
        "invalid": ("invalid votes",),
        "majority": ("majority",),
    },
    frozenset({"region", "country", "invalid"}),
)
KINDS = (BY_CANDIDATE, BY_CONSTITUENCY)


@dataclass(frozen=True)
class Table:
    """The lines below the header, each with its number in the file; `at` is where each known column stands."""

    kind: Kind
    at: Mapping[str, int]
    width: int
    lines: Iterator[tuple[int, list[str]]]


def find_table(text: str) -> Table:
    """The table in `text`, separated by commas, tabs or semicolons."""
    tops = {delimiter: _top(text, delimiter) for delimiter in ",\t;"}
    for delimiter, top in tops.items():
        for skipped, cells in enumerate(top, 1):
            titles = [_title(cell) for cell in cells]
            for kind in KINDS:
                if all(any(title in titles for title in kind.titles[field]) for field in kind.required):
                    return Table(kind, _columns(kind, titles, cells), len(cells), _below(text, delimiter, skipped))
    raise _refusal(max(tops.values(), key=lambda top: max(map(len, top), default=0)))


def _columns(kind: Kind, titles: Sequence[str], cells: Sequence[str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for field, known in kind.titles.items():
        for position, title in enumerate(titles):
            if title in known:
                if field in at:
                    raise ColumnTwice(cells[at[field]].strip(), cells[position].strip())
                at[field] = position
    return at


def _top(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _LOOKED_AT))
    except csv.Error:
        return []


def _below(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """The lines after the header that hold anything. `strict`: a quote left open must not swallow half the country."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in islice(reader, skipped):
            pass
        for cells in reader:
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as e:
        raise NotResults(f"line {reader.line_num} is not CSV ({e})", "Download the file again.") from e


def _title(cell: str) -> str:
    return " ".join(cell.replace("_", " ").replace("\ufeff", "").casefold().split())


def _refusal(top: Sequence[Sequence[str]]) -> UnknownHeader | ColumnMissing:
    """For the line that comes nearest to a header; else for the widest, which is most likely meant as one."""
    for kind in KINDS:
        for cells in top:
            titles = {_title(cell) for cell in cells}
            missing = [kind.titles[field][0] for field in kind.required if not titles.intersection(kind.titles[field])]
            if len(kind.required) - len(missing) >= _NEARLY:
                return ColumnMissing(kind.name, [f"“{title}”" for title in missing])
    widest = max(top, key=lambda cells: sum(map(bool, cells)), default=[])
    known = [f"{kind.name} files ({', '.join(kind.titles[field][0] for field in kind.required)})" for kind in KINDS]
    return UnknownHeader([cell.strip() for cell in widest if cell.strip()], known)
