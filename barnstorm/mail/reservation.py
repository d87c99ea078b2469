"""The letter's facts for programs that keep an itinerary: schema.org's EventReservation as JSON-LD.

Names are schema.org's own, which KDE Itinerary and Apple's Mail read. A guest who has not said yes has a pending one.
"""

import json
from functools import lru_cache
from typing import Any

from barnstorm.rows.invite import Guest, Household, Occasion

_IN_SCRIPT = {ord(ch): f"\\u{ord(ch):04x}" for ch in "<>&\u2028\u2029"}
"""In a page, JSON could end its script, or begin a comment; as escapes these are the same JSON."""

_STATUS = {True: "ReservationConfirmed", False: "ReservationPending"}


def reservation(occasion: Occasion, household: Household, *, cancelled: bool) -> str:
    """JSON-LD that may stand inside a script element, for everybody the letter is for."""
    event = _event(occasion)
    return f"[{', '.join(_of(guest, event, cancelled=cancelled) for guest in household.guests)}]"


def _of(guest: Guest, event: str, *, cancelled: bool) -> str:
    status = "ReservationCancelled" if cancelled else _STATUS[guest.coming]
    return (
        '{"@context": "http://schema.org", "@type": "EventReservation"'
        f', "reservationNumber": {_json(guest.token)}, "reservationStatus": "http://schema.org/{status}"'
        f', "underName": {{"@type": "Person", "name": {_json(guest.name)}}}, "reservationFor": {event}}}'
    )


@lru_cache(maxsize=32)
def _event(occasion: Occasion) -> str:
    """The same for every guest."""
    starts_at, ends_at = (
        (moment.date() if occasion.all_day else moment).isoformat() for moment in (occasion.starts_at, occasion.ends_at)
    )
    address = {"@type": "PostalAddress", "streetAddress": occasion.address, "postalCode": occasion.postcode}
    told: dict[str, Any] = {
        "@type": "Event",
        "name": occasion.title,
        "startDate": starts_at,
        "endDate": ends_at,
        "location": {"@type": "Place", "name": occasion.venue, "address": _known(address)},
    }
    if occasion.organisations:
        told["organizer"] = [{"@type": "Organization", "name": name} for name in occasion.organisations]
    return _json(told)


def _known(address: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in address.items() if value}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT)
