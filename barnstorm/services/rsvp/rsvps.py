"""Who comes. Capacity is decided inside the write transaction, while nobody else can change who is coming."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from barnstorm.db.tables import Event, Journal, Rsvp
from barnstorm.domain.answers import OFF_THE_LIST, Answer, checked_party_size, decide, fits, why_waiting
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.people import Contact
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.rsvp import NoPlaceFor, NothingToConfirm, NotOnTheList, NotWaiting, PartyDoesNotFit
from barnstorm.rows.rsvp import Answered, RsvpRow
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.people import known_or_new
from barnstorm.services.rsvp.rows import row_of, rows_for, rows_of
from barnstorm.services.rsvp.waiting import fill_places, give_places, heads_going, next_turn, waiting_list
from barnstorm.services.volunteer.roles import held_by


@dataclass(frozen=True)
class Particulars:
    """What else is known of an answer; None leaves a fact as it is."""

    party_size: int | None = None
    access: str | None = None
    source: str | None = None
    note: str | None = None


def add(
    session: Session,
    event: str,
    contact: Contact,
    answer: Answer,
    now: datetime,
    more: Particulars = Particulars(),
) -> Answered:
    """Put somebody on the list. Over capacity they wait; the same again changes nothing. Somebody known who is added as
    declined or cancelled is taken off as by `change`. EventCancelled.
    """
    held = _open(session, event, now, "nobody can be added")
    person, new = known_or_new(session, contact, now, held.id)
    assert held.id is not None
    assert person.id is not None
    rsvp = _find(session, held.id, person.id)
    known = rsvp is not None
    if rsvp is None:
        rsvp = Rsvp(event_id=held.id, person_id=person.id, created_at=now, updated_at=now)
        session.add(rsvp)
        session.flush()
    noted = _note(rsvp, more, now)
    answered, moved_up = set_answer(session, held, rsvp, answer, more.party_size, now)
    taken_back = answered and known and answer in OFF_THE_LIST and _take_back(session, held, rsvp, now)
    changed = noted or answered or not known
    return Answered(row_of(session, rsvp), changed, tuple(moved_up), new, taken_back)


def change(
    session: Session,
    event: str,
    person: str,
    answer: Answer,
    now: datetime,
    party_size: int | None = None,
) -> Answered:
    """Another answer, or another party. Places that come free go to those who wait, in the same transaction.

    Who is taken off the list gets a cancellation of the invitation they hold, for the sake of their calendar.
    NotOnTheList, PartyDoesNotFit, EventCancelled.
    """
    held = _open(session, event, now, "its answers stay as they are")
    rsvp, _ = _rsvp_of(session, held, person)
    changed, moved_up = set_answer(session, held, rsvp, answer, party_size, now)
    off = changed and answer in OFF_THE_LIST
    return Answered(
        row_of(session, rsvp),
        changed,
        tuple(moved_up),
        taken_back=off and _take_back(session, held, rsvp, now),
        roles=held_by(session, rsvp.event_id, rsvp.person_id) if off else (),
    )


def confirm(session: Session, event: str, person: str, now: datetime, by: str = "", how: str = "") -> Answered:
    """They have said again that they will come. Once is enough: a second time changes nothing. NothingToConfirm."""
    held = _open(session, event, now, "there is nothing to confirm")
    rsvp, name = _rsvp_of(session, held, person)
    if rsvp.answer != Answer.GOING:
        raise NothingToConfirm(name, rsvp.person_id, held.ref, rsvp.answer or "none")
    changed = rsvp.confirmed_at is None
    if changed:
        rsvp.confirmed_at, rsvp.updated_at = now, now
        rsvp.confirmed_by, rsvp.confirmed_how = one_line(by), one_line(how)
    return Answered(row_of(session, rsvp), changed)


def promote(
    session: Session, event: str, person: str | None, now: datetime, *, over_capacity: bool = False
) -> list[RsvpRow]:
    """Give a place to `person`, out of turn, or to everybody who fits, in turn. Who moved up.

    NoPlaceFor if there is none, unless somebody knowingly goes `over_capacity`. What is done out of turn or over
    capacity is written into the journal. NotWaiting.
    """
    held = _open(session, event, now, "nobody moves up")
    if person is None:
        waiting = [party.key for party in waiting_list(session, held)]
        fill_places(session, held, now)
        still = {party.key for party in waiting_list(session, held)}
        return rows_for(session, held, [key for key in waiting if key not in still])
    rsvp, name = _rsvp_of(session, held, person)
    if rsvp.answer != Answer.WAITLISTED:
        raise NotWaiting(name, held.ref, rsvp.answer or "none")
    taken = heads_going(session, held, without=rsvp.id)
    room = fits(held.capacity, taken, rsvp.party_size)
    if not room and not over_capacity:
        raise NoPlaceFor(name, rsvp.person_id, why_waiting(held.capacity, taken, rsvp.party_size), held.ref)
    overridden = "out of turn" if room else f"over capacity: {taken + rsvp.party_size} of {held.capacity} places"
    session.add(Journal(at=now, event_id=held.id, person_id=rsvp.person_id, what="override", detail=overridden))
    assert rsvp.id is not None
    give_places(session, [rsvp.id], now)
    return [row_of(session, rsvp)]


def row(session: Session, event: Event, person: str) -> RsvpRow:
    """Somebody's answer as it stands. NotOnTheList."""
    return row_of(session, _rsvp_of(session, event, person)[0])


