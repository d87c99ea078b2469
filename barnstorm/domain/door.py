"""Who stands at which desk. The evening waits for the longest queue, so the alphabet is cut where the names are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from barnstorm.errors.door import BadNumberOfDesks

MOST_DESKS = 26

FINEST = 3
"""Letters on a sign: more cannot be read from the back of a queue."""

UNEVEN = 0.2
"""How far from even a cut between two letters may be, as part of a desk's share, before a letter is cut in two."""

FEW = 3
"""Names that are not worth cutting a letter for."""

_BEYOND = "\uffff"
"""Where names begin that no Latin letter opens: after Z, and all at one desk."""


@dataclass(frozen=True)
class Part:
    """A desk's part of the list: the names from `start` up to, not including, `stop`."""

    sign: str
    start: int
    stop: int


@dataclass(frozen=True)
class Cut:
    """`at` is the first name of the next desk, `beginning` the letters its sign begins with."""

    at: int
    beginning: str


def checked_desks(desks: int) -> int:
    """BadNumberOfDesks for none, and for more than the alphabet has letters."""
    if not 1 <= desks <= MOST_DESKS:
        raise BadNumberOfDesks(desks)
    return desks


def split_desks(keys: Sequence[str], desks: int) -> list[Part]:
    """Cut a sorted list of folded names into at most `desks` parts, as even as whole letters allow.

    A letter goes to two desks only if the desks would otherwise be uneven, and two names that begin with the same
    three letters never do. There are fewer parts than asked for if the names cannot be cut so often. The signs cover
    the whole alphabet, so that a walk-in finds a desk too. A single part has no sign.
    """
    share = len(keys) / max(desks, 1)
    cuts: list[Cut] = []
    for desk in range(1, desks):
        cut = _nearest_cut(keys, ideal=desk * share, after=cuts[-1].at if cuts else 0, slack=max(FEW, UNEVEN * share))
        if cut is not None:
            cuts.append(cut)
    edges = pairwise([0, *(cut.at for cut in cuts), len(keys)])
    signs = _signs([cut.beginning for cut in cuts], others=bool(keys) and _beginning(keys[-1], 1) == _BEYOND)
    return [Part(sign, start, stop) for sign, (start, stop) in zip(signs, edges, strict=True)]


def _nearest_cut(keys: Sequence[str], ideal: float, after: int, slack: float) -> Cut | None:
    """The cut nearest to `ideal` that comes later than `after`: between letters, or finer if that is much nearer."""
    found: Cut | None = None
    for letters in range(1, FINEST + 1):
        beginnings = [_beginning(key, letters) for key in keys[after:]]
        places = [after + i for i, (one, next_one) in enumerate(pairwise(beginnings), 1) if one != next_one]
        at = min(places, key=lambda place: abs(place - ideal), default=None)
        if at is not None and (found is None or abs(at - ideal) < abs(found.at - ideal)):
            found = Cut(at, beginnings[at - after])
        if found is not None and abs(found.at - ideal) <= slack:
            break
    return found


def _beginning(key: str, letters: int) -> str:
    """The first letters of the first word: `de silva` stands under `de` however many letters are asked for.

    Digits and emptiness stand with A, where they are sorted.
    """
    word = key.split(" ", 1)[0]
    if word > "z" and not word.startswith("z"):
        return _BEYOND
    latin = "".join(min(ch, "z") for ch in word[:letters] if ch >= "a")
    return latin or "a"


def _signs(beginnings: Sequence[str], *, others: bool) -> list[str]:
    """`A–K`, `L–Z`: each sign ends where the next begins. `others`: the last desk has names of other alphabets too."""
    if not beginnings:
        return [""]
    firsts = ["a", *beginnings]
    lasts = [*(_before(beginning) for beginning in beginnings), "z"]
    signs = [_sign(first, last) for first, last in zip(firsts, lasts, strict=True)]
    if beginnings[-1] == _BEYOND:
        signs[-1] = "Other alphabets"
    elif others:
        signs[-1] += " and other alphabets"
    return signs


def _before(beginning: str) -> str:
    """The last letters on the sign before `beginning`: `k` for `l`, `ke` for `kf`, `k` for `ka`."""
    if beginning == _BEYOND:
        return "z"
    stem, last = beginning[:-1], beginning[-1]
    return stem if last == "a" else stem + chr(ord(last) - 1)


def _sign(first: str, last: str) -> str:
    return first.capitalize() if first == last else f"{first.capitalize()}–{last.capitalize()}"
