"""Finding somebody by a few letters of any part of their name, misspelt or not, or by digits of their number.

What is sought goes through two passes. The first takes words that begin with what was typed. Where it finds few, the
second also takes words that hold it, and words it may be a slip of (optimal string alignment). What was typed is
compared with the vocabulary, not with the people.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

from barnstorm.domain.names import fold
from barnstorm.domain.vocabulary import Costs, Vocabulary

FEWEST_DIGITS = 3
"""Digits from which a number is meant."""

ENOUGH = 8
"""So many on the screen are more than a greeter reads through."""

_OFTEN_JOINED = 3
"""Letters up to which a word is often written in one with the next: `O Brien`, `Mc Donald`, `De Silva`."""

MOST_TYPED, MOST_WORDS = 5, 8
"""Words that count, of what was typed and of a name. A name of a hundred words must not hold up the queue."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of somebody. `words` are folded; `digits` are those of their number, with the country's, or empty.

    Whoever is known by two names has two entries with the same `key`.
    """

    key: int
    words: tuple[str, ...]
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: folded words, and digits."""

    words: tuple[str, ...]
    digits: str

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.digits


def read_query(typed: str) -> Query:
    """The words and the number in what was typed; a number of fewer than three digits is none yet."""
    parts = fold(typed).split()
    digits = "".join(part for part in parts if part.isdecimal())
    words = tuple(part for part in parts if not part.isdecimal())[:MOST_TYPED]
    return Query(words, digits if len(digits) >= FEWEST_DIGITS else "")


class Index:
    """The names of many people, and who has them. Entries are only added.

    Where the first pass finds `enough`, nobody is looked for who is only like what was typed.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, enough: int = ENOUGH) -> None:
        self._enough = enough
        self._entries: list[Entry] = []
        self._having: dict[str, list[int]] = {}
        for entry in entries:
            self._take(entry)
        self._vocabulary = Vocabulary(self._having)

    def add(self, entry: Entry) -> None:
        new = self._take(entry)
        if new:
            self._vocabulary.add(new)

    def find(self, query: Query) -> dict[int, int]:
        """Key -> how far from what was typed, 0 being the very name; an empty query finds nobody."""
        if query.is_empty:
            return {}
        found = self._find(query, [self._vocabulary.beginning(word) for word in query.words])
        if len(found) < self._enough:
            for words in _written_otherwise(query.words):
                wider = self._find(Query(words, query.digits), [self._vocabulary.like(word) for word in words])
                found = {**wider, **{key: min(cost, wider.get(key, cost)) for key, cost in found.items()}}
        return found

    def _take(self, entry: Entry) -> list[str]:
        """Keep an entry, as it is and as it may be written otherwise; the words it adds to the vocabulary."""
        new = []
        for written in _written_otherwise(entry.words[:MOST_WORDS]):
            words = tuple(intern(word) for word in written)
            for word in dict.fromkeys(words):
                if word not in self._having:
                    self._having[word] = []
                    new.append(word)
                self._having[word].append(len(self._entries))
            self._entries.append(Entry(entry.key, words, entry.digits))
        return new

    def _find(self, query: Query, meant: Sequence[Costs]) -> dict[int, int]:
        """Those who have a name of their own for each word typed, and the digits."""
        found: dict[int, int] = {}
        for place in self._candidates(meant):
            entry = self._entries[place]
            number = digits_apart(entry.digits, query.digits)
            cost = None if number is None else _fewest(meant, entry.words)
            if number is not None and cost is not None:
                found[entry.key] = min(cost + number, found.get(entry.key, cost + number))
        return found

    def _candidates(self, meant: Sequence[Costs]) -> Iterable[int]:
        """The places of those who have the rarest of the words."""
        if not meant:
            return range(len(self._entries))
        rarest = min(meant, key=lambda costs: sum(len(self._having[word]) for word in costs))
        return {place for word in rarest for place in self._having[word]}


def digits_apart(number: str, typed: str) -> int | None:
    """0 if the number ends so, 1 if it holds it (a leading zero stands for the country), None if neither."""
    if number.endswith(typed):
        return 0
    return 1 if typed.lstrip("0") and typed.lstrip("0") in number else None


def _fewest(meant: Sequence[Costs], words: Sequence[str]) -> int | None:
    """The least cost of finding each typed word in a word of its own: `ann ann` is not Ann Bell."""
    if not meant:
        return 0
    best: int | None = None
    for place, word in enumerate(words):
        cost = meant[0].get(word)
        if cost is not None:
            rest = _fewest(meant[1:], (*words[:place], *words[place + 1 :]))
            if rest is not None and (best is None or cost + rest < best):
                best = cost + rest
    return best


def _written_otherwise(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words as they are, and with a short one in one with the next: `obrien` for `o brien`."""
    yield words
    for place, (a, b) in enumerate(pairwise(words)):
        if len(a) <= _OFTEN_JOINED:
            yield (*words[:place], a + b, *words[place + 2 :])
