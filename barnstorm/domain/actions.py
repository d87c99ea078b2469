"""What hosts offer: how many it takes, what it is called, whether an organiser has agreed to it."""

from enum import StrEnum

from barnstorm.domain.events import Kind


class Review(StrEnum):
    """What an organiser made of an offer."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


USUAL_PLACES: dict[Kind, int] = {Kind.PHONEBANK: 12, Kind.CANVASS: 20, Kind.LEAFLETING: 20}
"""How many can take part when the host did not say and the venue does not: a living room's worth of telephones, ten
pairs on the doorsteps. Our own inference; no source gives a number. Other kinds have no limit.
"""

_CALLED: dict[Kind, str] = {
    Kind.PHONEBANK: "Phone bank",
    Kind.CANVASS: "Canvass",
    Kind.LEAFLETING: "Leafleting",
    Kind.BARNSTORM: "Barnstorm",
    Kind.MEETING: "Meeting",
    Kind.TRAINING: "Training",
    Kind.OTHER: "Action",
}


def usual_title(kind: Kind, host: str) -> str:
    """`Phone bank with Hannah`. `host` is their first name: a title stands in public calendars."""
    return f"{_CALLED[kind]} with {host}"
