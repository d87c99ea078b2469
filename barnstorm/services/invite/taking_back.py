"""Invitations taken back from those who are off the list of an event that goes on: each gets a cancellation of their
own, whoever wrote the answer down.

Only an answer that came from the calendar itself needs none: there the event is gone already.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import OFF_THE_LIST
from barnstorm.mail.letter import carried
from barnstorm.services.invite.holdings import Holdings, holdings
from barnstorm.services.invite.versions import is_off, queue_farewells
from barnstorm.services.letter.audience import FOLLOWING, at_address


def take_back(session: Session, event: Event, leaving: Collection[int], now: datetime) -> int:
    """Queue the cancellations of the people with the ids `leaving`, one letter for each address. How many of them held
    an invitation and hear that it is taken back: nobody whose address somebody shares who stays on the list.

    The event must be held (find_event_to_change), and the answers that take them off the list be written.
    """
    if not leaving or is_off(event) or event.ends_at <= now:
        return 0
    held = holdings(session, event)
    homes = _homes(session, event, leaving, held)
    queue_farewells(session, event, homes, held, now)
    return sum(person.id in leaving for together in homes.values() for person in together)


def _homes(session: Session, event: Event, leaving: Collection[int], held: Holdings) -> dict[str, list[Person]]:
    """Address -> those there who held an invitation, if none of them stays."""
    homes: dict[str, list[Person]] = {}
    for person in _off_the_list(session, event):
        address = carried(person.email or "")
        if person.id not in leaving or person.uid not in held.of or not address or address in homes:
            continue
        together = at_address(session, event, person, address)
        if not any(rsvp is not None and rsvp.answer in FOLLOWING for _, rsvp in together):
            homes[address] = [session.get_one(Person, one.id) for one, _ in together if one.uid in held.of]
    return homes


def _off_the_list(session: Session, event: Event) -> Collection[Person]:
    gone = (
        select(Person)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(OFF_THE_LIST))
        .order_by(col(Person.id))
    )
    return session.exec(gone).all()
