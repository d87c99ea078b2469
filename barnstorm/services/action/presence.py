"""Who offers something in the hall, or signs a sheet there, was there."""

from datetime import datetime

from sqlmodel import Session, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.evenings import HALF_A_DAY
from barnstorm.services.door import arrivals


def answer_of(session: Session, event: Event, person: Person) -> Rsvp | None:
    return session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person.id)).first()


def tick_present(session: Session, barnstorm: Event, person: Person, answer: Rsvp | None, now: datetime) -> bool:
    """Tick them in, if nobody has; whether that was done. `answer` is theirs to the barnstorm, if they have one.

    Of a party one head: the paper is about one. They came when the event began, for nobody wrote down when; long before
    it, they have only promised something. The event must be held (find_event_to_change).
    """
    if now < barnstorm.starts_at - HALF_A_DAY:
        return False
    if answer is not None and answer.attended:
        answer.updated_at = now  # another desk that takes back the line that ticked them must see that they are here
        return False
    arrivals.tick(session, barnstorm, person, now, heads=1, came_at=min(now, barnstorm.starts_at))
    return True
