"""Who may be the same person twice. A name is needed, and an address, number or postcode beside it says how sure it is.

Nobody is ever merged by this: it makes suggestions, and says why.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from barnstorm.domain.names_alike import Likeness, Name, alike

NAME_POINTS = {
    Likeness.SAME: 50,
    Likeness.SWAPPED: 45,
    Likeness.SLIP: 40,
    Likeness.SHORT: 40,
    Likeness.LEFT_OUT: 40,
    Likeness.INITIAL: 35,
    Likeness.ONE_NAME: 20,
    Likeness.GIVEN: 15,
}
EMAIL_POINTS, PHONE_POINTS, POSTCODE_POINTS = 35, 35, 15
AGAINST = 5
"""Off for each of email, number and postcode that both have and that differ: people have two addresses, and move."""

WORTH_A_LOOK = 50
"""Points, of 100, from which a pair is suggested. Couples never get there: their given names differ."""

FEW_NAMESAKES = 4
"""With nothing else to go by, a name suggests that two are one only if it is not everybody's."""

CROWD = 50
"""More people than this with one address are compared only with the NEIGHBOURS nearest in name, so that an office's
address on five thousand lines stays a matter of seconds.
"""
NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is known by, now or from before a merge. Emails in small letters, phones in E.164."""

    id: int
    names: tuple[Name, ...]
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, by id, the lower first; `score` is out of 100; `reasons` are for the organiser to read."""

    one: int
    other: int
    score: int
    reasons: tuple[str, ...]


def pairs(people: Iterable[Traits], apart: frozenset[tuple[int, int]] = frozenset()) -> list[Pair]:
    """The pairs worth a look, best first, without those in `apart` (lower id first).

    Only people who share an address, a number, a postcode with an initial, or a rare name are compared at all.
    """
    found: dict[tuple[int, int], Pair] = {}
    seen: set[tuple[int, int]] = set(apart)
    for one, other in _compared(people):
        key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if key in seen:
            continue
        seen.add(key)
        pair = compare(one, other)
        if pair is not None and pair.score >= WORTH_A_LOOK:
            found[key] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other))


def compare(one: Traits, other: Traits) -> Pair | None:
    """How likely two are the same person; None if their names say that they are not."""
    likenesses = {alike(*names) for names in product(one.names, other.names)} - {None}
    if not likenesses:
        return None
    likeness = max((each for each in likenesses if each), key=NAME_POINTS.__getitem__)
    score, reasons = NAME_POINTS[likeness], [likeness.value]
    for what, points, ours, theirs in (
        ("email", EMAIL_POINTS, one.emails, other.emails),
        ("phone", PHONE_POINTS, one.phones, other.phones),
        ("postcode", POSTCODE_POINTS, one.postcodes, other.postcodes),
    ):
        if ours & theirs:
            score += points
            reasons.append(f"same {what}")
        elif ours and theirs:
            score -= AGAINST
    return Pair(min(one.id, other.id), max(one.id, other.id), min(score, 100), tuple(reasons))


def _compared(people: Iterable[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """The pairs to look at: within each group of those who share something."""
    by_trait: defaultdict[tuple[str, ...], list[Traits]] = defaultdict(list)
    by_name: defaultdict[tuple[str, ...], list[Traits]] = defaultdict(list)
    for person in people:
        for trait in _shared(person):
            by_trait[trait].append(person)
        for words in {tuple(sorted(name.words)) for name in person.names}:
            by_name[words].append(person)
    for group in by_trait.values():
        yield from _within(group)
    for group in by_name.values():
        if len(group) <= FEW_NAMESAKES:
            yield from combinations(group, 2)


def _shared(person: Traits) -> set[tuple[str, ...]]:
    initials = {word[0] for name in person.names for word in name.words}
    return {
        *(("email", email) for email in person.emails),
        *(("phone", phone) for phone in person.phones),
        *(("postcode", postcode, initial) for postcode in person.postcodes for initial in initials),
    }


def _within(group: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    if len(group) <= CROWD:
        yield from combinations(group, 2)
        return
    by_name = sorted(group, key=lambda person: sorted(person.names[0].words))
    for at, person in enumerate(by_name):
        yield from ((person, other) for other in by_name[at + 1 : at + 1 + NEIGHBOURS])
