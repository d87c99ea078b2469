"""An event's list for a second laptop: a database of its own, that every door command works on with --db FILE.

It holds what a greeter needs and no more: the event, names, parties, answers and who is in. No address, number, need or
note of anybody's leaves the campaign's database.
"""

import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel, col

from barnstorm.db import backup as copies
from barnstorm.db.bulk import insert_rows
from barnstorm.db.engine import database_url, file_of, open_engine
from barnstorm.db.plain import plain
from barnstorm.db.schema import create
from barnstorm.db.session import writing
from barnstorm.db.tables import Event, Journal, Person, Rsvp, Venue
from barnstorm.domain.events import Status
from barnstorm.errors.door_file import DoorFileExists, DoorFileNotWritten
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.door_file import DoorFileRow
from barnstorm.services.campaign_id import campaign_of, set_campaign
from barnstorm.services.door.file import Mark, mark_of, set_mark
from barnstorm.services.door.ticks import TICKED, UNDONE
from barnstorm.services.finding.event import find_event

_EVENT = (
    *("id", "uid", "ref", "code", "title", "kind", "status", "venue_id", "starts_at", "ends_at", "timezone", "all_day"),
    *("capacity", "calendar_uid", "sequence", "revised_at", "created_at"),
)
_VENUE = ("id", "name", "name_folded", "capacity", "private", "created_at")
_PERSON = ("id", "uid", "given_name", "family_name", "name_folded", "sort_key")
_RSVP = (
    *("id", "event_id", "person_id", "answer", "party_size", "waitlisted_at"),
    *("attended", "checked_in_at", "heads_in", "created_at", "updated_at"),
)
_JOURNAL = ("at", "event_id", "person_id", "what", "detail")

_NO_REASONS = {"confirmed_by": "", "confirmed_how": "", "source": "", "access": "", "notes": ""}


def export(session: Session, typed: str, target: Path, now: datetime) -> DoorFileRow:
    """Write the list of the event to the new file `target` (0600), whole or not at all.

    From such a file itself this makes a copy of it, with the ticks made there; safer than copying a file in use.
    NoSuchEvent, EventCancelled, DoorFileExists, DoorFileNotWritten.
    """
    event = find_event(session, typed, now)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody will be at its door")
    if target.exists():
        raise DoorFileExists(str(target))
    engine = session.get_bind().engine
    mark = mark_of(session)
    try:
        if mark is not None:
            copies.copy(file_of(engine.url), target)
            people = len(session.execute(select(col(Person.id))).all())
            return DoorFileRow(event.ref, str(target), people, mark.exported_at)
        return DoorFileRow(event.ref, str(target), _make(session, event, target, now), now)
    except OSError as e:
        raise DoorFileNotWritten(str(target), (e.strerror or str(e)).lower()) from None


def _make(session: Session, event: Event, target: Path, now: datetime) -> int:
    """How many people are in it."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    os.close(handle)
    beside = Path(name)
    try:
        engine = open_engine(database_url(name))
        try:
            people = _fill(session, event, engine, now)
        finally:
            engine.dispose()
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return people


def _fill(session: Session, event: Event, engine: Engine, now: datetime) -> int:
    on_list = select(col(Rsvp.person_id)).where(col(Rsvp.event_id) == event.id)
    people = session.execute(
        select(*_columns(Person, _PERSON))
        .where(col(Person.id).in_(on_list), col(Person.name_folded) != "")
        .order_by(col(Person.id))
    ).all()
    known = [person.id for person in people]
    create(engine)
    with writing(engine) as there:
        set_campaign(there, campaign_of(session, now))
        set_mark(there, Mark(event.uid, now, max(known, default=0)))
        _put_event(session, there, event)
        same = {"notes": "", "created_at": now, "updated_at": now}
        insert_rows(there, plain(Person), _PERSON, map(tuple, people), same)
        _put_list(session, there, event, set(known))
    return len(known)


def _put_event(session: Session, there: Session, event: Event) -> None:
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    if venue is not None:
        # Nobody needs to be told the way to the door they stand at, and it may be somebody's home.
        there.add(Venue(**{name: getattr(venue, name) for name in _VENUE}))
        there.flush()
    there.add(Event(**{name: getattr(event, name) for name in _EVENT}))
    there.flush()


def _put_list(session: Session, there: Session, event: Event, known: set[int]) -> None:
    rsvps = select(*_columns(Rsvp, _RSVP)).where(col(Rsvp.event_id) == event.id).order_by(col(Rsvp.id))
    listed = (tuple(line) for line in session.execute(rsvps) if line.person_id in known)
    insert_rows(there, plain(Rsvp), _RSVP, listed, _NO_REASONS)
    ticks = select(*_columns(Journal, _JOURNAL)).where(
        col(Journal.event_id) == event.id, col(Journal.what).in_((TICKED, UNDONE))
    )
    told = (tuple(line) for line in session.execute(ticks) if line.person_id in known)
    insert_rows(there, plain(Journal), _JOURNAL, told)


def _columns(model: type[SQLModel], names: tuple[str, ...]) -> list[Any]:
    return [getattr(model, name) for name in names]
