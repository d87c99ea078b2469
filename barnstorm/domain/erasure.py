"""Knowing somebody again who was erased, without knowing who they were."""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from barnstorm.domain.names import fold
from barnstorm.domain.people import Contact


def digests(secret: bytes, contact: Contact) -> set[str]:
    """The keyed hashes a person is known again by: email, number, and name with postcode. Any one of them is enough.

    A name alone is nobody's in particular and gives none.
    """
    return {hmac.digest(secret, trait.encode(), sha256).hex() for trait in _traits(contact)}


def _traits(contact: Contact) -> Iterable[str]:
    if contact.email_key:
        yield f"email {contact.email_key}"
    if contact.phone:
        yield f"phone {contact.phone}"
    if contact.postcode:
        yield f"name {fold(contact.name)} {contact.postcode}"
