"""Text in columns of a printer or terminal."""

import unicodedata
from collections.abc import Iterator

from barnstorm.domain.text import show_hidden

WIDTH = 80


def fit(text: str, width: int) -> str:
    """`text` in so many columns, cut with an ellipsis or filled up with spaces; what cannot be seen is shown."""
    shown = show_hidden(text)
    if columns(shown) > width:
        shown = f"{_beginning(shown, width - 1).rstrip()}…"
    return shown + " " * (width - columns(shown))


def ends(left: str, right: str, width: int = WIDTH) -> str:
    """One text at each end of the line; the left one gives way, and takes half of it all the same."""
    if not right:
        return fit(left, width)
    if columns(shown := show_hidden(right)) > width // 2:
        shown = fit(right, width // 2)
    return f"{fit(left, width - columns(shown) - 1)} {shown}"


def wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    """`text` broken at spaces into lines of `width` columns; beyond `most` of them it ends in an ellipsis."""
    lines = list(_broken(show_hidden(" ".join(text.split())), width))
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width).rstrip()]


def columns(text: str) -> int:
    """How many it takes: East Asian letters take two, marks over a letter none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)


def _beginning(text: str, width: int) -> str:
    """As many of its letters as fit."""
    while columns(text) > width:
        text = text[:-1]
    return text


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for whole in text.split():
        word = whole
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = ""
        while columns(word) > width:
            yield (part := _beginning(word, width))
            word = word[len(part) :]
        line = f"{line} {word}" if line else word
    if line:
        yield line
