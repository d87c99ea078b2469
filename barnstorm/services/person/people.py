"""People: known again by an address or number together with their name, or new."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Person, PersonTag, Rsvp
from barnstorm.domain.identity import new_uid
from barnstorm.domain.names import fold, join_name, surname_key
from barnstorm.domain.people import Contact, completed, same_at_event
from barnstorm.rows.person import PersonRow
from barnstorm.services.finding.person import has_email, has_phone, is_called


def known_or_new(session: Session, contact: Contact, now: datetime, event_id: int | None = None) -> tuple[Person, bool]:
    """The person of that name with that email or that phone; else a new one. True if they are new.

    The name must be the same too (whatever its case and accents): couples share an email. What they were known by
    before a merge counts. What was not known of them is filled in, what was known stays. Without email and phone a
    name alone says who is meant only where few can be: on the list of the event `event_id`, or, without one, if just
    one person has it.

    On PostgreSQL they are held until the transaction ends: nobody merges them meanwhile.
    """
    person = _by_address(session, contact) or _by_name(session, contact, event_id)
    if person is not None:
        for field, value in completed(contact_of(person), contact).items():
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


def contact_of(person: Person) -> Contact:
    return Contact(
        person.given_name, person.family_name, person.email, person.phone, person.phone_as_written, person.postcode
    )


def people(session: Session, tags: tuple[str, ...] = (), ids: tuple[int, ...] | None = None) -> list[PersonRow]:
    """Everybody, by surname; with `tags`, those who have all of them; with `ids`, those people.

    Not those of whom only the number is left, because they were erased, or turned out to be somebody else.
    """
    came = func.coalesce(func.sum(case((col(Rsvp.attended).is_(True), 1), else_=0)), 0)
    shown: tuple[Any, ...] = (
        Person.id, Person.uid, Person.given_name, Person.family_name, Person.email, Person.phone,
        Person.phone_as_written, Person.postcode, Person.notes, Person.created_at,
        func.count(col(Rsvp.id)).label("events"), came.label("attended"),
    )  # fmt: skip
    query = (
        select(*shown)
        .outerjoin(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(col(Person.name_folded) != "")
        .group_by(col(Person.id))
        .order_by(col(Person.sort_key), col(Person.id))
    )
    for tag in tags:
        tagged = select(col(PersonTag.person_id)).where(col(PersonTag.tag_folded) == fold(tag))
        query = query.where(col(Person.id).in_(tagged))
    if ids is not None:
        query = query.where(col(Person.id).in_(ids))
    tags_of = _tags(session)
    return [
        PersonRow(name=join_name(line["given_name"], line["family_name"]), tags=tags_of.get(line["id"], ()), **line)
        for line in session.execute(query).mappings()
    ]


def _tags(session: Session) -> dict[int, tuple[str, ...]]:
    query = select(col(PersonTag.person_id), col(PersonTag.tag)).order_by(col(PersonTag.tag_folded))
    found: dict[int, tuple[str, ...]] = {}
    for person_id, tag in session.execute(query):
        found[person_id] = (*found.get(person_id, ()), tag)
    return found


def _by_address(session: Session, contact: Contact) -> Person | None:
    same = []
    if contact.email_key is not None:
        same.append(has_email(contact.email_key))
    if contact.phone is not None:
        same.append(has_phone(contact.phone))
    if not same:
        return None
    query = select(Person).where(is_called(fold(contact.name)), or_(*same)).order_by(col(Person.id)).limit(1)
    return session.execute(query.with_for_update(key_share=True, read=True)).scalars().first()


def _by_name(session: Session, contact: Contact, event_id: int | None) -> Person | None:
    query = select(Person).where(is_called(fold(contact.name)))
    if event_id is not None:
        query = query.join(Rsvp, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event_id)
    elif contact.email or contact.phone:
        return None
    held = query.with_for_update(key_share=True, read=True, of=Person)
    namesakes = [person for person in session.execute(held).scalars() if same_at_event(contact_of(person), contact)]
    return namesakes[0] if len(namesakes) == 1 else None
