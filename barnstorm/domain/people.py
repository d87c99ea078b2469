"""A person as they come to us, before the store knows them."""

from typing import NamedTuple

from barnstorm.domain.names import fold, join_name
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.person import TagTooLong, UnreadableTag

LONGEST_TAG = 40
"""Characters; more is a note."""


class Contact(NamedTuple):
    """Well-formed values (see barnstorm.contact): email as written, phone in E.164, postcode spaced and upper-case.

    `phone_as_written` holds what could not be read as a number.
    """

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    phone_as_written: str | None = None
    postcode: str | None = None

    @property
    def name(self) -> str:
        return join_name(self.given_name, self.family_name)

    @property
    def email_key(self) -> str | None:
        return self.email.casefold() if self.email else None


def completed(known: Contact, found: Contact) -> dict[str, str]:
    """What `found` adds to what is known of a person, by the store's column. Nothing known is ever overwritten."""
    added: dict[str, str | None] = {
        "email": None if known.email else found.email,
        "email_key": None if known.email else found.email_key,
        "phone": None if known.phone else found.phone,
        "phone_as_written": None if known.phone or known.phone_as_written else found.phone_as_written,
        "postcode": None if known.postcode else found.postcode,
    }
    return {column: value for column, value in added.items() if value}


def same_at_event(one: Contact, other: Contact) -> bool:
    """Whether two of one name, on the list of one event, are the same person although no address or number joins them.

    Only if nothing is known of one of them: two namesakes with an address each are two people.
    """
    unknown = any(not contact.email and not contact.phone for contact in (one, other))
    return unknown and (not one.postcode or not other.postcode or one.postcode == other.postcode)


def read_tag(text: str) -> str:
    """A word or a few, on one line. UnreadableTag, TagTooLong."""
    tidy = one_line(text)
    if not has_letter(fold(tidy)):
        raise UnreadableTag(text)
    if len(tidy) > LONGEST_TAG:
        raise TagTooLong(tidy, LONGEST_TAG)
    return tidy
