"""Who is in, when several laptops tick people at one door without a network between them.

A tick is known by its instant. What a laptop knows of a party is two sets that only grow: the ticks it has seen, and
those it has taken back. Two laptops put together know whatever either did, so it does not matter in which order their
files come, nor how often. An undo takes back the ticks its own laptop knew of, and no other: if one greeter corrects a
slip and another let the same person in, they are in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Presence:
    """One party, as far as one laptop knows. `ticks`: instant -> how many of the party were in by that tick."""

    ticks: Mapping[datetime, int] = field(default_factory=dict)
    taken_back: frozenset[datetime] = frozenset()

    @property
    def standing(self) -> dict[datetime, int]:
        return {moment: heads for moment, heads in self.ticks.items() if moment not in self.taken_back}

    @property
    def came_at(self) -> datetime | None:
        """The first time they were seen; None if they are not in."""
        return min(self.standing, default=None)

    @property
    def inside(self) -> int:
        """Heads. Two desks that each let in a part may have seen the same people: the larger part counts."""
        return max(self.standing.values(), default=0)


def seen(
    came_at: datetime | None, inside: int, others: Mapping[datetime, int], taken_back: Iterable[datetime]
) -> Presence:
    """What a laptop has written down: the tick that counts, other ticks beside it, and what was taken back.

    The tick that counts stands, even if one of that very instant was taken back (a rehearsal's clock stands still).
    """
    own = {} if came_at is None else {came_at: inside}
    return Presence({**others, **own}, frozenset(taken_back) - own.keys())


def joined(one: Presence, other: Presence) -> Presence:
    """What both know together."""
    moments = one.ticks.keys() | other.ticks.keys()
    ticks = {moment: max(one.ticks.get(moment, 0), other.ticks.get(moment, 0)) for moment in moments}
    return Presence(ticks, one.taken_back | other.taken_back)


def came_apart(one: Presence, other: Presence) -> bool:
    """Whether each of two laptops let some in whom the other knows nothing of."""
    return bool(one.standing.keys() - other.ticks.keys()) and bool(other.standing.keys() - one.ticks.keys())
