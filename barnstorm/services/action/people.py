"""Who a line of paper is about: found by keys that have an index, among however many people."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, or_, select
from sqlmodel import Session, col

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Event, Person, PersonAlso, Rsvp
from barnstorm.domain.acquaintances import Acquaintance, By, Recognised, is_half, likely, recognise
from barnstorm.domain.commitment_line import CommitmentLine
from barnstorm.domain.duplicates import Traits
from barnstorm.domain.names import fold, join_name, split_name
from barnstorm.domain.names_alike import name_of
from barnstorm.domain.people import Contact, completed
from barnstorm.errors.action import SeveralHere
from barnstorm.rows.action import Alike
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.people import columns, contact_of

_MOST = 200
"""People looked at for one line: those on the list, and those with the same address, come first."""


@dataclass(frozen=True)
class Found:
    """Whom a line is about. `filled_in` are the columns of somebody known that the line added to."""

    person: Person
    by: By
    filled_in: tuple[str, ...]
    alike: tuple[Alike, ...]


@dataclass(frozen=True)
class _Known:
    """Somebody in the store who shares something with the line."""

    who: Acquaintance
    name: str
    known_by: str


def find_or_make(session: Session, event: Event, line: CommitmentLine, now: datetime, *, another: bool) -> Found:
    """The person of the line, known or new. What was not known of them is filled in, what was known stays.

    `another` is somebody new, whoever has the name. SeveralHere, NoSuchPerson, and what is wrong with the contact.
    On PostgreSQL they are held until the transaction ends: nobody merges them meanwhile.
    """
    if line.person is not None:
        person = _held(session, find_person(session, str(line.person), event.id).id or 0)
        written = _contact(line, person.family_name, person.given_name)
        return Found(person, By.NUMBER, _fill_in(person, written, now), ())
    written = _contact(line, line.family_name, line.given_name)
    readings = (written, written._replace(given_name=written.family_name, family_name=written.given_name))
    known = _known(session, event, readings)
    nobody = Recognised((), By.NEW)
    verdict = nobody if another else recognise([_traits_of(one) for one in readings], (one.who for one in known))
    if len(verdict.people) > 1:
        known_by = {one.who.traits.id: one.known_by for one in known}
        raise SeveralHere(written.name, event.ref, [f"{number} ({known_by[number]})" for number in verdict.people])
    if verdict.people:
        person = _held(session, verdict.people[0])
        filled_in = _fill_in(person, written, now)
    else:
        person, filled_in = _make(session, written, now), ()
    if verdict.by is By.ADDRESS:
        return Found(person, verdict.by, filled_in, ())
    traits = _traits_of(written)
    known += _half_named(session, event, written) if is_half(traits) else []
    return Found(person, verdict.by, filled_in, _alike(traits, known, person.id))


def _contact(line: CommitmentLine, family: str, given: str) -> Contact:
    return read_contact(f"{family}, {given}" if given else family, line.email, line.phone, line.postcode)


def _make(session: Session, contact: Contact, now: datetime) -> Person:
    person = Person(**columns(contact, fold(contact.name), now))
    session.add(person)
    session.flush()
    return person


def _held(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id, with_for_update={"key_share": True, "read": True})


def _fill_in(person: Person, written: Contact, now: datetime) -> tuple[str, ...]:
    added = completed(contact_of(person), written)
    for column, value in added.items():
        setattr(person, column, value)
        person.updated_at = now
    return tuple(added)


def _alike(written: Traits, known: Collection[_Known], meant: int | None) -> tuple[Alike, ...]:
    by_id = {one.who.traits.id: one for one in known}
    found = likely(written, (one.who for one in known), meant)
    return tuple(
        Alike(each.person_id, by_id[each.person_id].name, by_id[each.person_id].known_by, each.reasons)
        for each in found
    )


def _known(session: Session, event: Event, readings: Sequence[Contact]) -> list[_Known]:
    """Everybody who has the name in either reading, the email, the number or the postcode; those here first."""
    written = readings[0]
    keys = {
        "name": [fold(reading.name) for reading in readings],
        "email": [written.email_key] if written.email_key else [],
        "phone": [written.phone] if written.phone else [],
        "postcode": [written.postcode] if written.postcode else [],
    }
    also: dict[int, list[Row[Any]]] = {}
    for row in session.execute(_by_other(keys)):
        also.setdefault(row.person_id, []).append(row)
    return [_as_known(line, also.get(line.id, ())) for line in session.execute(_by_own(event, keys, list(also)))]


def _half_named(session: Session, event: Event, written: Contact) -> list[_Known]:
    """Those on tonight's list who have the one word there is as a part of their name."""
    part = col(Person.name_folded).contains(fold(written.name), autoescape=True)
    return [
        _as_known(line, ())
        for line in session.execute(_shown(event).where(col(Rsvp.id).is_not(None), part).limit(_MOST))
    ]


