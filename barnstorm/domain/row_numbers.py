"""Row numbers as they are read off a sheet: `3-17 22 25-31`, and `22x2` where only two of a party came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROWS = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?(?:x(\d{1,4}))?", re.ASCII)
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "×": "x", "X": "x", ",": " ", ";": " "})


@dataclass(frozen=True)
class RowTick:
    """A row that is ticked. `heads` is how many of the party came, None for all of them."""

    number: int
    heads: int | None = None


@dataclass(frozen=True)
class Rows:
    """Each row once, in the order typed, and what could not be taken, in sentences."""

    ticks: tuple[RowTick, ...]
    wrong: tuple[str, ...]


def read_rows(text: str, last: int) -> Rows:
    """Rows of a sheet that has 1 to `last`. What is wrong does not keep the others from being taken."""
    ticks: dict[int, RowTick] = {}
    wrong: list[str] = []
    for word in _words(text):
        found = _ROWS.fullmatch(word)
        why = _why_not(found, last)
        if found is None or why:
            wrong.append(f"“{word}” {why}.")
            continue
        first, end = int(found[1]), int(found[2] or found[1])
        if end > last:
            wrong.append(f"“{word}” goes beyond the last row, {last}.")
        heads = int(found[3]) if found[3] else None
        for number in range(first, min(end, last) + 1):
            if number in ticks:
                wrong.append(f"Row {number} is typed twice.")
            else:
                ticks[number] = RowTick(number, heads)
    return Rows(tuple(ticks.values()), tuple(wrong))


def looks_like_rows(text: str) -> bool:
    """Whether there are digits and no words: then it means rows, however badly it is typed."""
    return bool(re.fullmatch(r"[\d\sx-]+", text.translate(_DASHES), re.ASCII)) and any(ch.isdecimal() for ch in text)


def spoken(numbers: list[int]) -> str:
    """`3-17, 22`: back as they are typed."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in _runs(sorted(numbers)))


def _words(text: str) -> list[str]:
    tidy = re.sub(r"\s*([-x])\s*", r"\1", text.translate(_DASHES))
    return tidy.split()


def _why_not(found: re.Match[str] | None, last: int) -> str:
    if found is None:
        return "is no row number"
    first, end = int(found[1]), int(found[2] or found[1])
    if end < first:
        return "runs backwards"
    if not 1 <= first <= last:
        return f"is not on the sheet: its rows are 1 to {last}" if last else "is not on the sheet: it has no rows"
    return "is a party of nobody" if found[3] and int(found[3]) == 0 else ""


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    start = None
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        start = number if start is None else start
        if following != number + 1:
            yield start, number
            start = None
