"""How many an evening may expect, and what it needs for them."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Rsvp, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.door import checked_desks
from barnstorm.domain.forecast import forecast, materials
from barnstorm.domain.names import fold
from barnstorm.domain.volunteers import BARNSTORM
from barnstorm.rows.pack import HelpersWanted, Outlook
from barnstorm.services.door.expected import EXPECTED
from barnstorm.services.event.show_rate import earlier_turnouts
from barnstorm.services.finding.event import find_event
from barnstorm.services.volunteer.roles import role_rows


def outlook(session: Session, typed: str, now: datetime, *, desks: int | None = None) -> Outlook:
    """What to expect of the event; `desks` if it is decided how many there are. Only reads. BadNumberOfDesks."""
    return outlook_of(session, find_event(session, typed, now), now, desks=desks)


def outlook_of(session: Session, event: Event, now: datetime, *, desks: int | None = None) -> Outlook:
    heads = _heads(session, event)
    seen = forecast(heads.get(Answer.GOING, 0), earlier_turnouts(session, event, now))
    bring = materials(seen.high, None if desks is None else checked_desks(desks))
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    return Outlook(
        event=event.ref,
        title=event.title,
        going=seen.going,
        maybe=heads.get(Answer.MAYBE, 0),
        waitlisted=heads.get(Answer.WAITLISTED, 0),
        venue_capacity=venue.capacity if venue else None,
        expected=seen.expected,
        expected_low=seen.low,
        expected_high=seen.high,
        show_rate=round(seen.rate, 3),
        evenings=seen.evenings,
        desks=bring.desks,
        tables=bring.tables,
        chairs=bring.chairs,
        pens=bring.pens,
        host_sheets=bring.host_sheets,
        needs=_needs(session, event),
        helpers=_helpers(session, event, seen.high),
    )


def _heads(session: Session, event: Event) -> dict[str, int]:
    """Answer -> heads that gave it."""
    query = select(Rsvp.answer, func.sum(Rsvp.party_size)).where(Rsvp.event_id == event.id).group_by(col(Rsvp.answer))
    return {answer: int(heads) for answer, heads in session.exec(query) if answer}


def _needs(session: Session, event: Event) -> int:
    told = select(func.count()).where(Rsvp.event_id == event.id, Rsvp.access != "", col(Rsvp.answer).in_(EXPECTED))
    return int(session.exec(told).one())


def _helpers(session: Session, event: Event, heads: int) -> tuple[HelpersWanted, ...]:
    """The usual roles for so many heads, and those that the event has besides."""
    made = {fold(row.role): row for row in role_rows(session, event)}
    wanted = {fold(usual.name): (usual.name, usual.needed(max(heads, 1))) for usual in BARNSTORM}
    wanted |= {key: (row.role, row.needed) for key, row in made.items() if key not in wanted}
    return tuple(
        HelpersWanted(name, number, made[key].filled if key in made else 0) for key, (name, number) in wanted.items()
    )
