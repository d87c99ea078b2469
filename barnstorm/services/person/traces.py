"""What somebody can be known by, all of it: the names, addresses and numbers they have or ever had here."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise, product

from sqlmodel import Session, col, or_, select

from barnstorm.contact.phone import read_phone
from barnstorm.db.tables import Person, PersonAlso
from barnstorm.domain.names import fold, join_name, split_name
from barnstorm.domain.people import Contact
from barnstorm.errors.person import UnreadablePhone


@dataclass(frozen=True)
class Traces:
    """`contacts` are all they may be written down as. `emails` are in small letters, `phones` E.164, `names` folded.

    `shared` are those of the emails and phones that somebody else has too.
    """

    contacts: tuple[Contact, ...]
    names: frozenset[str]
    emails: frozenset[str]
    phones: frozenset[str]
    shared: frozenset[str]

    @property
    def own_emails(self) -> frozenset[str]:
        return self.emails - self.shared

    @property
    def words(self) -> list[str]:
        """What names them in a sentence, whole. A name of one word does not: Ann is in many."""
        names = dict.fromkeys(
            name
            for contact in self.contacts
            if contact.given_name and contact.family_name
            for name in (contact.name, f"{contact.family_name}, {contact.given_name}")
        )
        national = (f"0{phone.removeprefix('+44')}" for phone in sorted(self.phones) if phone.startswith("+44"))
        return [*names, *sorted(self.emails), *sorted(self.phones), *national]

    def are_in(self, cells: list[str]) -> bool:
        """Whether a row of somebody's file is about them: it has their name, in one cell or two, or an address or
        number that is only theirs.
        """
        said = [cell.strip().lstrip("'") for cell in cells]
        return (
            any(cell.casefold() in self.own_emails for cell in said)
            or any(fold(join_name(*split_name(cell))) in self.names for cell in said)
            or any(
                fold(" ".join(two)) in self.names or fold(" ".join(two[::-1])) in self.names for two in pairwise(said)
            )
            or any(_number(cell) in self.phones - self.shared for cell in said)
        )


def traces_of(session: Session, person: Person) -> Traces:
    """Read from their row and from what they are also known by."""
    also = session.exec(select(PersonAlso).where(PersonAlso.person_id == person.id)).all()
    names = [(person.given_name, person.family_name), *(split_name(one.value) for one in also if one.kind == "name")]
    emails, phones, postcodes = (
        [known, *(one.value_key for one in also if one.kind == kind)]
        for kind, known in (("email", person.email_key), ("phone", person.phone), ("postcode", person.postcode))
    )
    addresses = {email for email in emails if email}
    numbers = {phone for phone in phones if phone}
    return Traces(
        tuple(
            Contact(*name, email, phone, None, postcode)
            for name, email, phone, postcode in product(names, emails, phones, postcodes)
        ),
        names=frozenset(fold(join_name(*name)) for name in names),
        emails=frozenset(addresses),
        phones=frozenset(numbers),
        shared=_shared(session, person, addresses | numbers),
    )


def _shared(session: Session, person: Person, values: Collection[str]) -> frozenset[str]:
    """Those of the addresses and numbers that somebody else is known by."""
    theirs = select(Person.email_key, Person.phone).where(
        col(Person.id) != person.id, or_(col(Person.email_key).in_(values), col(Person.phone).in_(values))
    )
    also = select(PersonAlso.value_key).where(
        col(PersonAlso.person_id) != person.id, col(PersonAlso.value_key).in_(values)
    )
    held = {value for line in session.exec(theirs) for value in line} | set(session.exec(also))
    return frozenset(value for value in values if value in held)


def _number(cell: str) -> str | None:
    if sum(ch.isdigit() for ch in cell) < 7:  # noqa: PLR2004 - no telephone number is as short
        return None
    try:
        return read_phone(cell)
    except UnreadablePhone:
        return None
