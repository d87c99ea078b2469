"""Those who share an address, and so get one letter."""

from collections.abc import Iterable, Iterator

from barnstorm.db.tables import Person
from barnstorm.mail.letter import carried

LARGEST = 12
"""More than these at one address are no household but somebody's office: they get several letters."""


def households(people: Iterable[Person]) -> Iterator[tuple[str, list[Person]]]:
    """Each address that mail can be sent to, with those of `people` who have it, in the order of their ids."""
    by_address: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda one: one.id or 0):
        address = carried(person.email or "")
        if address:
            by_address.setdefault(address.casefold(), []).append(person)
    for together in by_address.values():
        for first in range(0, len(together), LARGEST):
            some = together[first : first + LARGEST]
            yield carried(some[0].email or ""), some
