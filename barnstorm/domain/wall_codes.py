"""The codes of actions on the wall: 1, 2, 3, called across a hall and written on paper by everybody in it."""

import re
from collections.abc import Iterable

_CODE = r"#?[1-9]\d{0,2}"
_BETWEEN = r"(?:[\s,./+&]|and)+"
_CODES = re.compile(rf"(?P<word>codes?\b\s*:?\s*)?{_CODE}(?:{_BETWEEN}{_CODE})*", re.ASCII | re.IGNORECASE)
_ONE = re.compile(r"(?:code\s*)?#?0*([1-9]\d*)", re.ASCII | re.IGNORECASE)


def next_code(given: Iterable[str | None]) -> str:
    """The number after the highest that was ever `given`: no code means two actions in one night, whatever became of
    the first.
    """
    numbers = (int(code) for code in given if code and code.isascii() and code.isdecimal())
    return str(max(numbers, default=0) + 1)


def read_codes(text: str) -> tuple[str, ...] | None:
    """The codes in `3,7`, `codes 3 and 7`, `#3 #7`: each once, in their order. None if the text is something else.

    A code has at most three digits and does not begin with a nought, so that no telephone number is taken for codes.
    """
    tidy = text.strip().rstrip(",.")
    if not _CODES.fullmatch(tidy):
        return None
    return tuple(dict.fromkeys(re.findall(r"\d+", tidy)))


def is_code(text: str) -> bool:
    """Whether it is one code and nothing else."""
    return re.fullmatch(_CODE, text.strip(), re.ASCII) is not None


def read_code(text: str) -> str:
    """One code as it is stored: `3`, `#3`, `03` and `code 3` are the same. What is no code stays as it is."""
    found = _ONE.fullmatch(text.strip())
    return found[1] if found else text.strip()
