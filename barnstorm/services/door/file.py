"""A list that another laptop worked on: known by its mark, and read as a stranger's file before anything is done."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from barnstorm.db import backup as copies
from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.schema import HEAD, KNOWN, revision
from barnstorm.db.session import looking
from barnstorm.db.tables import Event, Fact, Person, Rsvp
from barnstorm.domain.people import Contact
from barnstorm.domain.presence import Presence
from barnstorm.errors.door_file import (
    DoorFileDamaged,
    DoorFileTooOld,
    DoorFileUnreadable,
    NoSuchDoorFile,
    NotADoorFile,
)
from barnstorm.errors.store import BackupUnsound, NotOurs, SchemaTooNew
from barnstorm.services.campaign_id import known_campaign
from barnstorm.services.door.ticks import presences
from barnstorm.services.person.people import contact_of

_EVENT, _EXPORTED_AT, _LAST = "door-event", "door-exported-at", "door-last-person"


@dataclass(frozen=True)
class Mark:
    """What makes a database an event's list. People with a number above `last_person` came to it afterwards."""

    event_uid: str
    exported_at: datetime
    last_person: int


@dataclass(frozen=True)
class Guest:
    """One party in the file, as it says. `number` is their number in the database the list was made from, None if
    they were added to the file itself.
    """

    uid: str
    number: int | None
    contact: Contact
    party_size: int
    presence: Presence


@dataclass(frozen=True)
class DoorFile:
    """All of it that matters. `name` is what the organiser calls the file, `ref` its event's."""

    name: str
    campaign: str
    event_uid: str
    ref: str
    exported_at: datetime
    guests: tuple[Guest, ...]


def mark_of(session: Session) -> Mark | None:
    """None for a database that is no event's list but a campaign's own."""
    facts = {name: session.get(Fact, name) for name in (_EVENT, _EXPORTED_AT, _LAST)}
    event, exported_at, last = facts.values()
    if event is None or exported_at is None or last is None:
        return None
    return Mark(event.value, datetime.fromisoformat(exported_at.value), int(last.value))


def set_mark(session: Session, mark: Mark) -> None:
    facts = {_EVENT: mark.event_uid, _EXPORTED_AT: mark.exported_at.isoformat(), _LAST: str(mark.last_person)}
    session.add_all(Fact(name=name, value=value) for name, value in facts.items())
    session.flush()


def read_door_file(path: Path, name: str) -> DoorFile:
    """Everything in the file at `path`, which stays as it is. `name` is how refusals call it.

    NoSuchDoorFile, NotADoorFile, DoorFileDamaged, DoorFileUnreadable, DoorFileTooOld, SchemaTooNew.
    """
    with tempfile.TemporaryDirectory(prefix="barnstorm-") as folder, _opened(path, name, Path(folder)) as engine:
        try:
            with looking(engine) as session:
                return _read(session, name)
        except (SQLAlchemyError, ValueError, TypeError) as e:
            raise DoorFileDamaged(name) from e


@contextmanager
def _opened(path: Path, name: str, folder: Path) -> Iterator[Engine]:
    """A copy of the file, with what its write-ahead log holds: opening it in place would change it."""
    _refuse_other_kinds(path, name)
    copy = folder / "copy.door"
    try:
        copies.copy(path, copy)
    except (sqlite3.OperationalError, OSError) as e:
        raise DoorFileUnreadable(name, str(e)) from None
    except (sqlite3.DatabaseError, BackupUnsound):
        raise DoorFileDamaged(name) from None
    engine = open_engine(database_url(str(copy)))
    try:
        _refuse_other_schemas(engine, name)
        yield engine
    finally:
        engine.dispose()


def _refuse_other_kinds(path: Path, name: str) -> None:
    if not path.is_file():
        raise NoSuchDoorFile(name)
    try:
        with path.open("rb") as f:
            start = f.read(len(copies.SQLITE_MAGIC))
    except OSError as e:
        raise DoorFileUnreadable(name, (e.strerror or str(e)).lower()) from None
    if start != copies.SQLITE_MAGIC:
        raise NotADoorFile(name, "it is no database" if start else "it is empty")


def _refuse_other_schemas(engine: Engine, name: str) -> None:
    try:
        found = revision(engine)
    except NotOurs:
        raise NotADoorFile(name, "another program made it") from None
    if found is None:
        raise NotADoorFile(name, "there is nothing in it")
    if found not in KNOWN:
        raise SchemaTooNew(name, found)
    if found != HEAD:
        raise DoorFileTooOld(name)


def _read(session: Session, name: str) -> DoorFile:
    mark, campaign = mark_of(session), known_campaign(session)
    if mark is None:
        raise NotADoorFile(name, "it is a whole campaign’s database")
    event = session.execute(select(Event).where(col(Event.uid) == mark.event_uid)).scalars().one()
    if campaign is None or event.id is None:
        raise DoorFileDamaged(name)
    known = presences(session, event.id)
    query = select(Person, col(Rsvp.party_size)).join(Rsvp, col(Rsvp.person_id) == Person.id)
    found = session.execute(query.where(col(Rsvp.event_id) == event.id).order_by(col(Rsvp.id)))
    guests = tuple(_guest(person, party_size, known[person.id or 0], mark) for person, party_size in found)
    return DoorFile(name, campaign, mark.event_uid, event.ref, mark.exported_at, guests)


def _guest(person: Person, party_size: int, presence: Presence, mark: Mark) -> Guest:
    number = person.id or 0
    return Guest(
        uid=str(UUID(person.uid)),
        number=number if number <= mark.last_person else None,
        contact=contact_of(person),
        party_size=party_size,
        presence=presence,
    )
