"""What another laptop did at the same door, put together with what was done here. In any order, any number of times."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Journal, Person, Rsvp
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.people import completed
from barnstorm.domain.presence import Presence, came_apart, joined
from barnstorm.errors import BarnstormError
from barnstorm.errors.door_file import EventNotHere, OtherCampaign
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.door_file import Came, DoorMerged, FromDoor
from barnstorm.services.campaign_id import known_campaign
from barnstorm.services.door.arrivals import WALK_IN, people_inside, room_of
from barnstorm.services.door.file import DoorFile, Guest
from barnstorm.services.door.people import Guests, Refusal, cleaned, maybe_same
from barnstorm.services.door.ticks import presences, write
from barnstorm.services.person.people import contact_of
from barnstorm.services.rsvp.waiting import fill_places


def merge(session: Session, file: DoorFile, now: datetime, *, dry_run: bool = False) -> DoorMerged:
    """Bring in the ticks and walk-ins of `file`; what it says of answers is left alone.

    The first time somebody was seen is kept, and of a party the larger part. Who was taken back there is out, unless
    another laptop saw them too. Somebody made there is a new person here. `dry_run` does the same and takes it back.
    OtherCampaign, EventNotHere, EventCancelled.
    """
    event = _event(session, file)
    with session.begin_nested() as undoable:
        merged = _Merge(session, event, file, now).run()
        if dry_run:
            undoable.rollback()
    session.expire_all()
    return merged


def _event(session: Session, file: DoorFile) -> Event:
    """The file's event, held."""
    if known_campaign(session) != file.campaign:
        raise OtherCampaign(file.name, file.ref)
    query = select(Event).where(col(Event.uid) == file.event_uid).with_for_update()
    event: Event | None = session.execute(query, execution_options={"populate_existing": True}).scalars().first()
    if event is None:
        raise EventNotHere(file.name, file.ref)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody can be ticked in or out")
    return event


