"""A file as cells, before anybody knows what they mean: a CSV under each separator, a workbook sheet by sheet."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from barnstorm.errors.results import NotResults

LOOKED_AT = 30
"""How many lines from the top a header may stand."""


@dataclass(frozen=True)
class Grid:
    """`top` is its first lines, in which the header is looked for; `below(n)` those after the n-th that hold anything,
    each with its number in the file, counted from 1.
    """

    top: Sequence[Sequence[str]]
    below: Callable[[int], Iterator[tuple[int, list[str]]]]


def csv_grids(text: str) -> list[Grid]:
    """`text` as it looks if commas, tabs or semicolons separate its cells."""
    return [_csv_grid(text, delimiter) for delimiter in ",\t;"]


def _csv_grid(text: str, delimiter: str) -> Grid:
    return Grid(_top(text, delimiter), lambda skipped: _below(text, delimiter, skipped))


def _top(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT))
    except csv.Error:
        return []


def _below(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """`strict`: a quote left open must not swallow half the country."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in islice(reader, skipped):
            pass
        for cells in reader:
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as e:
        raise NotResults(f"line {reader.line_num} is not CSV ({e})", "Download the file again.") from e
