"""Cards for the roles of an evening: which there are and what stands on each, the same on every kind of paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from barnstorm.domain.spoken import clock, day
from barnstorm.paper.heading import titled
from barnstorm.rows.event import EventRow
from barnstorm.rows.volunteer import RoleRow

CARDS = 4
"""Cards a page: each is a postcard."""

BRIEF_LINES = 6
_NAMES = 9
"""Names a card takes; a role with more has several cards."""


@dataclass(frozen=True)
class Card:
    """A role, or a part of one: card `number` of `of`. An empty name is a place that is still free."""

    role: RoleRow
    names: Sequence[str]
    number: int
    of: int

    @property
    def hours(self) -> str:
        """When, and how many it takes."""
        part = f" · card {self.number}/{self.of}" if self.of > 1 else ""
        return f"{clock(self.role.starts_at)} to {clock(self.role.ends_at)} · {self.role.needed} needed{part}"


def cards_of(roles: Iterable[RoleRow]) -> list[Card]:
    return [card for role in roles for card in _cards(role)]


def occasion(event: EventRow) -> str:
    """At the foot of a card, which is carried about: what it is for."""
    return f"{titled(event)} · {day(event.starts_at)}"


def _cards(role: RoleRow) -> Iterator[Card]:
    names = [*role.people, *[""] * role.missing]
    parts = [names[start : start + _NAMES] for start in range(0, max(len(names), 1), _NAMES)]
    for number, part in enumerate(parts, 1):
        yield Card(role, part, number, len(parts))