@dataclass
class _Merge:
    """One file and its event."""

    session: Session
    event: Event
    file: DoorFile
    now: datetime
    clock: datetime | None = None
    unchanged: int = 0
    rows: list[FromDoor] = field(default_factory=list)

    def run(self) -> DoorMerged:
        assert self.event.id is not None
        guests = [guest for guest in self.file.guests if _says_something(guest)]
        self._guests = Guests(self.session, self.event, guests, self.now)
        self._presences = presences(self.session, self.event.id)
        rsvps = select(Rsvp).where(col(Rsvp.event_id) == self.event.id)
        self._rsvps = {rsvp.person_id: rsvp for rsvp in self.session.execute(rsvps).scalars()}
        before = people_inside(self.session, self.event)
        for guest in guests:
            self.rows.extend(self._take(guest))
        moved_up = fill_places(self.session, self.event, self.now) if self._frees_places() else []
        return self._result(before, moved_up)

    def _take(self, guest: Guest) -> Iterator[FromDoor]:
        person = self._guests.known(guest)
        refusal = self._guests.refusal(guest) if person is None else None
        if refusal is not None:
            yield self._left_out(guest, refusal)
            return
        new = person is None
        person = person or self._guests.new(guest)
        added = not new and self._complete(person, guest)
        known = self._presences.get(person.id or 0, Presence())
        what, why = self._tick(person, known, guest)
        if new:
            yield self._row(person, Came.WALK_IN, why)
        elif what is not None or why:
            yield self._row(person, what or Came.MORE, why)
        elif added:
            yield self._row(person, Came.DETAILS, "")
        else:
            self.unchanged += 1

    def _tick(self, person: Person, known: Presence, guest: Guest) -> tuple[Came | None, str]:
        """What the file changed about their being in, and what to look at."""
        after = joined(known, guest.presence)
        if after == known:
            return None, ""
        assert person.id is not None
        self._look_at_clock(guest.presence, known)
        write(self.session, self._rsvp(person, guest), known, after, self.now)
        self._presences[person.id] = after
        return _difference(known, after), self._parts(known, guest, after)

    def _rsvp(self, person: Person, guest: Guest) -> Rsvp:
        assert person.id is not None
        assert self.event.id is not None
        found = self._rsvps.get(person.id)
        if found is None:
            found = Rsvp(
                event_id=self.event.id,
                person_id=person.id,
                party_size=guest.party_size,
                source=WALK_IN,
                created_at=self.now,
                updated_at=self.now,
            )
            self.session.add(found)
            self._rsvps[person.id] = found
        return found

    def _parts(self, known: Presence, guest: Guest, after: Presence) -> str:
        """Two desks each let in a part of one party: they may be the same heads or others."""
        theirs = guest.presence.inside
        if not came_apart(known, guest.presence) or max(known.inside, theirs) >= guest.party_size:
            return ""
        return f"{known.inside} of the party came in here and {theirs} there: {after.inside} are counted."

    def _complete(self, person: Person, guest: Guest) -> bool:
        """Fill in what they told the other desk and nobody knew here."""
        try:
            found = completed(contact_of(person), cleaned(guest))
        except BarnstormError:
            return False
        for column, value in found.items():
            setattr(person, column, value)
            person.updated_at = self.now
        return bool(found)

    def _look_at_clock(self, theirs: Presence, known: Presence) -> None:
        for moment in sorted(theirs.ticks.keys() - known.ticks.keys()):
            if not self.file.exported_at <= moment <= self.now:
                self.clock = self.clock or moment

    def _frees_places(self) -> bool:
        return any(row.what is Came.OUT for row in self.rows)

    def _row(self, person: Person, what: Came, why: str) -> FromDoor:
        assert person.id is not None
        rsvp = self._rsvps[person.id]
        known = self._presences.get(person.id, Presence())
        return FromDoor(
            file=self.file.name,
            event=self.event.ref,
            person_id=person.id,
            name=join_name(person.given_name, person.family_name),
            what=what,
            came_at=known.came_at and known.came_at.astimezone(self._zone),
            inside=known.inside,
            party_size=rsvp.party_size,
            maybe_same=maybe_same(self.session, person) if what is Came.WALK_IN else (),
            why=why,
        )

    def _left_out(self, guest: Guest, refusal: Refusal) -> FromDoor:
        came_at = guest.presence.came_at
        return FromDoor(
            file=self.file.name,
            event=self.event.ref,
            person_id=None,
            name=refusal.name,
            what=Came.LEFT_OUT,
            came_at=came_at and came_at.astimezone(self._zone),
            inside=guest.presence.inside,
            party_size=guest.party_size,
            maybe_same=(),
            why=refusal.why,
        )

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.timezone)

    def _result(self, before: int, moved_up: list[str]) -> DoorMerged:
        here = people_inside(self.session, self.event)
        limit = room_of(self.session, self.event)
        if limit is not None and here > max(limit, before):
            detail = f"{here} in a room for {limit}"
            self.session.add(Journal(at=self.now, event_id=self.event.id, what="over-limit", detail=detail))
            self.session.flush()
        return DoorMerged(
            file=self.file.name,
            event=self.event.ref,
            rows=tuple(self.rows),
            unchanged=self.unchanged,
            here=here,
            venue_capacity=limit,
            moved_up=tuple(moved_up),
            clock=self.clock and self.clock.astimezone(self._zone),
        )


def _says_something(guest: Guest) -> bool:
    """Most of a list has nothing to tell."""
    told = guest.contact._replace(given_name="", family_name="")
    return bool(guest.presence.ticks or guest.presence.taken_back or guest.number is None or any(told))


def _difference(before: Presence, after: Presence) -> Came | None:
    """None for what only the journal needs to know."""
    if after.came_at is None:
        return None if before.came_at is None else Came.OUT
    if before.came_at is None:
        return Came.IN
    if after.inside != before.inside:
        return Came.MORE
    return None if after.came_at == before.came_at else Came.EARLIER
