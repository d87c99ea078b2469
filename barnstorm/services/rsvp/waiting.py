"""The waiting list: its order, and giving places to those on it.

Call these inside the transaction that holds the event (find_event_to_change), or two may give the same place away.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer, Waiting, waits_since, who_moves_up
from barnstorm.domain.names import join_name


def heads_going(session: Session, event: Event, *, without: int | None = None) -> int:
    """Places taken, in heads: by those who are going, and by those who are here whatever they answered.

    `without` leaves one RSVP out, by its id.
    """
    taken = select(func.coalesce(func.sum(Rsvp.party_size), 0)).where(
        col(Rsvp.event_id) == event.id, or_(col(Rsvp.answer) == Answer.GOING, col(Rsvp.attended).is_(True))
    )
    if without is not None:
        taken = taken.where(col(Rsvp.id) != without)
    return int(session.execute(taken).scalar_one())


def waits(event: Event) -> ColumnElement[bool]:
    """Whether an RSVP is on the waiting list of `event`.

    Whoever waits does so since some moment; saying it once more is what lets a database use the index of just those.
    """
    moment = col(Rsvp.waitlisted_at).is_not(None)
    return and_(col(Rsvp.event_id) == event.id, col(Rsvp.answer) == Answer.WAITLISTED, moment)


def waiting_list(session: Session, event: Event) -> list[Waiting]:
    """Who waits, the first first; the key is the RSVP's id. Somebody already let in at the door waits no more."""
    query = (
        select(col(Rsvp.id), col(Rsvp.party_size))
        .where(waits(event), col(Rsvp.attended).is_not(True))
        .order_by(col(Rsvp.waitlisted_at), col(Rsvp.id))
    )
    return [Waiting(key, party_size) for key, party_size in session.execute(query)]


def next_turn(session: Session, event: Event, now: datetime) -> datetime:
    """Since when a party waits that joins the list now: after all the others."""
    last = select(func.max(Rsvp.waitlisted_at)).where(waits(event))
    return waits_since(now, session.execute(last).scalar_one())


def fill_places(session: Session, event: Event, now: datetime) -> list[str]:
    """Give the free places to those who wait, in their order. The names of those who moved up."""
    session.flush()
    waiting = waiting_list(session, event)
    if not waiting:
        return []
    promoted = [party.key for party in who_moves_up(event.capacity, heads_going(session, event), waiting)]
    return give_places(session, promoted, now)


def give_places(session: Session, rsvp_ids: list[int], now: datetime) -> list[str]:
    """These RSVPs are going now. Their names, in the order given."""
    names: dict[int, str] = {}
    for start in range(0, len(rsvp_ids), 500):
        some = rsvp_ids[start : start + 500]
        session.execute(
            update(Rsvp)
            .where(col(Rsvp.id).in_(some))
            .values(answer=Answer.GOING.value, waitlisted_at=None, updated_at=now)
            .execution_options(synchronize_session="fetch")
        )
        whose = (
            select(col(Rsvp.id), col(Person.given_name), col(Person.family_name))
            .join(Person, col(Rsvp.person_id) == Person.id)
            .where(col(Rsvp.id).in_(some))
        )
        names |= {key: join_name(given, family) for key, given, family in session.execute(whose)}
    return [names[key] for key in rsvp_ids]
