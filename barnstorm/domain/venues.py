"""A venue as an organiser types it."""

from dataclasses import dataclass

from barnstorm.domain.postcodes import read_postcode, split_postcode
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.event import UnreadableVenue


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


def read_venue(text: str) -> VenueText:
    """The name is what stands before the first comma, the postcode what stands at the end."""
    rest, postcode = split_postcode(one_line(text))
    name, _, address = (part.strip(" ,") for part in rest.partition(","))
    if not has_letter(name):
        raise UnreadableVenue(text)
    return VenueText(name, address, postcode)
