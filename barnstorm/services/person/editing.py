"""What is known of a person, corrected."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Apart, Person
from barnstorm.domain.names import fold, join_name, surname_key
from barnstorm.rows.person import Edited, PersonRow
from barnstorm.services.finding.person import find_person, has_email, has_phone, is_called
from barnstorm.services.person.card import card_of
from barnstorm.services.person.people import people


@dataclass(frozen=True)
class Changes:
    """Well-formed values. None leaves a fact as it is, an empty text takes it away (a name cannot be taken away)."""

    name: tuple[str, str] | None = None
    """(given, family)."""
    email: str | None = None
    phone: str | None = None
    """E.164."""
    phone_as_written: str | None = None
    """What E.164 has no place for, such as an extension."""
    postcode: str | None = None
    note: str | None = None


def edit(session: Session, person: str, changes: Changes, now: datetime) -> Edited:
    """Correct what is known of one person. NoSuchPerson, SeveralPeople.

    A letter that waits for them is aimed anew when it is planned next: one to an address they have no more is closed
    unsent. Nothing of what was wrong is kept.
    """
    found = find_person(session, person)
    wanted = _columns(changes)
    new = {column: value for column, value in wanted.items() if getattr(found, column) != value}
    for column, value in new.items():
        setattr(found, column, value)
    if new:
        found.updated_at = now
    session.flush()
    return Edited(card_of(session, found), tuple(new), _same(session, found))


def _columns(changes: Changes) -> dict[str, str | None]:
    wanted: dict[str, str | None] = {}
    if changes.name is not None:
        given, family = changes.name
        wanted |= {"given_name": given, "family_name": family, "name_folded": fold(join_name(given, family))}
        wanted["sort_key"] = surname_key(given, family)
    if changes.email is not None:
        wanted |= {"email": changes.email or None, "email_key": changes.email.casefold() or None}
    if changes.phone is not None:
        wanted |= {"phone": changes.phone or None, "phone_as_written": changes.phone_as_written or None}
    if changes.postcode is not None:
        wanted["postcode"] = changes.postcode or None
    if changes.note is not None:
        wanted["notes"] = changes.note
    return wanted


def _same(session: Session, person: Person) -> tuple[PersonRow, ...]:
    """Others with the same name and the same email, number or postcode, unless they were said to be others."""
    shared = [
        condition
        for value, condition in (
            (person.email_key, has_email(person.email_key or "")),
            (person.phone, has_phone(person.phone or "")),
            (person.postcode, col(Person.postcode) == person.postcode),
        )
        if value
    ]
    if not shared:
        return ()
    others = select(col(Person.id)).where(
        col(Person.id) != person.id, is_called(person.name_folded), or_(*shared), ~_apart_from(person)
    )
    ids = tuple(session.execute(others).scalars())
    return tuple(people(session, ids=ids)) if ids else ()


def _apart_from(person: Person) -> ColumnElement[bool]:
    above = select(col(Apart.other_id)).where(col(Apart.one_id) == person.id)
    below = select(col(Apart.one_id)).where(col(Apart.other_id) == person.id)
    return or_(col(Person.id).in_(above), col(Person.id).in_(below))
