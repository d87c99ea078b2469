"""How many will really come, and what the room needs for them.

Everything here is counted in heads. The campaign's own evenings are believed; before there are any, the usual rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from barnstorm.domain.door import MOST_DESKS

USUAL_RATE = 0.5
"""Of those who say they will come, half do: the norm of campaign guides (thecampaignworkshop.com, tectonica.co)."""

USUAL_RANGE = (0.4, 0.75)
"""From the worst that a party tells of shifts (40 %, DNC) to a rate called good for a meeting (75 %, July 2015)."""

SPREAD = 0.1
"""Earlier evenings that were alike do not promise the next one closer than this."""

PER_DESK = 100
"""Check-ins at one desk: a vendor's rule is one for 100 to 150; 200 at two took a conference an hour."""

SPARE_CHAIRS = 1.1
HOSTS = 0.11
"""Part of a room that offered to host when it was asked (18 to 20 of about 175 in January 2016; one evening, their own
count). A blank host sheet for each of them.
"""

MOST_HOST_SHEETS = 200
"""More hosts than that are not heard in one evening."""

_OTHER_TABLES = 2
"""One for those who fill in their host sheets, one for what is handed out."""

_SPARE_PENS = 10


@dataclass(frozen=True)
class Turnout:
    """An earlier evening: heads that had said they would come, and heads that were in the room, walk-ins included."""

    going: int
    came: int


@dataclass(frozen=True)
class Forecast:
    """Heads to expect. `rate` and its range are heads in the room for each head going; `evenings` is how many closed
    evenings of the campaign they come from, 0 for the usual rate.
    """

    going: int
    rate: float
    low_rate: float
    high_rate: float
    evenings: int
    expected: int
    low: int
    high: int


@dataclass(frozen=True)
class Materials:
    """What to bring, enough for the most that are expected."""

    desks: int
    tables: int
    chairs: int
    pens: int
    host_sheets: int


def forecast(going: int, earlier: Sequence[Turnout]) -> Forecast:
    """What `going` heads come to, judged by earlier evenings; each counts by its size."""
    rate, low, high = USUAL_RATE, *USUAL_RANGE
    if earlier:
        rate = sum(one.came for one in earlier) / sum(one.going for one in earlier)
        seen = [one.came / one.going for one in earlier]
        low, high = max(0.0, min(*seen, rate - SPREAD)), max(*seen, rate + SPREAD)
    return Forecast(going, rate, low, high, len(earlier), round(going * rate), int(going * low), ceil(going * high))


def materials(heads: int, desks: int | None = None) -> Materials:
    """For so many heads; `desks` if that is decided already."""
    at_the_door = desks if desks is not None else min(max(1, ceil(heads / PER_DESK)), MOST_DESKS)
    return Materials(
        desks=at_the_door,
        tables=at_the_door + _OTHER_TABLES,
        chairs=ceil(heads * SPARE_CHAIRS),
        pens=heads + _SPARE_PENS,
        host_sheets=min(max(1, ceil(heads * HOSTS)), MOST_HOST_SHEETS),
    )
