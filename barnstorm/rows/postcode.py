"""A postcode as it is shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PlaceRow:
    """`seat` and `seat_code` are those of the year `boundaries`, None where there is no Westminster seat.

    `in_register`: whether a seat of that code is in the database. `terminated_on`: the month (`2017-03`) the postcode
    went out of use. `looked_up_at` (UTC): when the service was asked. `venues`: those known to stand there.
    """

    postcode: str
    seat: str | None
    seat_code: str | None
    region: str
    country: str
    boundaries: int
    in_register: bool
    latitude: float | None
    longitude: float | None
    terminated_on: str | None
    looked_up_at: datetime
    venues: tuple[str, ...]
