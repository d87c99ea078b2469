"""Who does what at an event. Nobody is put in two places at once unless somebody says so."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Assignment, Event, Journal, Person, Role, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.spans import Span
from barnstorm.domain.volunteers import Booked, clashes
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.volunteer import HasNoRole, SeveralRoles, TwoPlacesAtOnce
from barnstorm.rows.volunteer import Assigned, HelperRow, Roster
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.rsvp import rsvps
from barnstorm.services.volunteer.roles import find_role, role_rows, span_of
from barnstorm.services.volunteer.shift_notices import tell_of_shifts
from barnstorm.services.volunteer.shifts import duties_of

SOURCE = "volunteer"
"""Where an RSVP comes from that was made because somebody took a role on."""


def add(session: Session, typed: str, person: str, role: str, now: datetime, *, force: bool = False) -> Assigned:
    """Give somebody a role. Who was not on the event's list is put there, for they will be in the room.

    TwoPlacesAtOnce, unless forced, which is written into the journal. NoSuchRole, NoSuchPerson, EventCancelled.
    """
    event = _open(session, typed, now)
    meant, helper = find_role(session, event, role), find_person(session, person, event.id)
    held = _assignment(session, meant, helper)
    if held is not None and held.dropped_at is None:
        return Assigned(_row_of(session, event, held), changed=False)
    forced = _refuse_clash(session, helper, meant, span_of(event, meant), force=force)
    if forced:
        session.add(Journal(at=now, event_id=event.id, person_id=helper.id, what="forced", detail=forced))
    assigned = _assign(session, meant, helper, held, now)
    notes = [*_put_on_the_list(session, event, helper, now), *_too_many(session, meant)]
    notes += _tell(session, event, [assigned], now)
    return Assigned(_row_of(session, event, assigned), changed=True, notes=tuple(notes))


def confirm(session: Session, typed: str, person: str, now: datetime, role: str | None = None) -> Assigned:
    """They have said that they will do it. HasNoRole, SeveralRoles."""
    event = _open(session, typed, now)
    held = _held(session, event, find_person(session, person, event.id), role)
    changed = held.confirmed_at is None
    held.confirmed_at = held.confirmed_at or now
    session.flush()
    return Assigned(_row_of(session, event, held), changed=changed)


def drop(
    session: Session, typed: str, person: str, now: datetime, role: str | None = None, *, quiet: bool = False
) -> Assigned:
    """They do not do it after all. They stay on the event's list; their calendar is told, unless `quiet`. HasNoRole,
    SeveralRoles.
    """
    event = _open(session, typed, now)
    held = _held(session, event, find_person(session, person, event.id), role)
    row = _row_of(session, event, held)
    let_go(session, held, now)
    return Assigned(row, changed=True, notes=tuple(_tell(session, event, [held], now, quiet=quiet)))


def let_go(session: Session, held: Assignment, when: datetime) -> None:
    held.dropped_at, held.confirmed_at = when, None
    session.flush()


def swap(
    session: Session,
    typed: str,
    person: str,
    other: str,
    now: datetime,
    *,
    role: str | None = None,
    force: bool = False,
    quiet: bool = False,
) -> list[Assigned]:
    """Two people exchange their roles; or `other`, who has none, takes over from `person`.

    Both are asked anew: confirmations go. What stood in their calendars is cancelled, unless `quiet`. HasNoRole,
    SeveralRoles, TwoPlacesAtOnce.
    """
    event = _open(session, typed, now)
    one, two = find_person(session, person, event.id), find_person(session, other, event.id)
    given = _held(session, event, one, role)
    taken = next((held for held in _assignments(session, event, two) if held.role_id != given.role_id), None)
    dropped = [given] if taken is None else [given, taken]
    for held in dropped:
        let_go(session, held, now)
    swapped = [
        add(session, event.ref, str(other.id), session.get_one(Role, held.role_id).name, now, force=force)
        for held, other in zip(dropped, (two, one), strict=False)
    ]
    told = _tell(session, event, dropped, now, quiet=quiet)
    return [replace(swapped[0], notes=(*swapped[0].notes, *told)), *swapped[1:]]


def roster(session: Session, typed: str, now: datetime) -> Roster:
    """Everybody with a role at the event, role by role as they begin, and what is still missing."""
    event = find_event(session, typed, now)
    rows = helper_rows(session, event)
    return Roster(event_rows.row_of(session, event), tuple(rows), tuple(role_rows(session, event)), now)


def helper_rows(session: Session, event: Event) -> list[HelperRow]:
    taken = (
        select(Assignment)
        .join(Role, col(Assignment.role_id) == Role.id)
        .where(Role.event_id == event.id, col(Assignment.dropped_at).is_(None))
        .order_by(col(Role.id), col(Assignment.created_at), col(Assignment.id))
    )
    rows = [_row_of(session, event, held) for held in session.exec(taken)]
    return sorted(rows, key=lambda row: row.starts_at)


def booked(session: Session, person: Person) -> list[tuple[int | None, Booked]]:
    """What takes up somebody's time: (role id, what and when) for their roles, (None, …) for what they host."""
    roles = (
        select(Role, Event)
        .join(Assignment, col(Assignment.role_id) == Role.id)
        .join(Event, col(Role.event_id) == Event.id)
        .where(
            Assignment.person_id == person.id, col(Assignment.dropped_at).is_(None), Event.status == Status.SCHEDULED
        )
    )
    hosted = select(Event).where(Event.host_id == person.id, Event.status == Status.SCHEDULED)
    return [
        *(
            (role.id, Booked(f"{role.name} at {event.ref}", span_of(event, role)))
            for role, event in session.exec(roles)
        ),
        *(
            (None, Booked(f"host of {event.ref}", Span(event.starts_at, event.ends_at)))
            for event in session.exec(hosted)
        ),
    ]