def listed(session: Session, event: str, now: datetime, answer: Answer | None = None) -> tuple[str, list[RsvpRow]]:
    """The event’s ref, and who is on its list."""
    held = find_event(session, event, now)
    return held.ref, rows_of(session, held, answer=answer)


def set_answer(
    session: Session, event: Event, rsvp: Rsvp, answer: Answer, party_size: int | None, now: datetime
) -> tuple[bool, list[str]]:
    """What `rsvp` says from now on; `party_size` None leaves it. Whether that is a change, and who moved up for it.

    The event must be held (find_event_to_change). Somebody going who wants more places than are free is refused and
    keeps theirs (PartyDoesNotFit); somebody who waits and asks again keeps their turn.
    """
    heads = checked_party_size(rsvp.party_size if party_size is None else party_size)
    waits_already = rsvp.answer == Answer.WAITLISTED and answer is Answer.GOING
    if heads == rsvp.party_size and (rsvp.answer == answer or waits_already):
        return False, []
    decided = _decided(session, event, rsvp, answer, heads)
    if rsvp.answer == Answer.GOING and decided is not Answer.GOING:
        rsvp.confirmed_at, rsvp.confirmed_by, rsvp.confirmed_how = None, "", ""
    if decided is not Answer.WAITLISTED:
        rsvp.waitlisted_at = None
    elif rsvp.waitlisted_at is None:
        rsvp.waitlisted_at = next_turn(session, event, now)
    rsvp.answer, rsvp.party_size = decided.value, heads
    rsvp.answered_at = None if answer is Answer.INVITED else now
    rsvp.updated_at = now
    moved_up = fill_places(session, event, now)
    session.refresh(rsvp)
    if decided is Answer.WAITLISTED and rsvp.answer == Answer.GOING:
        moved_up.remove(_name(session, rsvp))
    return True, moved_up


def _decided(session: Session, event: Event, rsvp: Rsvp, answer: Answer, heads: int) -> Answer:
    if answer is not Answer.GOING:
        return answer
    taken = heads_going(session, event, without=rsvp.id)
    decided = decide(event.capacity, taken, heads)
    if decided is Answer.WAITLISTED and rsvp.answer == Answer.GOING:
        assert event.capacity is not None
        raise PartyDoesNotFit(_name(session, rsvp), heads, event.ref, event.capacity - taken - rsvp.party_size)
    return decided


def _open(session: Session, typed: str, now: datetime, what: str) -> Event:
    """The event, held for a change of who is coming."""
    event = find_event_to_change(session, typed, now)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, what)
    return event


def _rsvp_of(session: Session, event: Event, typed: str) -> tuple[Rsvp, str]:
    person = find_person(session, typed, event.id)
    name = join_name(person.given_name, person.family_name)
    assert event.id is not None
    assert person.id is not None
    rsvp = _find(session, event.id, person.id)
    if rsvp is None:
        raise NotOnTheList(name, event.ref)
    return rsvp, name


def _find(session: Session, event_id: int, person_id: int) -> Rsvp | None:
    return session.exec(select(Rsvp).where(Rsvp.event_id == event_id, Rsvp.person_id == person_id)).first()


def _note(rsvp: Rsvp, more: Particulars, now: datetime) -> bool:
    """Write down the particulars that were given; whether any is new."""
    given = {
        "access": more.access and one_line(more.access),
        "source": more.source and one_line(more.source),
        "notes": more.note and paragraphs(more.note),
    }
    new = {field: value for field, value in given.items() if value and value != getattr(rsvp, field)}
    for field, value in new.items():
        setattr(rsvp, field, value)
        rsvp.updated_at = now
    return bool(new)


def _take_back(session: Session, event: Event, rsvp: Rsvp, now: datetime) -> bool:
    """Whether a cancellation of their own is queued."""
    from barnstorm.services.invite.taking_back import (
        take_back,  # a list of answers should not wait for all that letters need
    )

    return take_back(session, event, {rsvp.person_id}, now) > 0


def _name(session: Session, rsvp: Rsvp) -> str:
    return row_of(session, rsvp).name
