"""Signed tokens: who answers, about which event, when all there is is a subject line or an address with a plus.

A token stands for one event and one person for life. It says so in plain numbers and proves it with a keyed hash, so
that nobody can answer for the next number.
"""

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

_MARK = 12
"""Letters of the hash: sixty bits."""
_OCTETS = 10
"""Of the hash, more than are written: encoding all of it takes three times as long."""

_WRITTEN = re.compile(r"(?<![\w-])(\d{1,12})-(\d{1,12})-([a-z2-7]{12})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Bearer:
    """Whom a token names: the row ids of an event and of a person. Event 0 is no event at all."""

    event_id: int
    person_id: int


def token(secret: bytes, event_id: int, person_id: int) -> str:
    """`12-345-k7f3q2w9xa2b`: letters, digits and hyphens, as a subject, a URL and a plus address can carry them."""
    named = f"{event_id}-{person_id}"
    mark = b32encode(hmac.digest(secret, named.encode(), sha256)[:_OCTETS]).decode("ascii").lower()
    return f"{named}-{mark[:_MARK]}"


def bearer(secret: bytes, text: str) -> Bearer | None:
    """The first token in `text` (a subject, an address, …) that we made; None if there is none."""
    for found in _WRITTEN.finditer(text):
        event_id, person_id = int(found[1]), int(found[2])
        if hmac.compare_digest(token(secret, event_id, person_id), found[0].lower()):
            return Bearer(event_id, person_id)
    return None
