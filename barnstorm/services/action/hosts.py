"""Who hosts what next, for the call before each action: does it stand, and do you have what you need?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, case, func, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Person, Rsvp, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import join_name
from barnstorm.rows.board import HostRow
from barnstorm.services.event.offspring import family
from barnstorm.services.finding.event import find_event

_EVENT, _PERSON, _RSVP, _VENUE = (plain(model) for model in (Event, Person, Rsvp, Venue))


def hosts(session: Session, typed: str, now: datetime) -> tuple[str, list[HostRow]]:
    """The event's ref, and everything born at it, and at what was born there, that is not over yet: soonest first."""
    event = find_event(session, typed, now)
    assert event.id is not None  # it was found
    ahead = [one.id for one in family(session, event.id)[1:] if one.ends_at > now and not one.called_off]
    return event.ref, [_row(line) for line in _lines(session, ahead)]


def _lines(session: Session, actions: Sequence[int]) -> Sequence[Any]:
    e, p, r = _EVENT.c, _PERSON.c, _RSVP.c
    going, theirs = r.answer == Answer.GOING, r.person_id == e.host_id
    guests_confirmed = going & r.confirmed_at.is_not(None) & (e.host_id.is_(None) | (r.person_id != e.host_id))
    counted = (
        func.coalesce(func.sum(case((going, r.party_size), else_=0)), 0).label("going"),
        func.coalesce(func.sum(case((guests_confirmed, 1), else_=0)), 0).label("guests_confirmed"),
        func.max(case((theirs & going, r.confirmed_at))).label("confirmed_at"),
    )
    own = (e.id, e.ref, e.code, e.title, e.kind, e.starts_at, e.timezone, e.capacity, e.review, e.host_id)
    whose = (p.given_name, p.family_name, p.phone, p.email, _VENUE.c.name.label("venue"))
    return (
        session.connection()
        .execute(
            select(*own, *whose, *counted)
            .select_from(_EVENT)
            .outerjoin(_PERSON, e.host_id == p.id)
            .outerjoin(_VENUE, e.venue_id == _VENUE.c.id)
            .outerjoin(_RSVP, r.event_id == e.id)
            .where(e.id.in_(actions))
            .group_by(*own, *whose)
            .order_by(e.starts_at, e.id)
        )
        .all()
    )


def _row(line: Row[Any]) -> HostRow:
    zone = ZoneInfo(line.timezone)
    return HostRow(
        event=line.ref,
        code=line.code,
        title=line.title,
        kind=line.kind,
        starts_at=line.starts_at.astimezone(zone),
        host_id=line.host_id,
        host=join_name(line.given_name or "", line.family_name or "") or None,
        phone=line.phone,
        email=line.email,
        confirmed_at=line.confirmed_at and line.confirmed_at.astimezone(zone),
        going=int(line.going),
        capacity=line.capacity,
        guests_confirmed=int(line.guests_confirmed),
        venue=line.venue,
        review=line.review,
    )
