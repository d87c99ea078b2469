"""What a seat's code and name look like, and the repairs that published names need."""

import re

from barnstorm.domain.text import one_line

_CODE = re.compile(r"[EWSN]\d{8}")

_REPAIRED = {
    "Ã\x81ine": "Áine",
    "Ã\x81ine Groogan": "Áine Groogan",
    "DÃ¼nweber": "Dünweber",
    "Elise DÃ¼nweber": "Elise Dünweber",
    "LÃ©onie": "Léonie",
    "LÃ©onie Mathers": "Léonie Mathers",
}
"""Names in the Library's files that went through Latin-1. These and no others: a guess could spoil a right one."""

_REGIONS = {"East": "East of England"}
"""Until 2019 the Library wrote the first."""


def is_code(text: str) -> bool:
    """Whether `text` is a GSS code of a nation of the UK: a letter and eight digits."""
    return _CODE.fullmatch(text) is not None


def tidy_name(text: str) -> str:
    """A published name without doubled spaces or what cannot be seen, known encoding accidents put right."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return one_line(_REPAIRED.get(text.strip(), text))


def tidy_region(text: str) -> str:
    """A region under the one name used here: `East` is `East of England`."""
    return _REGIONS.get(text, text)
