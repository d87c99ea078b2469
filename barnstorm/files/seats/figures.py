"""Figures as people and spreadsheets write them."""

import re

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_LARGEST = 9_999_999
"""No constituency has more of anything; what is larger is a slip, and would not fit the store."""


def whole(text: str) -> int | None:
    """A whole number, 0 or more, with or without commas between thousands; None for anything else."""
    digits = text.strip()
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if not (digits.isascii() and digits.isdigit()):
        return None
    number = int(digits) if len(digits) <= len(str(_LARGEST)) else _LARGEST + 1
    return number if number <= _LARGEST else None


def part(text: str) -> tuple[float, int] | None:
    """A share between 0 and 1, written so or as `44.3%`, and its number of decimals; None if it is none."""
    percent = text.endswith("%")
    digits = text.rstrip("% ")
    try:
        value = float(digits)
    except ValueError:
        return None
    if percent:
        value /= 100
    if not 0 <= value <= 1:
        return None
    return value, len(digits.partition(".")[2]) + (2 if percent else 0)
