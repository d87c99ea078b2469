"""Who calls an event: its organisations and its host."""

from datetime import datetime
from email.utils import parseaddr

from sqlalchemy import delete
from sqlmodel import Session, col, select

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Event, EventOrganisation, Organisation, Person
from barnstorm.domain.names import fold
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.event import UnreadableHost, UnreadableOrganisation
from barnstorm.services.people import known_or_new


def host_meant(session: Session, text: str, now: datetime) -> Person:
    """The person of `Frances Foley <frances@example.org>`, known or new."""
    tidy = one_line(text)
    name, address = parseaddr(tidy) if "<" in tidy else (tidy, "")
    if not has_letter(name) or ("<" in tidy and not address):
        raise UnreadableHost(text)
    person, _ = known_or_new(session, read_contact(name, email=address or None), now)
    return person


def call_together(session: Session, event: Event, names: tuple[str, ...]) -> None:
    """`event` is called by these organisations, in this order: bodies are touchy about being named, and where."""
    assert event.id is not None
    session.exec(delete(EventOrganisation).where(col(EventOrganisation.event_id) == event.id))
    ids = list(dict.fromkeys(_organisation(session, name) for name in names))
    session.add_all(
        EventOrganisation(event_id=event.id, organisation_id=known, position=n) for n, known in enumerate(ids)
    )
    session.flush()


def _organisation(session: Session, name: str) -> int:
    tidy = one_line(name)
    if not has_letter(tidy):
        raise UnreadableOrganisation(name)
    found = session.exec(select(Organisation).where(Organisation.name_folded == fold(tidy))).first()
    if found is None:
        found = Organisation(name=tidy, name_folded=fold(tidy))
        session.add(found)
        session.flush()
    assert found.id is not None
    return found.id
