"""How many slips lie between what was typed and a word: letters left out, added, mistyped, or swapped with the next."""

AFTER_ALL = "\U0010ffff"
"""Sorts after every letter."""


def slips_allowed(letters: int) -> int:
    """How many slips a word of so many letters may have: two letters are too few for any."""
    return 0 if letters < 3 else 1 if letters < 7 else 2  # noqa: PLR2004 - the rule is these numbers


def letters_of(word: str) -> int:
    """Which letters a word has, as bits; those of other alphabets share them."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 32
    return bits


class Reader:
    """Compares words, given in the order of the alphabet, with what was typed: Wu and Manber's automaton.

    A state is, for each number of slips, a set of bits: bit i says that the first i letters typed may be done with.
    What a word shares with the one before it is not read again.
    """

    def __init__(self, typed: str, most: int, *, whole: bool) -> None:
        """`most` slips; the `whole` word must be like what was typed, or only its beginning."""
        self._whole = whole
        self._masks: dict[str, int] = {}
        for place, letter in enumerate(typed):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << place
        self._done = 1 << len(typed)
        self._all = (self._done << 1) - 1
        self._word = ""
        start = tuple((1 << slips + 1) - 1 & self._all for slips in range(most + 1))
        self._states = [start]
        self._fewest: list[int | None] = [self._slips_at(start)]

    def read(self, word: str) -> tuple[str, int | None]:
        """How much of the word was read until nothing more could be right, which holds for all that begin so; and the
        fewest slips with which it is what was typed, None if they are too many.
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
        verdict = self._fewest[at] if not self._whole else None if dead else self._slips_at(self._states[at])
        return (word[:at] if dead else f"{word}{AFTER_ALL}"), verdict

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


def _shared(one: str, other: str, most: int) -> int:
    """How many letters two words begin with in common, at most so many."""
    most = min(len(one), len(other), most)
    return next((place for place in range(most) if one[place] != other[place]), most)
