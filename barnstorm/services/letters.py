"""Each letter of the outbox, looked at once more and written at the moment it leaves.

What was planned days ago may be wrong by now: the event moved or cancelled, the answer changed. So nothing is written
before it is claimed, and everything is taken from the rows as they are.
"""

from datetime import datetime
from functools import lru_cache

from sqlmodel import Session, col, select

from barnstorm.calendar.invitation import Invitation, Method, Partstat
from barnstorm.calendar.invitation import invitation as calendar_of
from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.delivery import State
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line
from barnstorm.mail import letter
from barnstorm.mail.letter import Envelope, Written, carried
from barnstorm.mail.wording import calendar_description, worded
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Mailbox, Occasion
from barnstorm.services.occasions import occasion_of

INVITE, CANCEL, REMINDER = "invite", "cancel", "reminder-"
ASKED = (Answer.INVITED, Answer.GOING, Answer.MAYBE)
"""Those who get invitations."""
COMING = (Answer.GOING, Answer.MAYBE)
"""Those who get reminders."""
HELD = (State.ACCEPTED, State.UNKNOWN, State.SENDING)
"""States of an invitation that its guest holds, or may hold."""


def why_not(session: Session, mail: Mail, now: datetime) -> tuple[State, str] | None:
    """Why this letter must not leave any more, and the state that closes it; None if it may."""
    event, person = session.get(Event, mail.event_id), session.get(Person, mail.person_id)
    if event is None or person is None:
        return State.CANCELLED, "Nobody knows any more whom or what it was about."
    return (
        _unreachable(mail, person) or _outdated(mail, event, now) or _answered_otherwise(session, mail, event, person)
    )


def write(session: Session, mail: Mail, campaign: Campaign, now: datetime) -> Written:
    """The letter as bytes. `mail.message_id` must be set."""
    event, person = session.get(Event, mail.event_id), session.get(Person, mail.person_id)
    assert event is not None
    assert person is not None
    occasion = _occasion(session, event)
    rsvp = rsvp_of(session, event, person)
    words = worded(_template(session, mail), occasion, campaign, _called(person), coming=_is_coming(rsvp))
    envelope = Envelope(organiser(campaign), _guest(person, mail.to_address), words.subject, now, mail.message_id or "")
    if mail.kind.startswith(REMINDER):
        return letter.notice(envelope, words.text, words.html)
    method = Method.CANCEL if mail.kind == CANCEL else Method.REQUEST
    calendar = personal_calendar(occasion, method, campaign, _guest(person, mail.to_address), rsvp)
    return letter.invitation(envelope, words.text, words.html, calendar, method)


def organiser(campaign: Campaign) -> Mailbox:
    """The mailbox that letters come from and answers go to."""
    return Mailbox(one_line(campaign.sender_name or campaign.name), carried(campaign.address))


def personal_calendar(
    occasion: Occasion, method: Method, campaign: Campaign, guest: Mailbox, rsvp: Rsvp | None
) -> bytes:
    """The .ics for one guest. Who is known to come need not answer again, unless a new version asks them to."""
    stands = rsvp is not None and (
        occasion.sequence == 0 or (rsvp.answered_at is not None and rsvp.answered_at >= occasion.revised_at)
    )
    partstat = Partstat.ACCEPTED if _is_coming(rsvp) and stands else Partstat.NEEDS_ACTION
    return calendar_for(occasion, method, campaign).to(guest, partstat)


@lru_cache(maxsize=32)
def calendar_for(occasion: Occasion, method: Method, campaign: Campaign) -> Invitation:
    """The calendar of this version of the event, for a guest to be put in. Built once, however many guests there are:
    building one takes hundreds of times as long as putting a guest in.
    """
    sender = organiser(campaign)
    return calendar_of(occasion, method, sender if sender.address else None, calendar_description(occasion, campaign))


def rsvp_of(session: Session, event: Event, person: Person) -> Rsvp | None:
    return session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person.id)).first()


def holders(session: Session, event: Event, *, before: int | None = None) -> set[int]:
    """The ids of the people who were sent an invitation to `event`; with `before`, to a version below that SEQUENCE."""
    sent = select(Mail.person_id).where(
        Mail.event_id == event.id, Mail.kind == INVITE, col(Mail.state).in_(HELD), col(Mail.person_id).is_not(None)
    )
    if before is not None:
        sent = sent.where(col(Mail.event_sequence) < before)
    return {person_id for person_id in session.exec(sent) if person_id is not None}


def _unreachable(mail: Mail, person: Person) -> tuple[State, str] | None:
    address = carried(person.email or "")
    if address == mail.to_address:
        return None
    return State.CANCELLED, "Their email address has changed." if address else "They have no email address any more."


def _outdated(mail: Mail, event: Event, now: datetime) -> tuple[State, str] | None:
    """The event is not any more what the letter was planned for."""
    cancelled = event.status == Status.CANCELLED
    version = mail.event_starts_at if mail.kind.startswith(REMINDER) else mail.event_sequence
    current = event.starts_at if mail.kind.startswith(REMINDER) else event.sequence
    if cancelled != (mail.kind == CANCEL):
        return State.CANCELLED, "The event is cancelled." if cancelled else "The event is on again."
    if version != current:
        return State.CANCELLED, "The event was changed after this was planned."
    begun = now >= event.starts_at and mail.kind != CANCEL
    return (State.EXPIRED, "The event has begun.") if begun else None


def _answered_otherwise(session: Session, mail: Mail, event: Event, person: Person) -> tuple[State, str] | None:
    rsvp = rsvp_of(session, event, person)
    answer = rsvp.answer if rsvp else None
    if mail.kind == CANCEL or answer in (ASKED if mail.kind == INVITE else COMING):
        return None
    return State.CANCELLED, f"Their answer is {answer} now." if answer else "They are no longer on the list."


def _occasion(session: Session, event: Event) -> Occasion:
    """Read once in a transaction, however many letters it writes."""
    known: dict[int | None, Occasion] = session.info.setdefault("occasions", {})
    if event.id not in known:
        known[event.id] = occasion_of(session, event)
    return known[event.id]


def _template(session: Session, mail: Mail) -> str:
    """Those who hold an older invitation are told that it has changed."""
    if mail.kind != INVITE:
        return "cancel" if mail.kind == CANCEL else "reminder"
    earlier = select(Mail.id).where(
        Mail.event_id == mail.event_id,
        Mail.person_id == mail.person_id,
        Mail.kind == INVITE,
        col(Mail.event_sequence) < mail.event_sequence,
        col(Mail.state).in_(HELD),
    )
    return "update" if mail.event_sequence and session.exec(earlier.limit(1)).first() is not None else "invite"


def _is_coming(rsvp: Rsvp | None) -> bool:
    return rsvp is not None and rsvp.answer == Answer.GOING


def _guest(person: Person, address: str) -> Mailbox:
    return Mailbox(one_line(join_name(person.given_name, person.family_name)), address)


def _called(person: Person) -> str:
    return one_line(person.given_name or person.family_name)