def _by_other(keys: Mapping[str, Sequence[str]]) -> Select[Any]:
    """What people are known by from before a merge, as far as it is the same."""
    shown: tuple[Any, ...] = (PersonAlso.person_id, PersonAlso.kind, PersonAlso.value, PersonAlso.value_key)
    any_of = [each for kind in keys.values() for each in kind]
    same = ((col(PersonAlso.kind) == kind) & col(PersonAlso.value_key).in_(wanted) for kind, wanted in keys.items())
    # Said twice, because an index of values alone is there.
    return select(*shown).where(col(PersonAlso.value_key).in_(any_of), or_(*same))


def _by_own(event: Event, keys: Mapping[str, Sequence[str]], others: Sequence[int]) -> Select[Any]:
    """Each key has an index; that both databases use them all is why the ids of `others` are asked for before."""
    own = (
        (col(Person.name_folded), keys["name"]), (col(Person.email_key), keys["email"]),
        (col(Person.phone), keys["phone"]), (col(Person.postcode), keys["postcode"]), (col(Person.id), others),
    )  # fmt: skip
    reached = col(Person.email_key).in_(keys["email"]) | col(Person.phone).in_(keys["phone"])
    return (
        _shown(event)
        .where(or_(*(column.in_(wanted) for column, wanted in own if wanted)), col(Person.name_folded) != "")
        .order_by(case((reached, 0), (col(Rsvp.id).is_not(None), 1), else_=2), col(Person.id))
        .limit(_MOST)
    )


def _shown(event: Event) -> Select[Any]:
    shown: tuple[Any, ...] = (
        Person.id, Person.given_name, Person.family_name, Person.email, Person.email_key, Person.phone,
        Person.postcode, col(Rsvp.id).label("rsvp_id"),
    )  # fmt: skip
    return select(*shown).outerjoin(Rsvp, (col(Rsvp.person_id) == Person.id) & (col(Rsvp.event_id) == event.id))


def _as_known(line: Row[Any], also: Iterable[Row[Any]]) -> _Known:
    others: dict[str, set[str]] = {"email": set(), "phone": set(), "postcode": set()}
    names = [name_of(line.given_name, line.family_name)]
    for row in also:
        if row.kind == "name":
            names.append(name_of(*split_name(row.value)))
        else:
            others[row.kind].add(row.value_key)
    traits = Traits(
        line.id,
        tuple(names),
        frozenset(others["email"] | ({line.email_key} - {None})),
        frozenset(others["phone"] | ({line.phone} - {None})),
        frozenset(others["postcode"] | ({line.postcode} - {None})),
    )
    known_by = line.email or line.phone or line.postcode or "nothing else known"
    return _Known(
        Acquaintance(traits, line.rsvp_id is not None), join_name(line.given_name, line.family_name), known_by
    )


def _traits_of(contact: Contact) -> Traits:
    """What is known of somebody who is not in the store."""
    return Traits(
        0,
        (name_of(contact.given_name, contact.family_name),),
        frozenset({contact.email_key} if contact.email_key else ()),
        frozenset({contact.phone} if contact.phone else ()),
        frozenset({contact.postcode} if contact.postcode else ()),
    )
