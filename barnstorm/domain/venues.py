"""A venue as an organiser types it."""

import re
from dataclasses import dataclass

from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.event import UnreadableVenue
from barnstorm.errors.person import UnreadablePostcode

_POSTCODE = re.compile(r"[,\s]*\b(?P<out>[A-Z]{1,2}\d[A-Z\d]?)\s*(?P<inward>\d[A-Z]{2})$", re.IGNORECASE)


@dataclass(frozen=True)
class VenueText:
    """`Tullie House, Castle Street, Carlisle CA3 8TP` in its three parts; address and postcode may be empty."""

    name: str
    address: str
    postcode: str | None


def described(name: str, address: str | None, postcode: str | None) -> VenueText:
    """A venue whose parts were given apart; what is not given is read from the name."""
    text = read_venue(name)
    return VenueText(
        text.name,
        one_line(address) if address is not None else text.address,
        read_postcode(postcode) if postcode else text.postcode,
    )


def read_postcode(text: str) -> str:
    """`ca38tp` -> `CA3 8TP`."""
    found = _POSTCODE.fullmatch(one_line(text))
    if found is None:
        raise UnreadablePostcode(text)
    return f"{found['out']} {found['inward']}".upper()


def read_venue(text: str) -> VenueText:
    """The name is what stands before the first comma, the postcode what stands at the end."""
    tidy = one_line(text)
    found = _POSTCODE.search(tidy)
    rest = tidy[: found.start()] if found else tidy
    name, _, address = (part.strip(" ,") for part in rest.partition(","))
    if not has_letter(name):
        raise UnreadableVenue(text)
    return VenueText(name, address, f"{found['out']} {found['inward']}".upper() if found else None)
