"""Where a postcode is: the seat it lies in, within the boundaries of 2024."""

from dataclasses import dataclass
from datetime import date

from barnstorm.domain.seats import is_code

IN_FORCE_SINCE = date(2024, 5, 31)
"""From when the seats of 2024 have been: an earlier event was held in another seat, even where the name is the same."""


@dataclass(frozen=True)
class Place:
    """`seat_code` is None where there is no Westminster seat. `terminated_on` is the month (`2017-03`) the postcode
    went out of use, None while it is used. `latitude` and `longitude` are in degrees, of the postcode's middle.
    """

    postcode: str
    seat_code: str | None = None
    seat_name: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    terminated_on: str | None = None


def westminster(code: str) -> str | None:
    """The code of a real seat: the pseudo-codes of the Channel Islands and Man (L99999999, M99999999) are none."""
    return code if is_code(code) else None
