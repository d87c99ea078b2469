"""Arabic and Hebrew for a canvas that draws left to right, one shape a letter.

PDF drawing knows neither direction nor joining. Both are done here from Unicode's own tables: enough for names and
titles, not a full bidirectional algorithm (UAX 9). Vowel points are left out, as in everyday writing.
"""

import unicodedata
from functools import cache
from itertools import groupby

_PRESENTATION_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
_LAM = "\u0644"
_BRACKETS = str.maketrans("()[]«»", ")(][»«")
_SIMPLE = ("R", "AL")


def as_drawn(text: str) -> str:
    """`text` in the order and the shapes in which it is drawn from left to right."""
    if not any(unicodedata.bidirectional(ch) in _SIMPLE for ch in text):
        return text
    directions = _directions(text)
    runs = [
        "".join(ch for ch, _ in run) for _, run in groupby(zip(text, directions, strict=True), key=lambda it: it[1])
    ]
    rtl_first = directions[0]
    drawn = [_reversed(run) if rtl_first == (i % 2 == 0) else run for i, run in enumerate(runs)]
    return "".join(reversed(drawn) if rtl_first else drawn)


def _directions(text: str) -> list[bool]:
    """For each character whether it belongs to a run from right to left; spaces between two such belong to it too."""
    strong = [_strong(ch) for ch in text]
    first = next(direction for direction in strong if direction is not None)
    found: list[bool] = []
    for i, direction in enumerate(strong):
        before = found[-1] if found else first
        after = next((d for d in strong[i:] if d is not None), first)
        found.append(direction if direction is not None else before if before == after else first)
    return found


def _strong(ch: str) -> bool | None:
    """True for right to left, False for left to right (numbers included), None for what takes its neighbours'."""
    kind = unicodedata.bidirectional(ch)
    if kind in _SIMPLE:
        return True
    return False if kind in {"L", "EN", "AN"} else None


def _reversed(run: str) -> str:
    return _joined("".join(ch for ch in run if not unicodedata.combining(ch)))[::-1].translate(_BRACKETS)


def _joined(letters: str) -> str:
    """Each Arabic letter in its isolated, initial, medial or final form; lam and alef as one."""
    forms, shaped, before = _forms(), [], False
    i = 0
    while i < len(letters):
        pair = letters[i : i + 2]
        unit = pair if pair[0] == _LAM and pair in forms else letters[i]
        known = forms.get(unit, {})
        i += len(unit)
        following = forms.get(letters[i : i + 1], {})
        after = "initial" in known and "final" in following
        form = ("medial" if after else "final") if before and "final" in known else "initial" if after else "isolated"
        shaped.append(known.get(form, unit))
        before = after
    return "".join(shaped)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter (or lam with alef) -> form -> the character of that shape, read from Unicode's decompositions."""
    found: dict[str, dict[str, str]] = {}
    for code in (code for block in _PRESENTATION_FORMS for code in block):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        whole = "".join(chr(int(letter, 16)) for letter in letters)
        if len(whole) == 1 or (len(whole) == 2 and whole[0] == _LAM and code >= _PRESENTATION_FORMS[1].start):  # noqa: PLR2004 - a ligature of two
            found.setdefault(whole, {}).setdefault(form.strip("<>"), chr(code))
    return found
