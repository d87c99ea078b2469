"""PERSON: an id, an email, or a name that fits just one."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Person, Rsvp
from barnstorm.domain.names import fold, join_name, nearest
from barnstorm.errors.person import NoSuchPerson, SeveralPeople

_SHOWN = 6
"""Candidates named when a name fits several."""

_LIKENED = 2000
"""Names compared with one that fits nobody."""


def find_person(session: Session, text: str, event_id: int | None = None) -> Person:
    """The person that `text` means. NoSuchPerson with the nearest names, SeveralPeople with the candidates.

    The beginnings of names are enough, in any order: `ann b`, `Bell, Ann`. Whoever is on the list of `event_id` is
    meant rather than anybody else.
    """
    typed = text.strip()
    if typed.isascii() and typed.isdecimal() and len(typed) < 10:  # noqa: PLR2004 - no id is that long, and PostgreSQL would refuse it
        by_id = session.get(Person, int(typed))
        if by_id is not None:
            return by_id
    fitting = _by_email if "@" in typed else _by_name
    for scope in dict.fromkeys((event_id, None)):
        found = fitting(session, typed, scope)
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralPeople(text, _candidates(found))
    raise NoSuchPerson(text, _nearest(session, typed, event_id))


def _everybody(event_id: int | None) -> Select[Person]:
    query = select(Person)
    if event_id is not None:
        query = query.join(Rsvp, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event_id)
    return query.order_by(col(Person.sort_key), col(Person.id))


def _by_email(session: Session, typed: str, event_id: int | None) -> Sequence[Person]:
    query = _everybody(event_id).where(col(Person.email_key) == typed.casefold())
    return session.execute(query).scalars().all()


def _by_name(session: Session, typed: str, event_id: int | None) -> Sequence[Person]:
    """Those whose whole name it is; else those whose names begin so."""
    key = fold(typed)
    words = key.split()
    if not words:
        return []
    whole = session.execute(_everybody(event_id).where(col(Person.name_folded) == key)).scalars().all()
    if whole:
        return whole
    query = _everybody(event_id).where(*(_a_word_begins(word) for word in words))
    return [person for person in session.execute(query).scalars() if _begin(words, person.name_folded.split())]


def _a_word_begins(beginning: str) -> ColumnElement[bool]:
    folded = col(Person.name_folded)
    return or_(folded.startswith(beginning, autoescape=True), folded.contains(f" {beginning}", autoescape=True))


def _begin(typed: Sequence[str], names: Sequence[str]) -> bool:
    """Whether each word typed begins a name of its own: `ann ann` is not Ann Bell."""
    left = list(names)
    for word in sorted(typed, key=len, reverse=True):
        begun = next((name for name in left if name.startswith(word)), None)
        if begun is None:
            return False
        left.remove(begun)
    return True


def _candidates(people: Sequence[Person]) -> list[str]:
    """`12 Ann Bell (ann@example.org)`: the number says which, the rest tells them apart."""
    shown = []
    for person in people[:_SHOWN]:
        known_by = person.email or person.phone or person.postcode
        name = join_name(person.given_name, person.family_name)
        shown.append(f"{person.id} {name}{f' ({known_by})' if known_by else ''}")
    if len(people) > _SHOWN:
        shown.append(f"{len(people) - _SHOWN} more")
    return shown


def _nearest(session: Session, typed: str, event_id: int | None) -> list[str]:
    """The nearest names of those on the list, else of everybody who shares a first letter with what was typed."""
    letters = {word[0] for word in fold(typed).split()}
    if not letters:
        return []
    for scope in dict.fromkeys((event_id, None)):
        names = select(col(Person.given_name), col(Person.family_name)).where(
            or_(*(_a_word_begins(one) for one in letters))
        )
        if scope is not None:
            names = names.join(Rsvp, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == scope)
        close = nearest(typed, [join_name(*name) for name in session.execute(names.limit(_LIKENED))])
        if close:
            return close
    return []
