"""People: known again by an address or number together with their name, or new."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.identity import new_uid
from barnstorm.domain.names import fold, join_name, surname_key
from barnstorm.domain.people import Contact, completed, same_at_event
from barnstorm.rows.person import Invitation, PersonCard, PersonRow
from barnstorm.services.finding.person import find_person


def known_or_new(session: Session, contact: Contact, now: datetime, event_id: int | None = None) -> tuple[Person, bool]:
    """The person of that name with that email or that phone; else a new one. True if they are new.

    The name must be the same too (whatever its case and accents): couples share an email. What was not known of them
    is filled in, what was known stays. Without email and phone a name alone says who is meant only where few can be:
    on the list of the event `event_id`, or, without one, if just one person has it.
    """
    person = _by_address(session, contact) or _by_name(session, contact, event_id)
    if person is not None:
        for field, value in completed(_contact(person), contact).items():
            setattr(person, field, value)
            person.updated_at = now
        session.flush()
        return person, False
    person = Person(**columns(contact, fold(contact.name), now))
    session.add(person)
    session.flush()
    return person, True


def columns(contact: Contact, name_folded: str, now: datetime) -> dict[str, Any]:
    """A new person's row."""
    return {
        "uid": new_uid(now),
        "given_name": contact.given_name,
        "family_name": contact.family_name,
        "name_folded": name_folded,
        "sort_key": surname_key(contact.given_name, contact.family_name),
        "email": contact.email,
        "email_key": contact.email_key,
        "phone": contact.phone,
        "phone_as_written": contact.phone_as_written,
        "postcode": contact.postcode,
        "notes": "",
        "created_at": now,
        "updated_at": now,
    }


def people(session: Session) -> list[PersonRow]:
    """Everybody, by surname."""
    came = func.coalesce(func.sum(case((col(Rsvp.attended).is_(True), 1), else_=0)), 0)
    shown: tuple[Any, ...] = (
        Person.id, Person.uid, Person.given_name, Person.family_name, Person.email, Person.phone,
        Person.phone_as_written, Person.postcode, Person.notes, Person.created_at,
        func.count(col(Rsvp.id)).label("events"), came.label("attended"),
    )  # fmt: skip
    query = (
        select(*shown)
        .outerjoin(Rsvp, col(Rsvp.person_id) == Person.id)
        .group_by(col(Person.id))
        .order_by(col(Person.sort_key), col(Person.id))
    )
    return [
        PersonRow(name=join_name(line["given_name"], line["family_name"]), **line)
        for line in session.execute(query).mappings()
    ]


def card(session: Session, text: str) -> PersonCard:
    """One person and their events. NoSuchPerson, SeveralPeople."""
    person = find_person(session, text)
    shown: tuple[Any, ...] = (
        Event.ref, Event.title, Event.starts_at, Event.timezone, Rsvp.answer, Rsvp.party_size, Rsvp.attended
    )  # fmt: skip
    query = (
        select(*shown)
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(col(Rsvp.person_id) == person.id)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    events = tuple(
        Invitation(ref, title, starts_at.astimezone(ZoneInfo(zone)), answer, party_size, attended)
        for ref, title, starts_at, zone, answer, party_size, attended in session.execute(query)
    )
    assert person.id is not None
    return PersonCard(
        id=person.id,
        uid=person.uid,
        name=join_name(person.given_name, person.family_name),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        phone_as_written=person.phone_as_written,
        postcode=person.postcode,
        notes=person.notes,
        created_at=person.created_at,
        events=events,
    )


def _by_address(session: Session, contact: Contact) -> Person | None:
    if contact.email_key is None and contact.phone is None:
        return None
    same = []
    if contact.email_key is not None:
        same.append(col(Person.email_key) == contact.email_key)
    if contact.phone is not None:
        same.append(col(Person.phone) == contact.phone)
    return _first(session, col(Person.name_folded) == fold(contact.name), or_(*same))


def _by_name(session: Session, contact: Contact, event_id: int | None) -> Person | None:
    query = select(Person).where(col(Person.name_folded) == fold(contact.name))
    if event_id is not None:
        query = query.join(Rsvp, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event_id)
    elif contact.email or contact.phone:
        return None
    namesakes = [person for person in session.execute(query).scalars() if same_at_event(_contact(person), contact)]
    return namesakes[0] if len(namesakes) == 1 else None


def _first(session: Session, *conditions: ColumnElement[bool]) -> Person | None:
    return session.execute(select(Person).where(*conditions).order_by(col(Person.id)).limit(1)).scalars().first()


def _contact(person: Person) -> Contact:
    return Contact(
        person.given_name, person.family_name, person.email, person.phone, person.phone_as_written, person.postcode
    )
