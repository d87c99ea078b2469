"""A letter about a shift as it would be sent, looked at and sent to nobody."""

from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Assignment, Event, Person, Role
from barnstorm.domain.answers import Answer
from barnstorm.errors.volunteer import HasNoRole, NoRolesYet
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Preview
from barnstorm.rows.shift import Shift
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.person import find_person
from barnstorm.services.letter.audience import name_of
from barnstorm.services.letter.composing import WITH_YOUR_PLACE
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.letter.previews import NOBODY, shown, with_sender
from barnstorm.services.volunteer.shift_holdings import shift_holdings
from barnstorm.services.volunteer.shift_letters import compose_shift, shift_told, volunteer
from barnstorm.services.volunteer.shifts import Duty, duties_of, told


def preview_shift(
    session: Session, kind: str, typed: str, to: str | None, campaign: Campaign, now: datetime
) -> Preview:
    """The letter of the kind SHIFT or SHIFT_OFF about the first shift of `to`, else of anybody, else about the first
    role and to a volunteer made up. HasNoRole, NoRolesYet; BadTemplate says what is wrong with a template of the
    campaign's own.
    """
    event = find_event(session, typed, now)
    duty = _of(session, event, find_person(session, to, event.id)) if to else _first(session, event)
    campaign = with_sender(campaign)
    shift, reader = _as_it_is(session, duty) if duty else _made_up(session, event, now)
    letter = compose_shift(kind, shift, reader, campaign, f"<preview@{campaign.domain}>", now)
    return shown(letter, reader, campaign)


def _of(session: Session, event: Event, person: Person) -> Duty:
    theirs = [duty for duty in duties_of(session, event) if duty.person.id == person.id]
    if not theirs:
        raise HasNoRole(name_of(person), event.ref)
    return min(theirs, key=lambda duty: duty.assignment.dropped_at is not None)


def _first(session: Session, event: Event) -> Duty | None:
    return next((duty for duty in duties_of(session, event) if duty.assignment.dropped_at is None), None)


def _as_it_is(session: Session, duty: Duty) -> tuple[Shift, Household]:
    sequence = shift_holdings(session, duty.event).sequence(duty.uid, duty.version)
    return shift_told(session, duty, sequence), volunteer(session, duty, duty.address or NOBODY)


def _made_up(session: Session, event: Event, now: datetime) -> tuple[Shift, Household]:
    role = session.exec(select(Role).where(Role.event_id == event.id).order_by(col(Role.id))).first()
    if role is None:
        raise NoRolesYet(event.ref)
    nobody = Duty(
        event,
        role,
        Assignment(role_id=role.id or 0, person_id=0, created_at=now),
        Person(uid="", name_folded="", sort_key=""),
    )
    guest = Guest("Ann Example", "Ann", "0-0-preview", Answer.INVITED)
    return told(nobody, occasion_of(session, event).discreet(WITH_YOUR_PLACE), 0), Household(NOBODY, (guest,))
