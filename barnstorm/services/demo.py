"""The Carlisle night of 16 May 2017, played through the same services that an organiser's commands call.

The seats, their results, who stood aside, the hall and the hours are facts; their sources stand beside them. Everybody
in the hall is invented, and marked so: nothing is known, here or to us, of who was there.
"""

from datetime import datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.contact.read import read_contact
from barnstorm.db.tables import Assignment, Event, Fact, Person, Role, Seat, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Kind
from barnstorm.domain.names import fold
from barnstorm.errors.demo import NotEmpty
from barnstorm.files.attendees.table import read_table
from barnstorm.files.seats import read_results
from barnstorm.rows.demo import Night
from barnstorm.services import carlisle
from barnstorm.services.action import actions
from barnstorm.services.action.commitments import sign_up
from barnstorm.services.action.offer_host import HostText
from barnstorm.services.door import arrivals
from barnstorm.services.event import events, listing
from barnstorm.services.event.rows import rows_where
from barnstorm.services.finding.person import find_person
from barnstorm.services.rsvp import rsvps
from barnstorm.services.rsvp.importing import import_rsvps
from barnstorm.services.rsvp.lines import read_lines
from barnstorm.services.seat import seats
from barnstorm.services.seat.importing import import_results

MARK = "demo"
"""The fact that tells a database with the demo in it."""

ZONE = ZoneInfo("Europe/London")
REF = "carlisle-2017-05-16"


def play(session: Session) -> Night:
    """Fill an empty database with the night. NotEmpty if it holds anything else; the night twice is once."""
    if session.get(Fact, MARK):
        return _night(session, made=False)
    _require_empty(session)
    session.add(Fact(name=MARK, value=REF))
    _choose_seats(session)
    _call_the_meeting(session)
    _open_the_door(session)
    _turn_the_room(session)
    return _night(session, made=True)


def _choose_seats(session: Session) -> None:
    for file, election, polling_day in carlisle.RESULTS:
        reading = read_results(_shipped(file))
        import_results(session, reading, election, polling_day, source=carlisle.RESULTS_SOURCE)
    for seat, aim in carlisle.AIMS:
        seats.set_aim(session, seat, aim, carlisle.PLANNED.date(), carlisle.PLANNED, cluster="Cumbria")
    seats.add_alias(session, "Barrow and Furness", "Barrow", carlisle.PLANNED.date(), carlisle.PLANNED)
    for seat, candidate, announced, source in carlisle.STOOD_ASIDE:
        seats.record_stand_aside(
            session,
            seat,
            "Green Party",
            election="2017 general",
            announced_on=announced,
            reciprocal=False,
            prior_candidate=candidate,
            source=source,
        )


def _call_the_meeting(session: Session) -> None:
    start = datetime(2017, 5, 16, 19, 30, tzinfo=ZONE)
    draft = events.Draft(
        title="Carlisle barnstorm",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        zone=ZONE,
        seat="Carlisle",
        venue=carlisle.VENUE,
        capacity=carlisle.INVENTED_CAPACITY,
        organisations=("Compass",),
        description=carlisle.DESCRIPTION,
        ref=REF,
    )
    events.create(session, draft, carlisle.PLANNED, "example.org")
    attendees = read_lines(read_table(_shipped("attendees.csv"), "attendees.csv"))
    import_rsvps(session, REF, attendees, carlisle.INVITED, source="invented")
    event_id = session.exec(select(Event.id).where(Event.ref == REF)).one()
    assert event_id is not None
    for name, needed, helpers in carlisle.ROLES:
        role = Role(event_id=event_id, name=name, name_folded=fold(name), needed=needed)
        session.add(role)
        session.flush()
        assert role.id is not None
        for helper in helpers:
            person = find_person(session, helper, event_id)
            assert person.id is not None
            session.add(Assignment(role_id=role.id, person_id=person.id, created_at=carlisle.INVITED))


def _open_the_door(session: Session) -> None:
    """Everybody but the stay-at-homes comes in, one every half minute from seven o'clock on; then the walk-ins."""
    minute = datetime(2017, 5, 16, 19, 0, tzinfo=ZONE)
    coming = [row for row in rsvps.listed(session, REF, minute)[1] if row.answer in {Answer.GOING, Answer.MAYBE}]
    for row in coming:
        if row.name not in carlisle.STAYED_AWAY:
            minute += timedelta(seconds=30)
            arrivals.check_in(session, REF, str(row.person_id), minute)
    for name, phone in carlisle.WALK_INS:
        minute += timedelta(seconds=30)
        arrivals.walk_in(session, REF, read_contact(name, phone=phone), minute)


def _turn_the_room(session: Session) -> None:
    """The hosts stand up, and the others sign up for what they offer."""
    now = datetime(2017, 5, 16, 21, 5, tzinfo=ZONE)
    for stood_up in carlisle.OFFERS:
        starts_at = stood_up.starts_at.replace(tzinfo=ZONE)
        offer = actions.Offer(
            kind=Kind(stood_up.kind),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=stood_up.hours),
            title=stood_up.title,
            capacity=stood_up.places,
        )
        offered = actions.offer(session, REF, HostText(stood_up.host), offer, now, "example.org")
        action = session.exec(select(Event).where(Event.ref == offered.action.event)).one()
        for name in stood_up.takers:
            sign_up(session, action, _here(session, name), None, REF, now)


def _here(session: Session, name: str) -> Person:
    event_id = session.exec(select(Event.id).where(Event.ref == REF)).one()
    return find_person(session, name, event_id)


def _night(session: Session, *, made: bool) -> Night:
    after = datetime(2017, 5, 16, 21, 30, tzinfo=ZONE)
    event = listing.show(session, REF, after)
    return Night(
        made=made,
        seat=seats.show_seat(session, "Carlisle", after.date(), after, alliance="Lab+LD+Green"),
        targets=tuple(seats.list_seats(session, after.date(), after)),
        event=event,
        tally=arrivals.tally(session, REF, after),
        actions=tuple(rows_where(session, col(Event.born_at_id) == event.id)),
    )


def _require_empty(session: Session) -> None:
    tables = (Event, Person, Seat, Venue)
    counted = [session.exec(select(func.count()).select_from(table)).one() for table in tables]
    if any(counted):
        raise NotEmpty(*counted)


def _shipped(name: str) -> bytes:
    return (files("barnstorm.files") / "carlisle" / name).read_bytes()
