"""Events looked at: one, or those that lie ahead. Apart from `events`, because looking should start quickly."""

from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event
from barnstorm.domain.events import Kind, Status
from barnstorm.rows.event import EventRow
from barnstorm.services.event.rows import row_of, rows_where
from barnstorm.services.finding.event import find_event


def show(session: Session, typed: str, now: datetime) -> EventRow:
    return row_of(session, find_event(session, typed, now))


def rows(
    session: Session,
    now: datetime,
    *,
    seat: str | None = None,
    kind: Kind | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    everything: bool = False,
) -> list[EventRow]:
    """Events by time: those not over yet and not cancelled, or those that start within [since, until), or all."""
    wanted: list[ColumnElement[bool]] = []
    if seat:
        from barnstorm.services.finding.seat import find_seat

        wanted.append(col(Event.seat_id) == find_seat(session, seat, (since or now).date()).id)
    if kind:
        wanted.append(col(Event.kind) == kind)
    if since:
        wanted.append(col(Event.starts_at) >= since)
    if until:
        wanted.append(col(Event.starts_at) < until)
    if not everything:
        wanted.append(col(Event.status) == Status.SCHEDULED)
        if not since and not until:
            wanted.append(col(Event.ends_at) > now)
    return rows_where(session, *wanted)


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Event)).one()
