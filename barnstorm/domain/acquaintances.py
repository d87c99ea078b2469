"""Whether somebody on a sheet of paper is somebody we know. In a hall, a name that is on tonight's list is enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from barnstorm.domain.duplicates import WORTH_A_LOOK, Traits, compare

WORTH_A_LOOK_HERE = 35
"""Points from which somebody on tonight's list is named: the same name is, with another number and another email."""

WORTH_A_LOOK_AT_HALF = 20
"""Points from which they are where the paper gives half a name: what has that half in common."""

MOST_SHOWN = 2
"""More likenesses than this in one breath are none to the typist."""


class By(StrEnum):
    """How it was decided who a line is about."""

    NUMBER = "number"
    """The typist gave the person's number."""
    ADDRESS = "address"
    """The name, with an email or a telephone number."""
    NAME = "name"
    """The name alone, on tonight's list."""
    NEW = "new"
    """Nobody we know."""


@dataclass(frozen=True)
class Acquaintance:
    """Somebody known. `here` is on the list of tonight's event."""

    traits: Traits
    here: bool


@dataclass(frozen=True)
class Likely:
    """Somebody who may be the one on the paper, and why."""

    person_id: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Recognised:
    """`people` are the ids of those it may be: one who is meant, several who cannot be told apart, or nobody."""

    people: tuple[int, ...]
    by: By


def recognise(readings: Sequence[Traits], known: Iterable[Acquaintance]) -> Recognised:
    """Who is meant by a line whose name may be read in several ways, the likeliest way first.

    The name with an email or a number in common is that person, wherever they are known from. The name alone means
    the one on tonight's list who has it, unless what is known of them says otherwise: two telephone numbers are two
    people until somebody says that they are one.
    """
    known = list(known)
    for written in readings:
        namesakes = [one for one in known if _same_name(written, one.traits)]
        reached = sorted(one.traits.id for one in namesakes if _share_address(written, one.traits))
        if reached:
            return Recognised((reached[0],), By.ADDRESS)
        here = sorted(one.traits.id for one in namesakes if one.here and not _contradict(written, one.traits))
        if here:
            return Recognised(tuple(here), By.NAME)
    return Recognised((), By.NEW)


def likely(written: Traits, known: Iterable[Acquaintance], meant: int | None) -> list[Likely]:
    """Who else may be the one on the paper, the likeliest first; at most MOST_SHOWN."""
    found = []
    worth_here = WORTH_A_LOOK_AT_HALF if is_half(written) else WORTH_A_LOOK_HERE
    for one in known:
        pair = compare(written, one.traits) if one.traits.id != meant else None
        if pair is not None and pair.score >= (worth_here if one.here else WORTH_A_LOOK):
            found.append((-pair.score, one.traits.id, pair.reasons))
    return [Likely(person_id, reasons) for _, person_id, reasons in sorted(found)[:MOST_SHOWN]]


def is_half(written: Traits) -> bool:
    """Whether the paper gives a surname or a first name alone."""
    return all(len(name.words) == 1 for name in written.names)


def _same_name(one: Traits, other: Traits) -> bool:
    return not {name.words for name in one.names}.isdisjoint({name.words for name in other.names})


def _share_address(one: Traits, other: Traits) -> bool:
    return not (one.emails.isdisjoint(other.emails) and one.phones.isdisjoint(other.phones))


def _contradict(one: Traits, other: Traits) -> bool:
    """Whether both have an email, a number or a postcode, and not the same."""
    pairs = ((one.emails, other.emails), (one.phones, other.phones), (one.postcodes, other.postcodes))
    return any(ours and theirs and ours.isdisjoint(theirs) for ours, theirs in pairs)
