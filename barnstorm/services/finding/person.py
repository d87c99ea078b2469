"""PERSON: an id, an email, or a name that fits just one. Addresses and names from before a merge are theirs too."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Merge, Person, PersonAlso, Rsvp
from barnstorm.domain.names import fold, join_name, nearest
from barnstorm.errors.person import NoSuchPerson, SeveralPeople
from barnstorm.errors.privacy import AlreadyErased

_SHOWN = 6
"""Candidates named when a name fits several."""

_LIKENED = 2000
"""Names compared with one that fits nobody."""


def find_person(session: Session, text: str, event_id: int | None = None) -> Person:
    """The person that `text` means. NoSuchPerson with the nearest names, SeveralPeople with the candidates.

    The beginnings of names are enough, in any order: `ann b`, `Bell, Ann`. Whoever is on the list of `event_id` is
    meant rather than anybody else. The number of somebody merged means the person they turned out to be; that of
    somebody erased is refused (AlreadyErased).
    """
    typed = text.strip()
    if typed.isascii() and typed.isdecimal() and len(typed) < 10:  # noqa: PLR2004 - no id is that long, and PostgreSQL would refuse it
        by_id = person_now(session, int(typed))
        if by_id is not None and not by_id.name_folded:
            raise AlreadyErased(int(typed))
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


def person_now(session: Session, number: int) -> Person | None:
    """Who has that number, or turned out to be the same as the one who had it when it was written down."""
    person = session.get(Person, number)
    if person is None or person.name_folded:
        return person
    merges = select(col(Merge.kept_id)).where(col(Merge.dropped_id) == number, col(Merge.undone_at).is_(None))
    kept = session.execute(merges.order_by(col(Merge.id).desc()).limit(1)).scalar()
    return person if kept is None else session.get(Person, kept)


def has_email(key: str) -> ColumnElement[bool]:
    """The address is theirs; `key` is in small letters."""
    return or_(col(Person.email_key) == key, _also("email", col(PersonAlso.value_key) == key))


def has_phone(number: str) -> ColumnElement[bool]:
    """The number (E.164) is theirs."""
    return or_(col(Person.phone) == number, _also("phone", col(PersonAlso.value_key) == number))


def is_called(key: str) -> ColumnElement[bool]:
    """The whole name is theirs; `key` is folded."""
    return or_(col(Person.name_folded) == key, _also("name", col(PersonAlso.value_key) == key))


def _also(kind: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return col(Person.id).in_(select(col(PersonAlso.person_id)).where(col(PersonAlso.kind) == kind, *conditions))


def _everybody(event_id: int | None) -> Select[Person]:
    query = select(Person)
    if event_id is not None:
        query = query.join(Rsvp, col(Rsvp.person_id) == Person.id).where(col(Rsvp.event_id) == event_id)
    return query.order_by(col(Person.sort_key), col(Person.id))


def _by_email(session: Session, typed: str, event_id: int | None) -> Sequence[Person]:
    return session.execute(_everybody(event_id).where(has_email(typed.casefold()))).scalars().all()


def _by_name(session: Session, typed: str, event_id: int | None) -> Sequence[Person]:
    """Those whose whole name it is; else those whose names begin so."""
    key = fold(typed)
    words = key.split()
    if not words:
        return []
    whole = session.execute(_everybody(event_id).where(is_called(key))).scalars().all()
    if whole:
        return whole
    # The store finds those who have all the words; that they are of one name, each of its own, is looked at here.
    query = _everybody(event_id).where(*(_a_word_begins(word) for word in words))
    found = session.execute(query).scalars().all()
    others = _other_names(session, found)
    return [
        person
        for person in found
        if any(_begin(words, name.split()) for name in (person.name_folded, *others.get(person.id or 0, ())))
    ]


def _a_word_begins(beginning: str) -> ColumnElement[bool]:
    names = (col(Person.name_folded), col(PersonAlso.value_key))
    own, other = (
        or_(name.startswith(beginning, autoescape=True), name.contains(f" {beginning}", autoescape=True))
        for name in names
    )
    return or_(own, _also("name", other))


def _other_names(session: Session, people: Sequence[Person]) -> dict[int, list[str]]:
    """The folded names that these are known by besides their own."""
    names = select(col(PersonAlso.person_id), col(PersonAlso.value_key)).where(col(PersonAlso.kind) == "name")
    if len(people) < _LIKENED:
        names = names.where(col(PersonAlso.person_id).in_([person.id for person in people]))
    found: dict[int, list[str]] = {}
    for person_id, name in session.execute(names):
        found.setdefault(person_id, []).append(name)
    return found


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
