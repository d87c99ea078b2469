"""Names as people type them: folded for finding, sorted for the door, cut for a ref."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i"}
)
_PARTICLES = frozenset(
    {"de", "da", "del", "della", "der", "den", "di", "du", "la", "le", "van", "von", "af", "av", "bin"}
)
MIDDLING = 0.6
"""difflib's ratio from which a name is offered as "did you mean"."""


def fold(name: str) -> str:
    """The key under which a name is found: no case, no accents, `&` as and, no commas, apostrophes or doubled spaces.

    SQLite's lower() folds ASCII only, so this is done here and stored.
    """
    bare = unicodedata.normalize("NFKD", name.translate(_UNDECOMPOSED))
    bare = "".join(ch for ch in bare if not unicodedata.combining(ch)).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’`]", "", bare)).split())


def slug(text: str) -> str:
    """`Tullie House, Carlisle` -> `tullie-house-carlisle`; empty if nothing Latin is left."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def nearest(typed: str, names: Iterable[str], n: int = 3) -> list[str]:
    """The names most like what was typed, best first, as they are written."""
    written = {fold(name): name for name in names}
    key = fold(typed)
    close = get_close_matches(key, written, n=n, cutoff=MIDDLING)
    close += [known for known in written if key and known.startswith(key) and known not in close]
    return [written[known] for known in close[:n]]


def split_name(full: str) -> tuple[str, str]:
    """(given, family) of a name in one piece: `Ann O'Brien`, `O'Brien, Ann`, `Ludwig van Beethoven`, `Cher`."""
    tidy = " ".join(full.split())
    if "," in tidy:
        family, given = (part.strip() for part in tidy.split(",", 1))
        return (given, family) if family and given else ("", given or family)
    words = tidy.split(" ")
    if len(words) == 1:
        return "", tidy
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def join_name(given: str, family: str) -> str:
    return " ".join(part for part in (given, family) if part)


def surname_key(given: str, family: str) -> str:
    """Where a person stands on the door list: by surname, then given name, both folded."""
    return f"{fold(family or given)} {fold(given)}".strip()
