"""Where the header is and which kind of file it opens.

The Library has changed its titles over the years (`ons_id`, `ONS ID`) and the order of its columns; spreadsheets put
titles and notes above the header. So the header is looked for, and columns are found by title.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from barnstorm.domain.seats import is_code
from barnstorm.errors.results import ColumnMissing, ColumnTwice, NoHeader, UnknownHeader
from barnstorm.files.seats.grids import Grid
from barnstorm.files.seats.kinds import KINDS, Kind

_NEARLY = 4
"""From so many of its columns on, a header is a spoilt one of ours rather than a stranger's."""


@dataclass(frozen=True)
class Table:
    """`lines` gives those below the header, with their numbers in the file; `at` is where each known column stands."""

    kind: Kind
    at: Mapping[str, int]
    width: int
    lines: Callable[[], Iterator[tuple[int, list[str]]]]


def find_table(grids: Sequence[Grid]) -> Table:
    """The first of `grids` that has a header we know: a sheet is found by what is in it, not by its name."""
    for grid in grids:
        for skipped, cells in enumerate(grid.top, 1):
            titles = [_title(cell) for cell in cells]
            for kind in KINDS:
                if all(any(title in titles for title in kind.titles[field]) for field in kind.required):
                    return Table(kind, _columns(kind, titles, cells), len(cells), partial(grid.below, skipped))
    raise _refusal(max((grid.top for grid in grids), key=lambda top: max(map(len, top), default=0)))


def _columns(kind: Kind, titles: Sequence[str], cells: Sequence[str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for field, known in kind.titles.items():
        for position, title in enumerate(titles):
            if title in known:
                if field in at:
                    raise ColumnTwice(cells[at[field]].strip(), cells[position].strip())
                at[field] = position
    return at


def _title(cell: str) -> str:
    return " ".join(cell.replace("_", " ").replace("\ufeff", "").casefold().split())


def _refusal(top: Sequence[Sequence[str]]) -> UnknownHeader | ColumnMissing | NoHeader:
    """For the line that comes nearest to a header; else for the widest, which is most likely meant as one."""
    for kind in KINDS:
        for cells in top:
            titles = {_title(cell) for cell in cells}
            missing = [kind.titles[field][0] for field in kind.required if not titles.intersection(kind.titles[field])]
            if len(kind.required) - len(missing) >= _NEARLY:
                return ColumnMissing(kind.name, [f"“{title}”" for title in missing])
    if top and any(is_code(cell.strip()) for cell in top[0]):
        return NoHeader([cell.strip() for cell in top[0] if cell.strip()])
    widest = max(top, key=lambda cells: sum(map(bool, cells)), default=[])
    known = [f"{kind.name} files ({', '.join(kind.titles[field][0] for field in kind.required)})" for kind in KINDS]
    return UnknownHeader([cell.strip() for cell in widest if cell.strip()], known)
