"""What the campaign's own evenings say of how many come."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.forecast import Turnout

_EVENT, _RSVP = plain(Event), plain(Rsvp)


def earlier_turnouts(session: Session, event: Event, now: datetime) -> list[Turnout]:
    """The closed evenings of the event's kind that are over, oldest first.

    Closed is where nobody who was going is without a tick or a no: elsewhere a missing tick says nothing.
    """
    going = _RSVP.c.answer == Answer.GOING
    heads = func.sum(case((going, _RSVP.c.party_size), else_=0))
    inside = func.coalesce(_RSVP.c.heads_in, _RSVP.c.party_size)
    came = func.sum(case((_RSVP.c.attended.is_(True), inside), else_=0))
    unknown = func.sum(case((going & _RSVP.c.attended.is_(None), 1), else_=0))
    query = (
        select(heads, came)
        .select_from(_RSVP.join(_EVENT, _RSVP.c.event_id == _EVENT.c.id))
        .where(
            _EVENT.c.kind == event.kind,
            _EVENT.c.status == Status.SCHEDULED,
            _EVENT.c.ends_at <= now,
            _EVENT.c.id != event.id,
        )
        .group_by(_EVENT.c.id, _EVENT.c.starts_at)
        .having(heads > 0, came > 0, unknown == 0)
        .order_by(_EVENT.c.starts_at, _EVENT.c.id)
    )
    return [Turnout(int(said), int(inside_then)) for said, inside_then in session.execute(query)]
