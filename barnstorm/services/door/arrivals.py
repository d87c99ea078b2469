"""Ticking people in. The first time somebody comes in is kept; doing it again changes nothing.

Every change holds the event, so that two desks ticking the same person give one time, and the count is right.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from barnstorm.db.tables import Assignment, Event, Journal, Person, Role, Rsvp, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.arrivals import Party
from barnstorm.domain.events import Status
from barnstorm.domain.names import fold, join_name
from barnstorm.domain.people import Contact
from barnstorm.errors.door import SeveralOfThatName
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.rsvp import NotOnTheList
from barnstorm.rows.door import Tally, Ticked
from barnstorm.services.door.ticks import inside_of, take_back
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.people import columns, known_or_new
from barnstorm.services.rsvp.rows import row_of
from barnstorm.services.rsvp.waiting import fill_places

WALK_IN = "walk-in"
"""The source of those whom nobody had expected."""

_HALF_A_DAY = timedelta(hours=12)


def check_in(session: Session, event: str, person: str, now: datetime, *, heads: int | None = None) -> Ticked:
    """They are here, whatever they answered; over capacity too. Somebody known who was not on the list is a walk-in.

    `heads` of the party come in now and the others later; None is all of them. The first of them gives the time.
    NoSuchPerson, SeveralPeople, EventCancelled.
    """
    held = hold_open(session, event, now)
    return tick(session, held, find_person(session, person, held.id), now, heads=heads)


def walk_in(session: Session, event: str, contact: Contact, now: datetime, *, another: bool = False) -> Ticked:
    """Somebody came whom nobody expected. Whoever is on the list by that name, and may be the same, is ticked instead.

    `another` is one more of the name. SeveralOfThatName, EventCancelled.
    """
    held = hold_open(session, event, now)
    person, _ = meant(session, held, contact, now, another=another)
    return tick(session, held, person, now)


def undo(session: Session, event: str, person: str, now: datetime) -> Ticked:
    """They are not here after all: unknown again. A place that comes free goes to those who wait.

    NoSuchPerson, SeveralPeople, NotOnTheList, EventCancelled.
    """
    held = hold_open(session, event, now)
    found = find_person(session, person, held.id)
    rsvp = _rsvp(session, held, found)
    if rsvp is None:
        raise NotOnTheList(join_name(found.given_name, found.family_name), held.ref)
    was_in = rsvp.attended is True
    moved_up: list[str] = []
    if was_in:
        take_back(session, rsvp, now)
        moved_up = fill_places(session, held, now)
    return _ticked(session, held, rsvp, now, changed=was_in, moved_up=tuple(moved_up))


def tally(session: Session, event: str, now: datetime) -> Tally:
    """How many are here, of how many."""
    held = find_event(session, event, now)
    here, going = col(Rsvp.attended).is_(True), col(Rsvp.answer) == Answer.GOING
    counted = (
        *(_inside(here), _inside(here & col(Rsvp.answer).is_(None)), _heads(going), _inside(going & here)),
        *(_heads(col(Rsvp.answer) == answer) for answer in (Answer.MAYBE, Answer.WAITLISTED)),
    )
    line = session.execute(select(*counted).where(col(Rsvp.event_id) == held.id)).one()
    in_now, walk_ins, expected, came, maybe, waitlisted = (int(heads) for heads in line)
    helpers, helpers_here = _helpers(session, held)
    return Tally(
        event=held.ref,
        title=held.title,
        here=in_now,
        expected=expected,
        walk_ins=walk_ins,
        going=expected,
        maybe=maybe,
        waitlisted=waitlisted,
        capacity=held.capacity,
        share=came / expected if expected else None,
        helpers=helpers,
        helpers_here=helpers_here,
    )


def hold_open(session: Session, typed: str, now: datetime) -> Event:
    """The event, held: nobody else ticks until this transaction ends. NoSuchEvent, EventCancelled."""
    event = find_event_to_change(session, typed, now)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody can be ticked in or out")
    return event


def meant(
    session: Session, event: Event, contact: Contact, now: datetime, *, another: bool = False
) -> tuple[Person, bool]:
    """Whom a walk-in's name and address mean, and whether that is somebody new; see `walk_in`."""
    if another:
        person = Person(**columns(contact, fold(contact.name), now))
        session.add(person)
        session.flush()
        return person, True
    known = _namesake(session, event, contact)
    return (known, False) if known is not None else known_or_new(session, contact, now, event.id)


