"""The table on a terminal, drawn by hand.

`rich.table` measures and styles every cell: 10,000 rows take it 13 seconds, this 0.1. It looks the same at any length,
so there is one renderer, not two.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from textwrap import wrap
from typing import Any, TextIO

from rich.cells import cell_len, set_cell_size

from barnstorm.output.columns import Column
from barnstorm.output.style import BOLD, DIM, RESET, coloured

GAP = "  "
NARROWEST = 6
_CHUNK = 500


def write_table(
    rows: Sequence[Any], columns: Sequence[Column], out: TextIO | None = None, width: int | None = None
) -> None:
    """A header, a rule and a line a row, no wider than the terminal; what does not fit ends in `…`."""
    stream = out or sys.stdout
    cells = [[column.text(row) for column in columns] for row in rows]
    kept = [i for i in range(len(columns)) if any(line[i] for line in cells)]
    if not cells:
        return
    limit = width or shutil.get_terminal_size().columns
    needed = {i: max(_length(columns[i].title), *(_length(line[i]) for line in cells)) for i in kept}
    kept = _without_spares(kept, columns, needed, limit)
    columns, cells = [columns[i] for i in kept], [[line[i] for i in kept] for line in cells]
    widths = _widths(columns, [needed[i] for i in kept], limit)
    bold, dim, reset = (BOLD, DIM, RESET) if coloured(stream) else ("", "", "")
    stream.write(f"{bold}{_line([c.title for c in columns], columns, widths)}{reset}\n")
    stream.write(f"{dim}{GAP.join('─' * w for w in widths)}{reset}\n")
    lines = _lines(cells, columns, widths)
    while chunk := "".join(islice(lines, _CHUNK)):
        stream.write(chunk)


def write_card(pairs: Sequence[tuple[str, str]], out: TextIO | None = None) -> None:
    """One thing on one screen: a line a fact, its name before it; facts that are not known are left out."""
    stream = out or sys.stdout
    shown = [(name, text) for name, text in pairs if text]
    width = max((cell_len(name) for name, _ in shown), default=0)
    dim, reset = (DIM, RESET) if coloured(stream) else ("", "")
    room = shutil.get_terminal_size().columns - width - len(GAP) if stream.isatty() else None
    for name, text in shown:
        first, *more = _wrapped(text, room) or [""]
        stream.write(f"{dim}{_fit(name, width)}{reset}{GAP}{first}\n")
        stream.writelines(f"{' ' * width}{GAP}{line}\n" for line in more)


def _wrapped(text: str, room: int | None) -> list[str]:
    """The lines of `text`, the long ones broken between words to fit a terminal; a pipe gets them whole."""
    if room is None or room < NARROWEST:
        return text.splitlines()
    broken = (
        wrap(line, room, break_long_words=False, break_on_hyphens=False) if _length(line) > room else [line]
        for line in text.splitlines()
    )
    return [line for lines in broken for line in lines]


def _lines(cells: list[list[str]], columns: Sequence[Column], widths: list[int]) -> Iterator[str]:
    return (f"{_line(line, columns, widths)}\n" for line in cells)


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    fitted = (
        _fit(cell, width, right=column.align == "right")
        for cell, column, width in zip(cells, columns, widths, strict=True)
    )
    return GAP.join(fitted).rstrip()


def _without_spares(kept: list[int], columns: Sequence[Column], needed: dict[int, int], limit: int) -> list[int]:
    """Leave out spare columns, the last first, while the others do not fit."""
    for spare in [i for i in reversed(kept) if columns[i].spare]:
        if sum(needed[i] for i in kept) + len(GAP) * (len(kept) - 1) <= limit:
            break
        kept = [i for i in kept if i != spare]
    return kept


def _widths(columns: Sequence[Column], needed: list[int], limit: int) -> list[int]:
    """What each column needs; if that is too much together, the widest give way first."""
    widths = list(needed)
    room = limit - len(GAP) * (len(columns) - 1)
    give_way = [i for i, column in enumerate(columns) if not column.whole]
    _narrow(widths, give_way, room)
    _narrow(widths, [i for i in range(len(columns)) if i not in give_way], room)
    return widths


def _narrow(widths: list[int], these: list[int], room: int) -> None:
    """Take from the widest of `these` columns until all fit in `room`, or none of them can give more."""
    while (over := sum(widths) - room) > 0 and (widest := max((widths[i] for i in these), default=0)) > NARROWEST:
        at = [i for i in these if widths[i] == widest]
        next_widest = max((widths[i] for i in these if widths[i] < widest), default=NARROWEST)
        give = max(1, min(widest - max(next_widest, NARROWEST), -(-over // len(at))))
        for i in at:
            widths[i] -= give


def _fit(text: str, width: int, *, right: bool = False) -> str:
    length = _length(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def _length(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)
