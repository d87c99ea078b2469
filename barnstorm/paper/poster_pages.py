"""The poster cut into pages, and what it says of an action, the same on every kind of paper."""

from collections.abc import Sequence

from barnstorm.domain.spoken import days, span
from barnstorm.rows.pack import PosterLine

LABELS = ("What", "When", "Where", "Host")
"""Of an empty place, to be written in by hand."""


def poster_pages(wall: Sequence[PosterLine], most: int) -> list[list[PosterLine | None]]:
    """Pages of `most` places each; the last is filled up with empty ones (None), of which there is at least one."""
    places: list[PosterLine | None] = [*wall]
    places += [None] * (most - len(wall) % most)
    return [places[start : start + most] for start in range(0, len(places), most)]


def told(line: PosterLine) -> tuple[str, str, str]:
    """When, where and with whom; where is empty if nobody has said, and so is with whom."""
    when = (days if line.all_day else span)(line.starts_at, line.ends_at)
    return when, line.where, f"with {line.host}" if line.host else ""
