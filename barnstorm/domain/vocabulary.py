"""The words of many names, sorted, and which of them somebody may have meant by a few letters."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from barnstorm.domain.slips import AFTER_ALL, Reader, letters_of, slips_allowed

Costs = Mapping[str, int]
"""Words that somebody may have meant, and how far from each what was typed is."""

WHOLE, BEGINS, SLIP, INSIDE = 0, 1, 4, 6
"""How far: the word itself, its beginning, for each slip, letters out of its middle."""

OTHER_INITIAL = 1
"""More, if the slip is in the first letter: there people make the fewest."""

SHORT = 3
"""Letters too few to be misspelt while they are still being typed: with a slip they begin half of all words."""

_REMEMBERED = 64
"""Words typed of which the like are kept: each letter asks for those of the words before it again."""

_END = "\n"


class Vocabulary:
    """Words are only added. Ten thousand people have a few thousand between them."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = sorted(words)
        self._forget()

    def add(self, words: Iterable[str]) -> None:
        """Words that are new to it."""
        self._words = sorted([*self._words, *words])
        self._forget()

    def _forget(self) -> None:
        self._text = _END.join(["", *self._words, ""])
        self._letters: dict[int, list[int]] = {}
        """Of each word, the letters among its first so many."""
        self._slips: dict[str, dict[str, int]] = {}

    def beginning(self, typed: str) -> Costs:
        """Words that begin with what was typed."""
        first, after = bisect_left(self._words, typed), bisect_left(self._words, typed + AFTER_ALL)
        return {word: WHOLE if word == typed else BEGINS for word in self._words[first:after]}

    def like(self, typed: str) -> Costs:
        """Those, and words that hold what was typed, or begin with something that it may be a slip of."""
        near = {
            word: slips * SLIP + (OTHER_INITIAL if word[0] != typed[0] else 0)
            for word, slips in self.slips(typed).items()
        }
        holding = dict.fromkeys(self._holding(typed), INSIDE) if len(typed) >= SHORT else {}
        return {**holding, **near, **self.beginning(typed)}

    def slips(self, typed: str) -> Mapping[str, int]:
        """Words that begin with something like what was typed, and how many slips lie between.

        Of three letters the whole word must be like it.
        """
        most = slips_allowed(len(typed))
        known = self._slips.get(typed)
        if known is not None or not most:
            return known or {}
        reader = Reader(typed, most, whole=len(typed) <= SHORT)
        found: dict[str, int] = {}
        wrong, verdict = AFTER_ALL, None
        for word in self._perhaps_like(typed, most):
            if not word.startswith(wrong):  # words that begin wrong in the same way come one after the other
                wrong, verdict = reader.read(word)
            if verdict is not None:
                found[word] = verdict
        if len(self._slips) >= _REMEMBERED:
            self._slips = {}
        self._slips[typed] = found
        return found

    def _perhaps_like(self, typed: str, most: int) -> Iterable[str]:
        """Words, in the order of the alphabet, among which are all that are like what was typed.

        Those that were like it when it was a letter shorter; else those that have the letters typed, but for so many,
        where they begin: a slip takes away one letter at most, and moves what follows by one.
        """
        shorter = typed[:-1]
        known = self._slips.get(shorter)
        if known is not None and len(shorter) > SHORT and slips_allowed(len(shorter)) == most:
            return known
        length, wanted = len(typed) + most, letters_of(typed)
        if length not in self._letters:
            self._letters[length] = [letters_of(word[:length]) for word in self._words]
        return [
            word
            for word, letters in zip(self._words, self._letters[length], strict=True)
            if (wanted & ~letters).bit_count() <= most
        ]

    def _holding(self, typed: str) -> Iterable[str]:
        """Words with what was typed somewhere in them; sought in all of them at once, which Python does fast."""
        at = self._text.find(typed)
        while at >= 0:
            end = self._text.index(_END, at)
            yield self._text[self._text.rindex(_END, 0, at) + 1 : end]
            at = self._text.find(typed, end)
