"""The letters after an event, looked at before they are sent."""

from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.letters import THANKS
from barnstorm.mail.afterwards import worded_after
from barnstorm.mail.letter import carried
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Preview
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.person import find_person
from barnstorm.services.letter.audience import household_of
from barnstorm.services.letter.composing import Composed, enclosed
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.letter.previews import NOBODY, shown, with_sender
from barnstorm.services.mail.after_letters import ahead


def preview_after(
    session: Session, kind: str, typed: str, to: str | None, campaign: Campaign, now: datetime
) -> Preview:
    """The letter THANKS or MISSED to `to`, else to the first who came or was missed, else to a guest made up; whether
    they agreed to get one or not. BadTemplate says what is wrong with a template of the campaign's own.
    """
    event = find_event(session, typed, now)
    person = find_person(session, to, event.id) if to else _first(session, event, kind)
    campaign = with_sender(campaign)
    household = _household(session, event, person)
    actions = ahead(session, kind, event, person, now) if person else ()
    words = worded_after(kind, occasion_of(session, event), campaign, household, actions)
    written = enclosed(words, household, campaign, f"<preview@{campaign.domain}>", now)
    return shown(Composed(words, written), household, campaign)


def _first(session: Session, event: Event, kind: str) -> Person | None:
    noted = (
        select(Person)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.attended).is_(kind == THANKS), col(Person.email).is_not(None))
        .order_by(col(Person.sort_key), col(Person.id))
    )
    return session.exec(noted.limit(1)).first()


def _household(session: Session, event: Event, person: Person | None) -> Household:
    if person is None:
        return Household(NOBODY, (Guest("Ann Example", "Ann", "0-0-preview", None),))
    address = carried(person.email or "") or NOBODY
    return household_of(session, event, address, [(person, rsvp_of(session, event, person))])
