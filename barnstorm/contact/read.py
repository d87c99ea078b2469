"""A person as they were written down -> a Contact of well-formed values, or a refusal that says what is wrong."""

from barnstorm.contact.email import read_email
from barnstorm.contact.phone import has_extension, plain_mobile, read_phone
from barnstorm.domain.names import fold, split_name
from barnstorm.domain.people import Contact
from barnstorm.domain.postcodes import read_postcode
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.person import NameTooLong, UnreadableName, UnreadablePhone

__all__ = ["checked_name", "read_contact", "read_email", "read_name", "read_phone", "read_phone_kept", "read_postcode"]

_LONGEST_KEY = 1000
"""Bytes of a folded name; PostgreSQL cannot index much more."""


def read_contact(name: str, email: str | None = None, phone: str | None = None, postcode: str | None = None) -> Contact:
    """What a person typed for one person; empty is the same as not given.

    Raises UnreadableName, NameTooLong, UnreadableEmail, UnreadablePhone or UnreadablePostcode.
    """
    given, family = read_name(name)
    number, as_written = (read_phone(phone), _extension_of(phone)) if phone and phone.strip() else (None, None)
    return Contact(
        given_name=given,
        family_name=family,
        email=read_email(email) if email and email.strip() else None,
        phone=number,
        phone_as_written=as_written,
        postcode=read_postcode(postcode) if postcode and postcode.strip() else None,
    )


def read_name(text: str) -> tuple[str, str]:
    """(given, family) of a whole name. UnreadableName, NameTooLong."""
    return checked_name(*split_name(one_line(text)), written=text)


def checked_name(given: str, family: str, written: str | None = None) -> tuple[str, str]:
    """A name whose parts are known apart, cleaned. `written` is what a refusal quotes."""
    tidy = one_line(given), one_line(family)
    whole = " ".join(tidy)
    if not has_letter(whole):
        raise UnreadableName(whole.strip() if written is None else written)
    if len(whole) > _LONGEST_KEY // 4 and len(fold(whole).encode()) > _LONGEST_KEY:
        raise NameTooLong(whole)
    return tidy


def read_phone_kept(text: str) -> tuple[str | None, str | None]:
    """(E.164, as written): what is no number, or is more than E.164 can say, is kept as it was written."""
    mobile = plain_mobile(text)
    if mobile:
        return mobile, None
    try:
        return read_phone(text), _extension_of(text)
    except UnreadablePhone:
        return None, one_line(text) or None


def _extension_of(text: str) -> str | None:
    return one_line(text) if has_extension(text) else None
