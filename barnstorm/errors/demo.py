"""Refusals of the demo."""

from barnstorm.errors import Refused, listed


class NotEmpty(Refused):
    def __init__(self, events: int, people: int, seats: int, venues: int) -> None:
        counted = ((events, "events"), (people, "people"), (seats, "seats"), (venues, "venues"))
        held = listed([f"{n:,} {what}" for n, what in counted if n], joint="and")
        super().__init__(
            f"This database holds {held}; the demo does not mix its invented people with yours.",
            "Give it a file of its own: barnstorm --db carlisle.db demo",
        )
