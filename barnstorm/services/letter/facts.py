"""What letters are about, read at once for a whole batch of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp

_AHEAD = "letters ahead"


@dataclass
class _Ahead:
    """What was read. The session itself forgets rows that nobody holds."""

    events: dict[int, Event] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    rsvps: dict[tuple[int, int], Rsvp] = field(default_factory=dict)


def look_ahead(session: Session, mails: Sequence[Mail]) -> None:
    """Read the events, people and answers that these letters are about: three queries, however many letters."""
    events = {mail.event_id for mail in mails if mail.event_id is not None}
    people = {mail.person_id for mail in mails if mail.person_id is not None}
    found = _Ahead(
        {event.id or 0: event for event in session.exec(select(Event).where(col(Event.id).in_(events)))},
        {person.id or 0: person for person in session.exec(select(Person).where(col(Person.id).in_(people)))},
    )
    both = select(Rsvp).where(col(Rsvp.event_id).in_(events), col(Rsvp.person_id).in_(people))
    found.rsvps = {(rsvp.event_id, rsvp.person_id): rsvp for rsvp in session.exec(both)}
    session.info[_AHEAD] = found


def rsvp_of(session: Session, event: Event, person: Person) -> Rsvp | None:
    ahead: _Ahead = session.info.get(_AHEAD) or _Ahead()
    if event.id in ahead.events and person.id in ahead.people:
        return ahead.rsvps.get((event.id, person.id))
    return session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person.id)).first()
