"""A volunteer's shift, as they are told of it."""

from dataclasses import dataclass

from barnstorm.rows.invite import Occasion


@dataclass(frozen=True)
class Shift:
    """`entry` is what stands in their calendar: the role at its own hours, its brief as the description. `event` is
    what it is part of. `number` is what an answer by mail names it by.
    """

    number: int
    role: str
    entry: Occasion
    event: Occasion

    @property
    def event_has_other_hours(self) -> bool:
        return (self.entry.starts_at, self.entry.ends_at) != (self.event.starts_at, self.event.ends_at)
