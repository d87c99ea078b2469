"""A letter about to leave, and what may keep it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.rows.campaign import Campaign
from barnstorm.services.letter.facts import Said, Somebody, rsvp_of
from barnstorm.services.outbox.hand import Closed, Later, Queued


@dataclass(frozen=True)
class Case:
    """A letter about to leave, with what it is about as it is now."""

    session: Session
    mail: Queued
    event: Event
    person: Somebody
    campaign: Campaign
    now: datetime

    @property
    def rsvp(self) -> Said | None:
        return rsvp_of(self.session, self.event, self.person)


Guard = Callable[[Case], Closed | Later | None]
"""Why the letter must not leave any more, or not yet; None if it may."""
