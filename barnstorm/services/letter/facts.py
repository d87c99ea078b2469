"""What letters are about and whom they are for, read at once for a whole batch of them.

Columns and not rows of the ORM: making those would take longer than writing the letters.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import and_, select
from sqlmodel import Session, col

from barnstorm.db.among import among
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.services.outbox.hand import Queued

_AHEAD = "letters ahead"


class Somebody(Protocol):
    """A person as a letter needs them: a `Reader`, or the row itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def uid(self) -> str: ...
    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def email(self) -> str | None: ...
    @property
    def email_key(self) -> str | None: ...


class Said(Protocol):
    """What they said to the event, and whether they came: an `Answered`, or the row itself."""

    @property
    def answer(self) -> str | None: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def attended(self) -> bool | None: ...


class Reader(NamedTuple):
    id: int
    uid: str
    given_name: str
    family_name: str
    email: str | None
    email_key: str | None


class Answered(NamedTuple):
    answer: str | None
    answered_at: datetime | None
    attended: bool | None


_COLUMNS = (
    *(getattr(Person, name) for name in Reader._fields),
    *(getattr(Rsvp, name) for name in Answered._fields),
    col(Rsvp.event_id),
)


@dataclass
class _Ahead:
    """What was read, for one transaction."""

    events: dict[int, Event] = field(default_factory=dict)
    people: dict[int, Reader] = field(default_factory=dict)
    said: dict[tuple[int, int], Answered] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Of each of these addresses it is known who has it."""
    at: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """(event, address key) -> the ids of those on its list who have it."""

    def keep(self, row: Sequence[Any]) -> tuple[Reader, int | None]:
        """Whom it is about, and the event they said something to."""
        *person, answer, answered_at, attended, event_id = row
        reader = self.people[person[0]] = Reader(*person)
        if event_id is not None:
            self.said[event_id, reader.id] = Answered(answer, answered_at, attended)
        return reader, event_id


def look_ahead(session: Session, mails: Sequence[Queued]) -> None:
    """Read the events, people and answers that these letters are about: two or three queries, however many letters."""
    events = {mail.event_id for mail in mails if mail.event_id is not None}
    ahead = _Ahead({event.id or 0: event for event in session.scalars(select(Event).where(col(Event.id).in_(events)))})
    _read_at(session, ahead, {mail.to_address.casefold() for mail in mails})
    # Who is not on the list any more, or has another address by now.
    missing = {mail.person_id for mail in mails if mail.person_id is not None} - ahead.people.keys()
    if missing:
        _read(session, ahead, missing)
        _read_at(session, ahead, {ahead.people[number].email_key or "" for number in missing & ahead.people.keys()})
    session.info[_AHEAD] = ahead


def event_of(session: Session, mail: Queued) -> Event | None:
    found = _ahead(session).events.get(mail.event_id or 0)
    return found or (session.get(Event, mail.event_id) if mail.event_id else None)


def person_of(session: Session, number: int | None) -> Somebody | None:
    found = _ahead(session).people.get(number or 0)
    return found or (session.get(Person, number) if number else None)


def rsvp_of(session: Session, event: Event, person: Somebody) -> Said | None:
    ahead = _ahead(session)
    if event.id in ahead.events and person.id in ahead.people:
        return ahead.said.get((event.id, person.id))
    theirs = select(Rsvp).where(col(Rsvp.event_id) == event.id, col(Rsvp.person_id) == person.id)
    return session.scalars(theirs).first()


def ids_with(session: Session, event: Event, key: str) -> Collection[int]:
    """Those on the list of `event` whose address has that `key`."""
    ahead = _ahead(session)
    if not key:
        return ()
    if event.id in ahead.events and key in ahead.keys:
        return ahead.at.get((event.id, key), ())
    on_list = select(col(Rsvp.person_id)).join(Person, col(Rsvp.person_id) == Person.id)
    return session.scalars(on_list.where(col(Rsvp.event_id) == event.id, col(Person.email_key) == key)).all()


def _ahead(session: Session) -> _Ahead:
    ahead: _Ahead = session.info.get(_AHEAD, _NOTHING)
    return ahead


_NOTHING = _Ahead()


def _read_at(session: Session, ahead: _Ahead, keys: Collection[str]) -> None:
    """Those on the lists who have one of these addresses."""
    keys = set(keys) - ahead.keys - {""}
    if not keys:
        return
    on_lists = (
        select(*_COLUMNS)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id).in_(ahead.events), among(session, col(Person.email_key), "keys"))
    )
    ahead.keys |= keys
    for row in session.execute(on_lists, {"keys": sorted(keys)}):
        reader, event_id = ahead.keep(row)
        ahead.at[event_id or 0, reader.email_key or ""].append(reader.id)


def _read(session: Session, ahead: _Ahead, people: Collection[int]) -> None:
    """These people, and what they said."""
    theirs = and_(col(Rsvp.person_id) == Person.id, col(Rsvp.event_id).in_(ahead.events))
    query = select(*_COLUMNS).outerjoin(Rsvp, theirs).where(col(Person.id).in_(people))
    for row in session.execute(query):
        ahead.keep(row)
