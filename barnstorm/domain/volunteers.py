"""Roles at an event: what a barnstorm of so many people needs, and who cannot be in two places at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from barnstorm.domain.spans import Span

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Usual:
    """A role most meetings have. One of them is needed for each `heads_each` people, or just one (None).

    `from_start` and `to_end` are minutes after the event's start and end; negative is before.
    """

    name: str
    heads_each: int | None
    from_start: int
    to_end: int
    brief: str

    def needed(self, heads: int) -> int:
        return 1 if self.heads_each is None else ceil(heads / self.heads_each)


BARNSTORM = (
    Usual(
        "Setting up", 60, -90, 0, "Chairs, tables, signs at the start of the queue; after the meeting the same back."
    ),
    Usual("Greeter", 100, -45, 30, "Tick people in by surname, welcome them by name, send late-comers straight in."),
    Usual("Chair", None, -30, 0, "Keep to the programme; begin and end on time."),
    Usual("Ask-giver", None, -30, 0, "Ask for hosts, wait through the silence; then ask everybody to take one slot."),
    Usual(
        "Host marshal", 60, -30, 15, "Line the hosts up, write their codes on the wall, see that each sheet is filled."
    ),
    Usual("Clipboard runner", 18, -15, 15, "Your rows of chairs: everybody signs up for one slot before they leave."),
    Usual("Data entry", 60, -15, 60, "Type the sheets in the same night, the earliest action first."),
    Usual("Sheet photographer", None, 0, 60, "Photograph every page of every sheet before it leaves the room."),
)
"""Roles and numbers of a barnstorm.

Greeters at a sign-in table, a presenter, a data-entry team and somebody to photograph the sheets are told of in the
Sanders campaign's own instructions; one desk for 100 to 150 people is a vendor's rule. The ask-giver, the host
marshal, a clipboard runner for 15 to 20 people and the numbers for setting up and data entry are our inference.
"""


@dataclass(frozen=True)
class Booked:
    """Something that takes up a person's time: `what` names it for the organiser."""

    what: str
    span: Span


def usual_span(role: Usual, event: Span) -> Span:
    """When a role of the preset is needed at an event."""
    return Span(event.starts_at + role.from_start * MINUTE, event.ends_at + role.to_end * MINUTE)


def clashes(wanted: Span, booked: Iterable[Booked]) -> list[Booked]:
    """What keeps somebody from `wanted`."""
    return [one for one in booked if one.span.overlaps(wanted)]
