"""The letters after an event, written as they leave: who took on what, what comes next, as it is then."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.letters import THANKS
from barnstorm.mail.afterwards import worded_after
from barnstorm.mail.letter import Written
from barnstorm.mail.wording import Wording
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household, Occasion
from barnstorm.services.action.nearest_action import nearest_open
from barnstorm.services.letter.audience import household_of, look_ahead
from barnstorm.services.letter.composing import enclosed
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.letter.guards import why_not
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.outbox.hand import Queued

__all__ = ["ahead", "draft", "look_ahead", "why_not", "write"]


def hold_people(session: Session, mails: Sequence[Queued]) -> None:
    """Read at once whom these letters are for, with all that is known of them. The session forgets rows that nobody
    holds.
    """
    ids = {mail.person_id for mail in mails}
    session.info["people after events"] = (
        session.exec(select(Person).where(col(Person.id).in_(ids))).all() if ids else ()
    )


def write(session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
    """The letter as bytes. `mail.message_id` must be set."""
    event, person = session.get_one(Event, mail.event_id), session.get_one(Person, mail.person_id)
    words = draft(session, mail.kind, event, person, mail.to_address, campaign, now)
    household = _household(session, event, person, mail.to_address)
    return enclosed(words, household, campaign, mail.message_id or "", now)


def draft(
    session: Session, kind: str, event: Event, person: Person, address: str, campaign: Campaign, now: datetime
) -> Wording:
    """What the letter says to that person now."""
    household = _household(session, event, person, address)
    actions = ahead(session, kind, event, person, now)
    return worded_after(kind, occasion_of(session, event), campaign, household, actions)


def ahead(session: Session, kind: str, event: Event, person: Person, now: datetime) -> Sequence[Occasion]:
    """What a letter of that kind tells them of: THANKS what they took on, MISSED the next thing they might join."""
    return _commitments(session, event, person, now) if kind == THANKS else _next_action(session, event, person, now)


def _household(session: Session, event: Event, person: Person, address: str) -> Household:
    return household_of(session, event, address, [(person, rsvp_of(session, event, person))])


def _commitments(session: Session, event: Event, person: Person, now: datetime) -> Sequence[Occasion]:
    """What was born at the event, is still ahead, and they are going to."""
    going = (
        select(Event)
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(Event.born_at_id == event.id, Event.status == Status.SCHEDULED, Event.starts_at > now)
        .where(Rsvp.person_id == person.id, Rsvp.answer == Answer.GOING)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    return [occasion_of(session, one) for one in session.exec(going)]


def _next_action(session: Session, event: Event, person: Person, now: datetime) -> Sequence[Occasion]:
    nearest = nearest_open(session, event, person, now)
    return [occasion_of(session, nearest)] if nearest else []
