"""Finding somebody by a few letters of any part of their name, misspelt or not, or by digits of their number.

What is sought goes through two passes. The first takes words that begin with what was typed. Where it finds few, the
second also takes words that hold it, and words it may be a slip of: letters left out, added, mistyped, or swapped with
the next (optimal string alignment). It compares with the vocabulary, not with the people: ten thousand people have a
few thousand names between them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

from barnstorm.domain.names import fold

FEWEST_DIGITS = 3
"""Digits from which a number is meant."""

ENOUGH = 8
"""So many on the screen are more than a greeter reads through."""

_JOINED = 3
"""Letters up to which a word is often written in one with the next: `O Brien`, `Mc Donald`, `De Silva`."""

_WHOLE, _BEGINS, _INSIDE, _SLIP, _OTHER_INITIAL = 0, 1, 6, 4, 1
"""How far from a name what was typed is; a sum of these ranks who was found."""

_AFTER_ALL = "\U0010ffff"
"""Sorts after every letter."""

_Costs = Mapping[str, int]
"""Words of the vocabulary that a typed word may mean, and how far from it each is."""


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
    words = tuple(part for part in parts if not part.isdecimal())
    return Query(words, digits if len(digits) >= FEWEST_DIGITS else "")


def slips_allowed(letters: int) -> int:
    """How many slips a word of so many letters may have: two letters are too few for any."""
    return 0 if letters < 3 else 1 if letters < 7 else 2  # noqa: PLR2004 - the rule is these numbers


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
        self._vocabulary = sorted(self._having)
        self._letters = [_letters(word) for word in self._vocabulary]

    def add(self, entry: Entry) -> None:
        for word in self._take(entry):
            place = self._first(word)
            self._vocabulary.insert(place, word)
            self._letters.insert(place, _letters(word))

    def find(self, query: Query) -> dict[int, int]:
        """Key -> how far from what was typed, 0 being the very name; an empty query finds nobody."""
        if query.is_empty:
            return {}
        found = self._find(query, [self._beginning(word) for word in query.words])
        if len(found) < self._enough:
            for words in _written_otherwise(query.words):
                wider = self._find(Query(words, query.digits), [self._like(word) for word in words])
                found = {**wider, **{key: min(cost, wider.get(key, cost)) for key, cost in found.items()}}
        return found

    def _take(self, entry: Entry) -> Iterator[str]:
        """Keep an entry; the words it adds to the vocabulary."""
        words = tuple(intern(word) for word in (*entry.words, *_in_one(entry.words)))
        place = len(self._entries)
        self._entries.append(Entry(entry.key, words, entry.digits))
        new = [word for word in dict.fromkeys(words) if word not in self._having]
        for word in dict.fromkeys(words):
            self._having.setdefault(word, []).append(place)
        return iter(new)

    def _find(self, query: Query, meant: Sequence[_Costs]) -> dict[int, int]:
        """Those who have a name of their own for each word typed, and the digits."""
        found: dict[int, int] = {}
        for place in self._candidates(meant):
            entry = self._entries[place]
            number = digits_apart(entry.digits, query.digits)
            cost = None if number is None else _fewest(meant, entry.words)
            if number is not None and cost is not None:
                found[entry.key] = min(cost + number, found.get(entry.key, cost + number))
        return found

    def _candidates(self, meant: Sequence[_Costs]) -> Iterable[int]:
        """The places of those who have the rarest of the words."""
        if not meant:
            return range(len(self._entries))
        rarest = min(meant, key=lambda costs: sum(len(self._having[word]) for word in costs))
        return {place for word in rarest for place in self._having[word]}

    def _beginning(self, typed: str) -> _Costs:
        words = self._vocabulary[self._first(typed) : self._first(typed + _AFTER_ALL)]
        return {word: _WHOLE if word == typed else _BEGINS for word in words}

    def _like(self, typed: str) -> _Costs:
        """Words that begin with what was typed, or hold it, or that it may be a slip of."""
        near = {
            word: slips * _SLIP + (_OTHER_INITIAL if word[0] != typed[0] else 0)
            for word, slips in self._slips(typed).items()
        }
        holding = {word: _INSIDE for word in self._vocabulary if typed in word} if len(typed) >= _JOINED else {}
        return {**holding, **near, **self._beginning(typed)}

    def _first(self, beginning: str) -> int:
        return bisect_left(self._vocabulary, beginning)

    def _slips(self, typed: str) -> dict[str, int]:
        """Words that begin with something like what was typed, and how many slips lie between.

        Of three letters the whole word must be like it: three letters with a slip begin half the vocabulary.
        """
        most = slips_allowed(len(typed))
        if not most:
            return {}
        reader, wanted = _Reader(typed, most), _letters(typed)
        whole = len(typed) <= _JOINED
        found: dict[str, int] = {}
        dead, verdict = _AFTER_ALL, None
        # A slip takes away one of the letters typed at most, and few words have all the others. Words that begin
        # wrong in the same way come one after the other.
        for word, letters in zip(self._vocabulary, self._letters, strict=True):
            if (wanted & ~letters).bit_count() <= most:
                if not word.startswith(dead):
                    dead, verdict = reader.read(word, whole=whole)
                if verdict is not None:
                    found[word] = verdict
        return found


class _Reader:
    """Compares words, given in the order of the alphabet, with what was typed: Wu and Manber's automaton.

    A state is, for each number of slips, a set of bits: bit i says that the first i letters typed may be done with.
    What a word shares with the one before it is not read again.
    """

    def __init__(self, typed: str, most: int) -> None:
        self._masks: dict[str, int] = {}
        for place, letter in enumerate(typed):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << place
        self._done = 1 << len(typed)
        self._all = (self._done << 1) - 1
        self._word = ""
        start = tuple((1 << slips + 1) - 1 & self._all for slips in range(most + 1))
        self._states = [start]
        self._fewest: list[int | None] = [self._slips_at(start)]

    def read(self, word: str, *, whole: bool) -> tuple[str, int | None]:
        """How much of the word was read until nothing more could be right, which holds for all that begin so; and the
        fewest slips with which it, or (not `whole`) its beginning, is what was typed, None if they are too many.
        """
        at = _shared(self._word, word, len(self._states) - 1)
        del self._states[at + 1 :], self._fewest[at + 1 :]
        self._word = word
        while at < len(word) and any(self._states[at]):
            state = self._step(word, at)
            here, before = self._slips_at(state), self._fewest[at]
            self._states.append(state)
            self._fewest.append(here if before is None or (here is not None and here < before) else before)
            at += 1
        dead = not any(self._states[at])
        verdict = self._fewest[at] if not whole else None if dead else self._slips_at(self._states[at])
        return (word[:at] if dead else f"{word}{_AFTER_ALL}"), verdict

    def _step(self, word: str, at: int) -> tuple[int, ...]:
        """The state after the letter at `at`."""
        mask, before = self._masks.get(word[at], 0), self._states[at]
        swapped = self._states[at - 1] if at else ()
        ends_swap = mask & self._masks.get(word[at - 1], 0) >> 1 if at else 0
        after = [(before[0] & mask) << 1]
        for slips in range(1, len(before)):
            fewer = before[slips - 1]
            bits = (before[slips] & mask) << 1  # the letter typed
            bits |= fewer | fewer << 1 | after[slips - 1] << 1  # one left out, mistyped, too many
            if swapped:
                bits |= (swapped[slips - 1] & ends_swap) << 2
            after.append(bits & self._all)
        return tuple(after)

    def _slips_at(self, state: tuple[int, ...]) -> int | None:
        return next((slips for slips, bits in enumerate(state) if bits & self._done), None)


def digits_apart(number: str, typed: str) -> int | None:
    """0 if the number ends so, 1 if it holds it (a leading zero stands for the country), None if neither."""
    if number.endswith(typed):
        return 0
    return 1 if typed.lstrip("0") and typed.lstrip("0") in number else None


def _letters(word: str) -> int:
    """Which letters a word has, as bits; those of other alphabets share them."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 32
    return bits


def _shared(one: str, other: str, most: int) -> int:
    """How many letters two words begin with in common, at most so many."""
    most = min(len(one), len(other), most)
    return next((place for place in range(most) if one[place] != other[place]), most)


def _fewest(meant: Sequence[_Costs], words: Sequence[str]) -> int | None:
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


def _in_one(words: Sequence[str]) -> list[str]:
    """Short words in one with the next: `obrien` for `o brien`."""
    return [a + b for a, b in pairwise(words) if len(a) <= _JOINED]


def _written_otherwise(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words as they are, and with a short one joined to the next."""
    yield words
    for place, (a, b) in enumerate(pairwise(words)):
        if len(a) <= _JOINED:
            yield (*words[:place], a + b, *words[place + 2 :])