def _namesake(session: Session, event: Event, contact: Contact) -> Person | None:
    """Of several on the list with the name, nothing else being known: the walk-in who is in already."""
    if contact.email or contact.phone:
        return None
    query = (
        select(Person, Rsvp)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id) == event.id, col(Person.name_folded) == fold(contact.name))
        .order_by(col(Rsvp.id))
    )
    found = session.execute(query).all()
    walked_in: list[Person] = [person for person, rsvp in found if rsvp.attended and rsvp.answer is None]
    if walked_in:
        return walked_in[0]
    if len(found) > 1:
        raise SeveralOfThatName(contact.name, event.ref, [rsvp.person_id for _, rsvp in found])
    return None


def tick(
    session: Session,
    event: Event,
    person: Person,
    now: datetime,
    *,
    heads: int | None = None,
    came_at: datetime | None = None,
) -> Ticked:
    """Tick `person` in at `event`, which is held (`hold_open`); see `check_in`. `came_at` is when, if not now."""
    rsvp = _rsvp(session, event, person)
    if rsvp is None:
        assert event.id is not None
        assert person.id is not None
        rsvp = Rsvp(event_id=event.id, person_id=person.id, source=WALK_IN, created_at=now, updated_at=now)
        session.add(rsvp)
    before = Party(rsvp.party_size, inside_of(rsvp))
    after = before.arrived(heads)
    changed = after != before
    if changed:
        rsvp.attended, rsvp.checked_in_at, rsvp.updated_at = True, rsvp.checked_in_at or came_at or now, now
        rsvp.party_size = after.size
        rsvp.heads_in = after.inside if after.inside < after.size else None
    return _ticked(session, event, rsvp, now, changed=changed)


def _rsvp(session: Session, event: Event, person: Person) -> Rsvp | None:
    """Theirs, as it is now that the event is held."""
    query = select(Rsvp).where(col(Rsvp.event_id) == event.id, col(Rsvp.person_id) == person.id)
    return session.execute(query).scalars().first()


def _ticked(
    session: Session, event: Event, rsvp: Rsvp, now: datetime, *, changed: bool, moved_up: tuple[str, ...] = ()
) -> Ticked:
    session.flush()
    ticked = Ticked(
        rsvp=row_of(session, rsvp),
        changed=changed,
        inside=inside_of(rsvp),
        here=people_inside(session, event),
        capacity=event.capacity,
        venue_capacity=room_of(session, event),
        moved_up=moved_up,
        another_day=_another_day(event, now),
    )
    if changed and rsvp.attended and ticked.venue_capacity and ticked.here > ticked.venue_capacity:
        detail = f"{ticked.here} in a room for {ticked.venue_capacity}"
        session.add(Journal(at=now, event_id=event.id, person_id=rsvp.person_id, what="over-limit", detail=detail))
        session.flush()
    return ticked


def people_inside(session: Session, event: Event) -> int:
    """Everybody in the room, in heads."""
    here = select(_inside(col(Rsvp.attended).is_(True))).where(col(Rsvp.event_id) == event.id)
    return int(session.execute(here).scalar_one())


def room_of(session: Session, event: Event) -> int | None:
    """How many heads the venue holds; None for no limit."""
    if event.venue_id is None:
        return None
    holds = select(col(Venue.capacity)).where(col(Venue.id) == event.venue_id)
    limit: int | None = session.execute(holds).scalar_one_or_none()
    return limit


def _another_day(event: Event, now: datetime) -> datetime | None:
    """The event's start, in its zone, if it is not on today: more than half a day before it begins or after it ends."""
    today = event.starts_at - _HALF_A_DAY <= now <= event.ends_at + _HALF_A_DAY
    return None if today else event.starts_at.astimezone(ZoneInfo(event.timezone))


def _inside(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Heads that are in, of those who meet a condition that means they have come."""
    return func.coalesce(func.sum(case((condition, func.coalesce(Rsvp.heads_in, Rsvp.party_size)), else_=0)), 0)


def _heads(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, Rsvp.party_size), else_=0)), 0)


def _helpers(session: Session, event: Event) -> tuple[int, int]:
    """Volunteers with a role at the event, and those of them who are here; somebody with two roles counts once."""
    query = (
        select(
            func.count(func.distinct(Assignment.person_id)),
            func.count(func.distinct(case((col(Rsvp.attended).is_(True), Assignment.person_id)))),
        )
        .join(Role, col(Assignment.role_id) == Role.id)
        .outerjoin(Rsvp, (col(Rsvp.event_id) == Role.event_id) & (col(Rsvp.person_id) == Assignment.person_id))
        .where(col(Role.event_id) == event.id, col(Assignment.dropped_at).is_(None))
    )
    helpers, here = session.execute(query).one()
    return int(helpers), int(here)
