"""A line typed from paper: ticks on a printed list, or what somebody wrote on a sheet for walk-ins."""

import re
from dataclasses import dataclass

from barnstorm.domain.row_numbers import looks_like_rows
from barnstorm.domain.text import one_line
from barnstorm.errors.door_entry import UnreadableField, UnreadableLine

_CODE = re.compile(r"(?:(?P<code>[A-Za-z]\d{1,4})(?=[\s:.]|$)|(?P<walk_in>[Ww])(?=:))?[\s:.]*(?P<rest>.*)", re.ASCII)
_ROW = re.compile(r"(?P<row>\d{1,6})\s*[:.)]?\s+(?P<rest>\D.*)", re.ASCII)
_LETTERS = re.compile(r"(?:[A-Z]|text)(?:[\s,]+(?:[A-Z]|text))*", re.ASCII | re.IGNORECASE)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.ASCII | re.IGNORECASE)
_CODES = re.compile(r"codes?\b.*|host|\d{1,4}(?:[\s,]+\d{1,4})*", re.ASCII | re.IGNORECASE)
_SHORTEST_NUMBER = 7
"""Digits; fewer are codes from the wall."""


@dataclass(frozen=True)
class TickLine:
    """`D1 3-17 22`: rows of a sheet with printed names. `code` is None if it was left out."""

    code: str | None
    rows: str


@dataclass(frozen=True)
class WrittenLine:
    """`W1 4 March Jo; 07700 900123; jo@example.org; CA3 8TP; A text`.

    `name` is turned to `March, Jo`. `row` is None for the next free one. `ticks` are the letters of the organisations
    they agreed to, and `text_ok` the box beside them. `left` is what belongs to another command.
    """

    code: str | None
    row: int | None
    name: str
    phone: str | None = None
    email: str | None = None
    postcode: str | None = None
    ticks: tuple[str, ...] = ()
    text_ok: bool = False
    left: tuple[str, ...] = ()


def read_line(text: str) -> TickLine | WrittenLine:
    """Digits alone are rows of a list; with words after a code or `W:` it is somebody's line.

    The code's case does not matter. Words alone are a slip more often than a person. UnreadableLine, UnreadableField.
    """
    found = _CODE.fullmatch(one_line(text))
    assert found is not None  # every part of the pattern may be empty
    code = found["code"].upper() if found["code"] else None
    rest = found["rest"]
    if looks_like_rows(rest) or not rest:
        return TickLine(code, rest)
    if code is None and not found["walk_in"]:
        raise UnreadableLine(text)
    numbered = _ROW.fullmatch(rest)
    return _written(code, int(numbered["row"]) if numbered else None, numbered["rest"] if numbered else rest)


def surname_first(text: str) -> str:
    """`March Jo` -> `March, Jo`; `van Dyke Dick` -> `van Dyke, Dick`. A comma says it without a guess."""
    words = text.split()
    if "," in text or len(words) <= 1:
        return " ".join(words)
    end = next((at for at, word in enumerate(words, 1) if not word[0].islower()), 1)
    return f"{' '.join(words[:end])}, {' '.join(words[end:])}" if end < len(words) else " ".join(words)


def _written(code: str | None, row: int | None, text: str) -> WrittenLine:
    """The fields by what they look like, so that one left out shifts nothing."""
    name, *fields = (part.strip() for part in text.split(";"))
    found: dict[str, str] = {}
    ticks: list[str] = []
    left: list[str] = []
    for given in filter(None, fields):
        kind = _kind(given)
        if kind == "ticks":
            ticks += re.findall(r"[A-Za-z]+", given.upper())
        elif kind == "codes" or kind in found:
            left.append(given)
        else:
            found[kind] = given
    letters = tuple(dict.fromkeys(tick for tick in ticks if len(tick) == 1))
    return WrittenLine(
        code, row, surname_first(name), **found, ticks=letters, text_ok="TEXT" in ticks, left=tuple(left)
    )


def _kind(text: str) -> str:
    if "@" in text:
        return "email"
    if _POSTCODE.fullmatch(text):
        return "postcode"
    if _LETTERS.fullmatch(text):
        return "ticks"
    if _CODES.fullmatch(text) and sum(ch.isdecimal() for ch in text) < _SHORTEST_NUMBER:
        return "codes"
    if not any(ch.isdecimal() for ch in text):
        raise UnreadableField(text)
    return "phone"
