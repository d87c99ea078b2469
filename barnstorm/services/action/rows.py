"""What was offered at a barnstorm, as rows: the earliest first, for its sheets are typed in first."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, Venue
from barnstorm.rows.action import ActionRow
from barnstorm.rows.event import EventRow
from barnstorm.rows.rsvp import RsvpRow
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.action import find_action
from barnstorm.services.finding.event import find_event
from barnstorm.services.rsvp import rows as rsvp_rows

_EVENT, _VENUE = plain(Event), plain(Venue)


def listed(session: Session, typed: str, now: datetime) -> tuple[str, list[ActionRow]]:
    """The barnstorm's ref, and everything offered there, refused and cancelled ones too."""
    barnstorm = find_event(session, typed, now)
    return barnstorm.ref, rows_where(session, _EVENT.c.born_at_id == barnstorm.id)


def signed_up(session: Session, typed: str, code: str, now: datetime) -> tuple[str, list[RsvpRow]]:
    """One action's ref, and who signed up for it, by surname: what its host needs. NoSuchCode."""
    action = find_action(session, find_event(session, typed, now), code)
    return action.ref, rsvp_rows.rows_of(session, action)


def row_of(session: Session, action: Event) -> ActionRow:
    session.flush()
    return rows_where(session, _EVENT.c.id == action.id)[0]


def rows_where(session: Session, condition: ColumnElement[bool]) -> list[ActionRow]:
    """The actions that meet it."""
    own = (_EVENT.c.id, _EVENT.c.host_id, _EVENT.c.review, _EVENT.c.review_reason, _VENUE.c.private)
    query = select(*own).outerjoin(_VENUE, _EVENT.c.venue_id == _VENUE.c.id).where(condition)
    more = {line.id: line for line in session.execute(query)}
    return [
        _row(event, more[event.id].host_id, more[event.id].private, more[event.id].review, more[event.id].review_reason)
        for event in event_rows.rows_where(session, condition)
    ]


def _row(event: EventRow, host_id: int | None, private: bool | None, review: str | None, reason: str) -> ActionRow:
    return ActionRow(
        code=event.code,
        event=event.ref,
        title=event.title,
        kind=event.kind,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        all_day=event.all_day,
        host=event.host,
        host_id=host_id,
        venue=event.venue,
        private=bool(private),
        seat=event.seat,
        capacity=event.capacity,
        going=event.going,
        free=None if event.capacity is None else max(event.capacity - event.going, 0),
        waitlisted=event.waitlisted,
        status=event.status,
        review=review,
        review_reason=reason,
        born_at=event.born_at or "",
    )
