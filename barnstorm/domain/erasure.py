"""Knowing somebody again who was erased, without knowing who they were."""

import hmac
from collections.abc import Collection, Iterable
from hashlib import sha256

from barnstorm.domain.names import fold
from barnstorm.domain.people import Contact

NAMELESS = "(erased)"
"""How somebody without a name is shown: what they did is still counted, who they were is gone."""


def digests(secret: bytes, contact: Contact, shared: Collection[str] = ()) -> set[str]:
    """The keyed hashes a person is known again by: email, number, and name with email, number or postcode. Any one of
    them is enough.

    A name alone is nobody's in particular and gives none; nor does, alone, an address or number in `shared`, which
    somebody else has too: a couple's address must not keep out the one who stays.
    """
    return {hmac.digest(secret, trait.encode(), sha256).hex() for trait in _traits(contact, shared)}


def _traits(contact: Contact, shared: Collection[str]) -> Iterable[str]:
    name = fold(contact.name)
    for kind, value in (("email", contact.email_key), ("phone", contact.phone)):
        if value:
            yield f"{kind} {value} {name}"
        if value and value not in shared:
            yield f"{kind} {value}"
    if contact.postcode:
        yield f"name {name} {contact.postcode}"
