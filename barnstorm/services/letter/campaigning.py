"""Whom a letter may go to that announces something they did not sign up for."""

from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Consent, Event, EventOrganisation
from barnstorm.domain.consents import Channel


def agreeing(session: Session, event_id: int, person_id: int | None = None) -> set[int]:
    """The ids of the people who agree, now, to get mail from one of those who called the event, or the meeting it was
    born at; with `person_id`, of that one alone.
    """
    meeting = select(Event.born_at_id).where(Event.id == event_id).scalar_subquery()
    consents = (
        select(Consent.person_id)
        .join(EventOrganisation, col(EventOrganisation.organisation_id) == col(Consent.organisation_id))
        .where(
            or_(col(EventOrganisation.event_id) == event_id, col(EventOrganisation.event_id) == meeting),
            Consent.channel == Channel.EMAIL,
            col(Consent.withdrawn_at).is_(None),
        )
    )
    if person_id is not None:
        consents = consents.where(Consent.person_id == person_id)
    return set(session.exec(consents))