def _tell(
    session: Session, event: Event, assignments: Collection[Assignment], now: datetime, *, quiet: bool = False
) -> list[str]:
    ids = {held.id for held in assignments}
    duties = [duty for duty in duties_of(session, event) if duty.assignment.id in ids]
    return tell_of_shifts(session, event, duties, now, quiet=quiet)


def _refuse_clash(session: Session, person: Person, role: Role, wanted: Span, *, force: bool) -> str:
    """What `force` overrode; empty if nothing stood in the way. Hosting the event itself is no other place."""
    event = session.get_one(Event, role.event_id)
    own = f"host of {event.ref}"
    others = [one for key, one in booked(session, person) if key != role.id and one.what != own]
    found = [one.what for one in clashes(wanted, others)]
    if found and not force:
        raise TwoPlacesAtOnce(join_name(person.given_name, person.family_name), role.name, found)
    return f"{role.name} besides {', '.join(found)}" if found else ""


def _assign(session: Session, role: Role, person: Person, dropped: Assignment | None, now: datetime) -> Assignment:
    assert role.id is not None
    assert person.id is not None
    held = dropped or Assignment(role_id=role.id, person_id=person.id, created_at=now)
    held.created_at, held.dropped_at, held.confirmed_at = now, None, None
    session.add(held)
    session.flush()
    return held


def _put_on_the_list(session: Session, event: Event, person: Person, now: datetime) -> list[str]:
    """A helper is somebody in the room. Over capacity they wait like everybody, and the organiser is told."""
    rsvp = session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person.id)).first()
    if rsvp is not None and rsvp.answer == Answer.GOING:
        return []
    if rsvp is None:
        assert event.id is not None
        assert person.id is not None
        rsvp = Rsvp(event_id=event.id, person_id=person.id, source=SOURCE, created_at=now, updated_at=now)
        session.add(rsvp)
        session.flush()
    rsvps.set_answer(session, event, rsvp, Answer.GOING, None, now)
    name = join_name(person.given_name, person.family_name)
    if rsvp.answer == Answer.WAITLISTED:
        return [
            f"{name} waits for a place. To let them in: barnstorm rsvp promote {event.ref} {person.id} --over-capacity"
        ]
    return [f"{name} is on the list of {event.ref} now."]


def _too_many(session: Session, role: Role) -> list[str]:
    taken = select(Assignment.id).where(Assignment.role_id == role.id, col(Assignment.dropped_at).is_(None))
    filled = len(session.exec(taken).all())
    return [f"{role.name} has {filled} people now, and needs {role.needed}."] if filled > role.needed else []


def _assignment(session: Session, role: Role, person: Person) -> Assignment | None:
    return session.exec(
        select(Assignment).where(Assignment.role_id == role.id, Assignment.person_id == person.id)
    ).first()


def _assignments(session: Session, event: Event, person: Person) -> Sequence[Assignment]:
    return session.exec(
        select(Assignment)
        .join(Role, col(Assignment.role_id) == Role.id)
        .where(Role.event_id == event.id, Assignment.person_id == person.id, col(Assignment.dropped_at).is_(None))
        .order_by(col(Assignment.id))
    ).all()


def _held(session: Session, event: Event, person: Person, role: str | None) -> Assignment:
    """The role of `person` that is meant: the one named, or the only one."""
    name = join_name(person.given_name, person.family_name)
    held = _assignments(session, event, person)
    if role is not None:
        meant = find_role(session, event, role)
        held = [one for one in held if one.role_id == meant.id]
    if not held:
        raise HasNoRole(name, event.ref)
    if len(held) > 1:
        raise SeveralRoles(name, event.ref, [session.get_one(Role, one.role_id).name for one in held])
    return held[0]


def _open(session: Session, typed: str, now: datetime) -> Event:
    event = find_event_to_change(session, typed, now)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody is needed")
    return event


def _row_of(session: Session, event: Event, held: Assignment) -> HelperRow:
    person, role = session.get_one(Person, held.person_id), session.get_one(Role, held.role_id)
    rsvp = session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person.id)).first()
    zone, span = ZoneInfo(event.timezone), span_of(event, role)
    assert person.id is not None
    return HelperRow(
        event=event.ref,
        role=role.name,
        person_id=person.id,
        name=join_name(person.given_name, person.family_name),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        starts_at=span.starts_at.astimezone(zone),
        ends_at=span.ends_at.astimezone(zone),
        confirmed_at=held.confirmed_at and held.confirmed_at.astimezone(zone),
        here=rsvp.attended if rsvp else None,
        brief=role.brief,
    )
