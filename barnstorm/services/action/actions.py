"""Somebody stands up and offers to host. An action is an event that was born at another."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Person, Seat, Venue
from barnstorm.domain.actions import USUAL_PLACES, Review, usual_title
from barnstorm.domain.events import Kind, Status
from barnstorm.domain.names import join_name
from barnstorm.errors.action import BeforeItsBarnstorm
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.action import ActionRow
from barnstorm.services import venues
from barnstorm.services.action.clashes import clashes_of
from barnstorm.services.action.commitments import sign_up
from barnstorm.services.action.offer_host import HostText, host_of
from barnstorm.services.action.presence import answer_of, tick_present
from barnstorm.services.action.rows import row_of
from barnstorm.services.event import events
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.seat.postcodes import seat_of_venue
from barnstorm.services.venues import venue_meant


@dataclass(frozen=True)
class Offer:
    """What was offered. Times are UTC instants. `private`: the venue is somebody's home.

    Without a title it is called after its kind and host; without a `capacity` it takes as many as the venue, else as
    its kind usually does, unless it is `unlimited`. Without a seat it is in its venue's, else in the barnstorm's.
    """

    kind: Kind
    starts_at: datetime
    ends_at: datetime
    title: str | None = None
    venue: str | None = None
    private: bool = False
    seat: str | None = None
    capacity: int | None = None
    unlimited: bool = False
    review: Review = Review.APPROVED


@dataclass(frozen=True)
class Offered:
    """The action as it is now; `made` is False if the host had offered it before. `notes` are sentences."""

    action: ActionRow
    made: bool
    new_host: bool
    notes: tuple[str, ...]


def offer(session: Session, typed: str, host: HostText, offered: Offer, now: datetime, domain: str | None) -> Offered:
    """A new action, with a code that nothing else had that night; its host takes part in it, and is noted as present.

    The same host at the same time again is the same offer. `domain` is the campaign's. EventCancelled,
    BeforeItsBarnstorm, SeveralPeople.
    """
    barnstorm = find_event_to_change(session, typed, now)
    _refuse(barnstorm, offered)
    person, new = host_of(session, barnstorm, host, now)
    known = _offered_before(session, barnstorm, person, offered)
    if known is not None:
        return Offered(row_of(session, known), made=False, new_host=False, notes=())
    action, notes = _made(session, barnstorm, person, offered, now, domain)
    notes += _room(session, action, offered)
    if tick_present(session, barnstorm, person, answer_of(session, barnstorm, person), now):
        notes.append(f"{_name(person)} is noted as present.")
    sign_up(session, action, person, None, barnstorm.ref, now)
    notes += clashes_of(session, person, [action])
    return Offered(row_of(session, action), made=True, new_host=new, notes=tuple(notes))


def _refuse(barnstorm: Event, offered: Offer) -> None:
    if barnstorm.status == Status.CANCELLED:
        raise EventCancelled(barnstorm.ref, "nothing can be offered there")
    if offered.starts_at < barnstorm.starts_at:
        zone = ZoneInfo(barnstorm.timezone)
        raise BeforeItsBarnstorm(_clock(offered.starts_at, zone), barnstorm.ref, _clock(barnstorm.starts_at, zone))


def _offered_before(session: Session, barnstorm: Event, host: Person, offered: Offer) -> Event | None:
    same = select(Event).where(
        Event.born_at_id == barnstorm.id,
        Event.host_id == host.id,
        Event.kind == offered.kind,
        Event.starts_at == offered.starts_at,
        Event.status == Status.SCHEDULED,
    )
    return session.exec(same.order_by(col(Event.id))).first()


def _made(
    session: Session, barnstorm: Event, host: Person, offered: Offer, now: datetime, domain: str | None
) -> tuple[Event, list[str]]:
    venue, notes = _venue(session, offered, now)
    day = offered.starts_at.astimezone(ZoneInfo(barnstorm.timezone)).date()
    draft = events.Draft(
        title=offered.title or usual_title(offered.kind, host.given_name or host.family_name),
        starts_at=offered.starts_at,
        ends_at=offered.ends_at,
        zone=ZoneInfo(barnstorm.timezone),
        kind=offered.kind,
        seat=offered.seat or _seat(session, venue, barnstorm, day),
        venue=str(venue.id) if venue else None,
        capacity=offered.capacity,
        born_at=barnstorm.ref,
    )
    made = events.create(session, draft, now, domain)
    action = session.get_one(Event, made.event.id)
    action.host_id, action.review = host.id, offered.review.value
    session.flush()
    return action, [*notes, *made.notes]


def _venue(session: Session, offered: Offer, now: datetime) -> tuple[Venue | None, list[str]]:
    """The venue meant, made if it is new; from now on a home, if the host said so."""
    if not offered.venue:
        return None, []
    venue, made = venue_meant(session, offered.venue, now)
    notes = [f"Made the venue {venue.name}{'' if venue.address else ', which has no address yet'}."] if made else []
    if offered.private and not venue.private:
        notes += venues.edit(session, str(venue.id), now, private=True)[1]
    return venue, notes


def _seat(session: Session, venue: Venue | None, barnstorm: Event, day: date) -> str | None:
    """The GSS code of the venue's seat, else of the barnstorm's."""
    seat = seat_of_venue(session, venue, day) if venue else None
    if seat is None and barnstorm.seat_id is not None:
        seat = session.get(Seat, barnstorm.seat_id)
    return seat.code if seat else None


def _room(session: Session, action: Event, offered: Offer) -> list[str]:
    """Set how many it takes, if nobody said; says so."""
    if offered.unlimited:
        action.capacity = None
    elif action.capacity is None and offered.kind in USUAL_PLACES:
        action.capacity = USUAL_PLACES[offered.kind]
        session.flush()
        return [f"Room for {action.capacity}, as is usual; for more: barnstorm event edit {action.ref} --capacity N"]
    session.flush()
    return []


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    wall = moment.astimezone(zone)
    return f"{wall:%a} {wall.day} {wall:%b %Y %H:%M}"


def _name(person: Person) -> str:
    return join_name(person.given_name, person.family_name)
