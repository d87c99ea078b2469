"""The Carlisle night as the demo tells it."""

from dataclasses import dataclass

from barnstorm.rows.door import Tally
from barnstorm.rows.event import EventRow
from barnstorm.rows.seat import SeatDetail, SeatRow


@dataclass(frozen=True)
class Night:
    """`made` is False if the database held the night already."""

    made: bool
    seat: SeatDetail
    targets: tuple[SeatRow, ...]
    event: EventRow
    tally: Tally
    actions: tuple[EventRow, ...]
