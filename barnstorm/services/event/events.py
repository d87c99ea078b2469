"""Barnstorms and actions: made, changed, moved, cancelled, deleted.

A change of time, place or status makes a new version (SEQUENCE) and queues it for those who hold an older one, both in
the transaction that makes the change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Seat, Venue
from barnstorm.domain.events import (
    Appointment,
    Kind,
    Status,
    bumps_sequence,
    checked_capacity,
    checked_ref,
    ref_stem,
)
from barnstorm.domain.identity import calendar_uid, new_uid
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.domain.wall_codes import next_code
from barnstorm.errors import listed
from barnstorm.errors.event import EventCancelled, RefTaken
from barnstorm.rows.event import EventRow
from barnstorm.services.event.callers import call_together, host_meant
from barnstorm.services.event.rows import row_of
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.finding.seat import find_seat, namesakes
from barnstorm.services.invite.notices import tell_of_change
from barnstorm.services.rsvp.waiting import fill_places
from barnstorm.services.seat.postcodes import seat_of_venue
from barnstorm.services.venues import venue_meant
from barnstorm.services.volunteer.roles import moved_with


@dataclass(frozen=True)
class Draft:
    """An event as it was typed; times are UTC instants, `zone` is where they were meant."""

    title: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    kind: Kind = Kind.BARNSTORM
    seat: str | None = None
    venue: str | None = None
    capacity: int | None = None
    host: str | None = None
    organisations: tuple[str, ...] = ()
    description: str = ""
    born_at: str | None = None
    ref: str | None = None
    all_day: bool = False


@dataclass(frozen=True)
class Changes:
    """What `event edit` was given; None leaves a fact as it is. A capacity of 0 takes the limit away."""

    title: str | None = None
    description: str | None = None
    kind: Kind | None = None
    seat: str | None = None
    venue: str | None = None
    capacity: int | None = None
    host: str | None = None
    organisations: tuple[str, ...] = ()
    ref: str | None = None
    unlimited: bool = False


@dataclass(frozen=True)
class Outcome:
    """The event as it is now, whether anything changed, and what the organiser should hear of besides."""

    event: EventRow
    changed: bool = True
    notes: list[str] = field(default_factory=list)


def create(session: Session, draft: Draft, now: datetime, domain: str | None) -> Outcome:
    """A new event; one that is born at another gets a code for the wall. `domain` is the campaign's, for the UID that
    calendars will know the event by.
    """
    uid = new_uid(now)
    event = Event(
        uid=uid,
        ref="",
        title=one_line(draft.title),
        kind=draft.kind,
        description=paragraphs(draft.description),
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        timezone=draft.zone.key,
        all_day=draft.all_day,
        capacity=checked_capacity(draft.capacity),
        calendar_uid=calendar_uid(uid, domain),
        revised_at=now.replace(microsecond=0),
        created_at=now,
    )
    day = draft.starts_at.astimezone(draft.zone).date()
    notes = _place(session, event, draft.seat, draft.venue, day, now) + _seat_by_postcode(session, event, day)
    if draft.born_at:
        _bear(session, event, find_event_to_change(session, draft.born_at, now))
    if draft.host:
        event.host_id = host_meant(session, draft.host, now).id
    event.ref = _free_ref(session, draft.ref) if draft.ref else free_ref_for(session, event)
    session.add(event)
    session.flush()
    call_together(session, event, draft.organisations)
    return Outcome(row_of(session, event), notes=notes)


def _bear(session: Session, action: Event, barnstorm: Event) -> None:
    """`action` was offered at `barnstorm`, which is held, and has a code that nothing else had that night."""
    action.born_at_id = barnstorm.id
    given = select(Event.code).where(Event.born_at_id == barnstorm.id)
    action.code = next_code(session.exec(given).all())


def edit(session: Session, typed: str, changes: Changes, now: datetime, *, quiet: bool = False) -> Outcome:
    """Change what is given. A raised capacity gives the places to those who wait, in the same transaction.

    `quiet`: nobody is told of another place.
    """
    event = find_event_to_change(session, typed, now)
    before, notes = row_of(session, event), []
    with _versioned(event, now):
        if changes.title is not None:
            event.title = one_line(changes.title)
        if changes.description is not None:
            event.description = paragraphs(changes.description)
        if changes.kind is not None:
            event.kind = changes.kind
        if changes.host is not None:
            event.host_id = host_meant(session, changes.host, now).id
        if changes.ref is not None and changes.ref != event.ref:
            event.ref = _free_ref(session, changes.ref)
        notes += _place(session, event, changes.seat, changes.venue, event.starts_at.date(), now)
        if changes.organisations:
            call_together(session, event, changes.organisations)
        if changes.unlimited or changes.capacity is not None:
            event.capacity = None if changes.unlimited else checked_capacity(changes.capacity)
            notes += [f"{name} moves up from the waiting list." for name in fill_places(session, event, now)]
    return _outcome(session, event, before, now, notes, quiet=quiet)


def move(
    session: Session,
    typed: str,
    starts_at: datetime,
    ends_at: datetime | None,
    now: datetime,
    *,
    all_day: bool = False,
    quiet: bool = False,
) -> Outcome:
    """Another time. Without an end the event stays as long as it was. `quiet`: nobody is told."""
    event = find_event_to_change(session, typed, now)
    _refuse_cancelled(event, "it cannot be moved")
    before = row_of(session, event)
    moved_with(session, event, starts_at - event.starts_at, now)
    with _versioned(event, now):
        event.ends_at = ends_at or starts_at + (event.ends_at - event.starts_at)
        event.starts_at, event.all_day = starts_at, all_day
    return _outcome(session, event, before, now, [], quiet=quiet)


def cancel(session: Session, typed: str, reason: str, now: datetime, *, quiet: bool = False) -> Outcome:
    """Call it off. The cancellation is queued for those who hold an invitation, unless `quiet`."""
    event = find_event_to_change(session, typed, now)
    before = row_of(session, event)
    if event.status != Status.CANCELLED:
        with _versioned(event, now):
            event.status, event.cancelled_at, event.cancelled_reason = Status.CANCELLED, now, one_line(reason)
    return _outcome(session, event, before, now, [], quiet=quiet)


@contextmanager
def _versioned(event: Event, now: datetime) -> Iterator[None]:
    """Whatever is changed inside makes a newer version for calendars: a higher SEQUENCE, or only a newer stamp."""
    before, stamp = _appointment(event), event.model_dump(exclude={"ref", "capacity"})
    yield
    if bumps_sequence(before, _appointment(event)):
        event.sequence += 1
    if event.model_dump(exclude={"ref", "capacity"}) != stamp:
        event.revised_at = now.replace(microsecond=0)


def _appointment(event: Event) -> Appointment:
    return Appointment(event.starts_at, event.ends_at, event.status, event.venue_id, event.all_day)


def _outcome(
    session: Session, event: Event, before: EventRow, now: datetime, notes: list[str], *, quiet: bool
) -> Outcome:
    after = row_of(session, event)
    if after.sequence != before.sequence:
        notes = [*notes, *tell_of_change(session, event, now, quiet=quiet)]
    return Outcome(after, changed=after != before, notes=notes)


def _place(session: Session, event: Event, seat: str | None, venue: str | None, day: date, now: datetime) -> list[str]:
    """Set the seat and the venue that were typed; says so if the venue had to be made."""
    notes = []
    if seat:
        meant = find_seat(session, seat, day)
        event.seat_id = meant.id
        others = namesakes(session, meant) if seat.strip().upper() != meant.code else ()
        if others:
            notes.append(f"{meant.name} is taken as {meant.code}, as it was on that day; not {listed(others)}.")
    if venue:
        hall, made = venue_meant(session, venue, now)
        event.venue_id = hall.id
        if made:
            notes.append(f"Made the venue {hall.name}{'' if hall.address else ', which has no address yet'}.")
        if event.capacity is None and hall.capacity is not None:
            event.capacity = hall.capacity
            notes.append(f"Room for {hall.capacity}, as {hall.name} has.")
    return notes


def _seat_by_postcode(session: Session, event: Event, day: date) -> list[str]:
    """An event without a seat gets that of its venue, if somebody asked for its postcode before; says so."""
    venue = session.get(Venue, event.venue_id) if event.venue_id and not event.seat_id else None
    seat = seat_of_venue(session, venue, day) if venue else None
    if venue is None or seat is None:
        return []
    event.seat_id = venue.seat_id = seat.id
    return [f"The seat is {seat.name}, by the postcode of {venue.name}."]


def free_ref_for(session: Session, event: Event) -> str:
    """The first free of `carlisle-2017-05-16`, `carlisle-2017-05-16-2`, … for an event with its seat, kind and day."""
    day = event.starts_at.astimezone(ZoneInfo(event.timezone)).date()
    seat = session.get(Seat, event.seat_id) if event.seat_id else None
    stem = ref_stem(seat.name if seat else event.title, Kind(event.kind), day)
    taken = set(session.exec(select(Event.ref).where(col(Event.ref).startswith(stem, autoescape=True))))
    ref, number = stem, 1
    while ref in taken:
        number += 1
        ref = f"{stem}-{number}"
    return ref


def _free_ref(session: Session, ref: str) -> str:
    if session.exec(select(Event.id).where(Event.ref == checked_ref(ref))).first() is not None:
        raise RefTaken(ref)
    return ref


def _refuse_cancelled(event: Event, what: str) -> None:
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, what)
