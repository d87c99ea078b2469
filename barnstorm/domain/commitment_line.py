"""A line of paper as it is typed: `Bell Ann; 07700 900123; ann@example.org; CA3 8TP; codes 3,7`.

The name comes first, surname first as on the printed sheets; the other fields are known by their shape and stand in
any order. What is left out may be left empty, or out altogether.
"""

import re
from dataclasses import dataclass, field

from barnstorm.domain.names import split_name
from barnstorm.domain.postcodes import read_postcode
from barnstorm.domain.sheet_lines import surname_first
from barnstorm.domain.text import has_letter, one_line
from barnstorm.domain.wall_codes import read_codes
from barnstorm.errors.action import NameMissing, TwoOfOneKind, UnreadableField
from barnstorm.errors.person import UnreadablePostcode

_BETWEEN = re.compile(r"[;\t]")
_NUMBER = re.compile(r"(?:no\.?\s*|#)?(\d{1,9})", re.ASCII | re.IGNORECASE)
_FEWEST_DIGITS = 6
"""Of a telephone number."""


@dataclass(frozen=True)
class CommitmentLine:
    """What was typed, in its parts; that an address or a number is one is looked at later.

    `person` is the number of somebody known, typed for the name. `codes` are those on the wall, each once.
    """

    given_name: str = ""
    family_name: str = ""
    person: int | None = None
    phone: str | None = None
    email: str | None = None
    postcode: str | None = None
    codes: tuple[str, ...] = ()


@dataclass
class _Fields:
    """The fields read so far, by what they are."""

    found: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    def take(self, text: str) -> None:
        codes = read_codes(text)
        if codes is not None:
            self.codes += codes
            return
        kind = _kind(text)
        if kind in self.found:
            raise TwoOfOneKind(kind, self.found[kind], text)
        self.found[kind] = text


def read_line(text: str) -> CommitmentLine:
    """One line in its parts. NameMissing, UnreadableField, TwoOfOneKind.

    Surname and first name may be two fields, as they are two columns on a sheet.
    """
    first, *others = (one_line(part) for part in _BETWEEN.split(text))
    if not others and _digits(first) and has_letter(first):
        raise NameMissing(first)  # all of it in one field
    person, given, family = _who(first)
    others = [other for other in others if any(ch.isalnum() for ch in other)]
    if family and not given and others and _is_name(others[0]) and not _digits(others[0]):
        given = others.pop(0)
    fields = _Fields()
    for other in others:
        fields.take(other)
    return CommitmentLine(given, family, person, codes=tuple(dict.fromkeys(fields.codes)), **fields.found)


def _who(text: str) -> tuple[int | None, str, str]:
    """(number, given name, surname) of the first field."""
    number = _NUMBER.fullmatch(text)
    if number:
        return int(number[1]), "", ""
    if not _is_name(text):
        raise NameMissing(text)
    return None, *split_name(surname_first(text))


def _is_name(text: str) -> bool:
    return has_letter(text) and "@" not in text and _digits(text) < _FEWEST_DIGITS


def _digits(text: str) -> int:
    return sum(ch.isdigit() for ch in text)


def _kind(text: str) -> str:
    if "@" in text:
        return "email"
    try:
        read_postcode(text)
    except UnreadablePostcode:
        pass
    else:
        return "postcode"
    if _digits(text) >= _FEWEST_DIGITS:
        return "phone"
    raise UnreadableField(text)
