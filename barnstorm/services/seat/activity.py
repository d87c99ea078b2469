"""What happens in the seats: their events, who hosts, and how many places are filled."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
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
    going to them. `places` are those at the actions with a limit, `places_free` the ones still ahead and empty.
    """

    days: list[date] = field(default_factory=list)
    next_event: str | None = None
    hosts: set[int] = field(default_factory=set)
    filled: int = 0
    places: int = 0
    places_free: int = 0

    def covered(self, after: date | None, until: date | None) -> bool:
        """Whether there was or will be an event since its last contest, and not later than polling day."""
        return any((after is None or day > after) and (until is None or day <= until) for day in self.days)


def activities(session: Session, now: datetime, *, seat_id: int | None = None) -> dict[int, Activity]:
    """Seat id -> what happens there. Seats where nothing does are left out (a missing one gives an empty Activity)."""
    c = _EVENT.c
    held = c.seat_id.is_not(None) & (c.status == Status.SCHEDULED)
    if seat_id is not None:
        held &= c.seat_id == seat_id
    going = _heads_going(session, held)
    found: dict[int, Activity] = defaultdict(Activity)
    columns = (c.id, c.seat_id, c.ref, c.kind, c.host_id, c.starts_at, c.ends_at, c.timezone, c.capacity)
    for event in session.connection().execute(select(*columns).where(held).order_by(c.starts_at, c.id)):
        activity = found[event.seat_id]
        activity.days.append(event.starts_at.astimezone(ZoneInfo(event.timezone)).date())
        if event.ends_at > now and activity.next_event is None:
            activity.next_event = event.ref
        if event.kind != Kind.BARNSTORM:
            _add_action(activity, event, going.get(event.id, 0), now)
    return found


def _add_action(activity: Activity, action: Any, going: int, now: datetime) -> None:
    activity.filled += going
    if action.host_id is not None:
        activity.hosts.add(action.host_id)
    if action.capacity is not None:
        activity.places += action.capacity
        if action.starts_at > now:
            activity.places_free += max(0, action.capacity - going)


def _heads_going(session: Session, held: ColumnElement[bool]) -> dict[int, int]:
    """Event id -> heads going to it, of the actions that meet the condition."""
    heads = (
        select(_RSVP.c.event_id, func.sum(_RSVP.c.party_size))
        .join_from(_EVENT, _RSVP, _RSVP.c.event_id == _EVENT.c.id)
        .where(held, _EVENT.c.kind != Kind.BARNSTORM, _RSVP.c.answer == Answer.GOING)
        .group_by(_RSVP.c.event_id)
    )
    return {event_id: int(number) for event_id, number in session.connection().execute(heads)}
