"""Who stands up to host: somebody on tonight's list, somebody known, or somebody new."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.names import fold
from barnstorm.errors.person import NoSuchPerson
from barnstorm.services.event.callers import host_meant
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.people import known_or_new


@dataclass(frozen=True)
class HostText:
    """A host as typed: a name, the beginning of one on the list, a number, or `Ann Bell <ann@example.org>`."""

    name: str
    email: str | None = None
    phone: str | None = None
    postcode: str | None = None


def host_of(session: Session, barnstorm: Event, text: HostText, now: datetime) -> tuple[Person, bool]:
    """The person, and whether they are new. SeveralPeople, UnreadableName and what else is wrong with the contact.

    The beginning of a name means somebody on the list of `barnstorm` only; anybody else is meant by the whole name.
    """
    if "<" in text.name:
        person = host_meant(session, text.name, now)
        return person, person.created_at == now
    if not (text.email or text.phone):
        known = _named(session, barnstorm, text.name)
        if known is not None:
            return known, False
    contact = read_contact(text.name, text.email, text.phone, text.postcode)
    return known_or_new(session, contact, now, barnstorm.id)


def _named(session: Session, barnstorm: Event, text: str) -> Person | None:
    try:
        person = find_person(session, text, barnstorm.id)
    except NoSuchPerson:
        if text.strip().isdecimal() or "@" in text:
            raise
        return None
    words = sorted(fold(text).split())
    whole = text.strip().isdecimal() or "@" in text or words == sorted(person.name_folded.split())
    return person if whole or _listed(session, barnstorm, person) else None


def _listed(session: Session, barnstorm: Event, person: Person) -> bool:
    mine = select(Rsvp.id).where(Rsvp.event_id == barnstorm.id, Rsvp.person_id == person.id)
    return session.exec(mine).first() is not None
