"""What happens in the seats: their events, who hosts, and how many places are filled."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Kind, Status

_EVENT, _RSVP = plain(Event), plain(Rsvp)


@dataclass
class Activity:
    """Of one seat, cancelled events left out. An action is any event that is no barnstorm.

    `days` are the days of its events, in their own zones; `hosts` the people who host its actions; `filled` the heads
    going to them.
    """

    days: list[date] = field(default_factory=list)
    next_event: str | None = None
    hosts: set[int] = field(default_factory=set)
    filled: int = 0

    def covered(self, after: date | None, until: date | None) -> bool:
        """Whether there was or will be an event since its last contest, and not later than polling day."""
        return any((after is None or day > after) and (until is None or day <= until) for day in self.days)


def activities(session: Session, now: datetime, *, seat_id: int | None = None) -> dict[int, Activity]:
    """Seat id -> what happens there. Seats where nothing does are left out (a missing one gives an empty Activity)."""
    c = _EVENT.c
    held = c.seat_id.is_not(None) & (c.status == Status.SCHEDULED)
    if seat_id is not None:
        held &= c.seat_id == seat_id
    found: dict[int, Activity] = defaultdict(Activity)
    columns = (c.seat_id, c.ref, c.kind, c.host_id, c.starts_at, c.ends_at, c.timezone)
    for event in session.connection().execute(select(*columns).where(held).order_by(c.starts_at, c.id)):
        activity = found[event.seat_id]
        activity.days.append(event.starts_at.astimezone(ZoneInfo(event.timezone)).date())
        if event.ends_at > now and activity.next_event is None:
            activity.next_event = event.ref
        if event.kind != Kind.BARNSTORM and event.host_id is not None:
            activity.hosts.add(event.host_id)
    heads = (
        select(c.seat_id, func.sum(_RSVP.c.party_size))
        .join_from(_EVENT, _RSVP, _RSVP.c.event_id == c.id)
        .where(held, c.kind != Kind.BARNSTORM, _RSVP.c.answer == Answer.GOING)
        .group_by(c.seat_id)
    )
    for in_seat, filled in session.connection().execute(heads):
        found[in_seat].filled = int(filled)
    return found
