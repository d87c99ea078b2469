"""Who may be on the books twice, and who has been looked at and is not."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from barnstorm.db.tables import Apart, Person, PersonAlso, Rsvp
from barnstorm.domain.duplicates import Pair, Traits, pairs
from barnstorm.domain.names import join_name, split_name
from barnstorm.domain.names_alike import name_of
from barnstorm.errors.person import SamePerson
from barnstorm.rows.person import ApartRow, DuplicateRow
from barnstorm.services.finding.person import find_person

_WHO: tuple[Any, ...] = (
    Person.id, Person.given_name, Person.family_name, Person.email, Person.email_key, Person.phone, Person.postcode,
    Person.created_at,
)  # fmt: skip


def duplicates(session: Session) -> list[DuplicateRow]:
    """The pairs worth a look, best first. Pairs said to be apart are left out."""
    people = {line.id: line for line in session.execute(select(*_WHO).where(col(Person.name_folded) != ""))}
    also = _also(session)
    said = session.execute(select(col(Apart.one_id), col(Apart.other_id)))
    found = pairs((_traits(line, also.get(line.id, ())) for line in people.values()), frozenset(map(tuple, said)))
    events = _events(session)
    return [_row(pair, people, events) for pair in found]


def set_apart(session: Session, one: str, other: str, now: datetime, *, undo: bool = False) -> ApartRow:
    """Remember that two are not the same person; with `undo`, forget it. NoSuchPerson, SeveralPeople, SamePerson."""
    first, second = sorted((find_person(session, text) for text in (one, other)), key=lambda person: person.id or 0)
    assert first.id is not None
    assert second.id is not None
    if first.id == second.id:
        raise SamePerson(one, other, join_name(first.given_name, first.family_name), first.id)
    known = session.get(Apart, (first.id, second.id))
    changed = (known is not None) == undo
    if known is not None and undo:
        session.delete(known)
    elif changed:
        session.add(Apart(one_id=first.id, other_id=second.id, said_at=now))
    session.flush()
    names = [join_name(person.given_name, person.family_name) for person in (first, second)]
    return ApartRow(first.id, names[0], second.id, names[1], apart=not undo, changed=changed)


def _traits(line: Row[Any], also: Iterable[tuple[str, str, str]]) -> Traits:
    names = [name_of(line.given_name, line.family_name)]
    known: dict[str, set[str]] = {"email": set(), "phone": set(), "postcode": set()}
    for kind, value, key in also:
        if kind == "name":
            names.append(name_of(*split_name(value)))
        else:
            known[kind].add(key)
    return Traits(
        line.id,
        tuple(names),
        frozenset(known["email"] | ({line.email_key} - {None})),
        frozenset(known["phone"] | ({line.phone} - {None})),
        frozenset(known["postcode"] | ({line.postcode} - {None})),
    )


def _also(session: Session) -> dict[int, list[tuple[str, str, str]]]:
    query = select(col(PersonAlso.person_id), col(PersonAlso.kind), col(PersonAlso.value), col(PersonAlso.value_key))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for person_id, *rest in session.execute(query.order_by(col(PersonAlso.id))):
        found.setdefault(person_id, []).append((rest[0], rest[1], rest[2]))
    return found


def _events(session: Session) -> Counter[int]:
    counted = select(col(Rsvp.person_id), func.count()).group_by(col(Rsvp.person_id))
    return Counter(dict(session.execute(counted).all()))


def _row(pair: Pair, people: dict[int, Row[Any]], events: Counter[int]) -> DuplicateRow:
    """The one to keep first: who is on more lists, else who has been known for longer."""
    both = (people[pair.one], people[pair.other])
    one, other = sorted(both, key=lambda line: (-events[line.id], line.created_at, line.id))
    return DuplicateRow(
        pair.score,
        *(one.id, join_name(one.given_name, one.family_name), one.email, one.phone, one.postcode, events[one.id]),
        *(other.id, join_name(other.given_name, other.family_name), other.email, other.phone, other.postcode),
        events[other.id],
        pair.reasons,
    )
