"""Who calls an event: its organisations and its host."""

from datetime import datetime
from email.utils import parseaddr

from sqlalchemy import delete
from sqlmodel import Session, col

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Event, EventOrganisation, Person
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.event import UnreadableHost
from barnstorm.services.finding.organisation import known_or_new as known_or_new_organisation
from barnstorm.services.person.people import known_or_new


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
    called = [known_or_new_organisation(session, name)[0] for name in names]
    ids = list(dict.fromkeys(organisation.id for organisation in called if organisation.id is not None))
    session.add_all(
        EventOrganisation(event_id=event.id, organisation_id=known, position=n) for n, known in enumerate(ids)
    )
    session.flush()
