"""Messages of the outbox as rows."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.delivery import State
from barnstorm.domain.names import join_name
from barnstorm.errors.mail import NoSuchMail
from barnstorm.rows.mail import MailRow
from barnstorm.services.outbox.order import Order, meant, waits

_CHUNK = 500
"""SQLite takes a limited number of parameters."""


def mail_rows(
    session: Session,
    *,
    event_id: int | None = None,
    state: State | None = None,
    kinds: Collection[str] | None = None,
    limit: int | None = None,
) -> list[MailRow]:
    """The outbox in the order it was queued. `kinds` may be beginnings; with `limit` the newest so many."""
    conditions: list[ColumnElement[bool]] = []
    if event_id is not None:
        conditions.append(col(Mail.event_id) == event_id)
    if state is not None:
        conditions.append(col(Mail.state) == state)
    if kinds is not None:
        conditions.append(or_(*(col(Mail.kind).startswith(kind, autoescape=True) for kind in kinds)))
    return list(reversed(_rows(session, *conditions, limit=limit)))


def rows_of(session: Session, ids: Sequence[int]) -> list[MailRow]:
    """The messages of these ids, each once, in the order they were queued."""
    session.flush()
    found = (_rows(session, col(Mail.id).in_(chunk)) for chunk in _chunks(sorted(set(ids))))
    return sorted((row for rows in found for row in rows), key=lambda row: row.id)


def due_rows(session: Session, order: Order, now: datetime) -> list[MailRow]:
    """What a `drain` would look at now."""
    found = session.execute(select(col(Mail.id)).where(waits(), col(Mail.due_at) <= now, *meant(order)))
    return rows_of(session, [number for number in found.scalars() if number is not None])


def row_of(session: Session, number: int) -> MailRow:
    rows = rows_of(session, [number])
    if not rows:
        raise NoSuchMail(number)
    return rows[0]


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK))


def _rows(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> list[MailRow]:
    """Newest first."""
    query = (
        select(
            *(getattr(Mail, name) for name in ("id", "key", "kind", "to_address", "subject", "state", "attempts")),
            *(getattr(Mail, name) for name in ("due_at", "sent_at", "message_id", "detail")),
            col(Event.ref),
            col(Event.timezone),
            col(Person.given_name),
            col(Person.family_name),
        )
        .outerjoin(Event, col(Mail.event_id) == Event.id)
        .outerjoin(Person, col(Mail.person_id) == Person.id)
        .where(*conditions)
        .order_by(col(Mail.id).desc())
        .limit(limit)
    )
    return [_row(line) for line in session.execute(query)]


def _row(line: Sequence[Any]) -> MailRow:
    number, key, kind, to, subject, state, attempts, due, sent, message_id, detail, ref, timezone, given, family = line
    zone = ZoneInfo(timezone) if timezone else UTC
    return MailRow(
        id=number,
        key=key,
        kind=kind,
        event=ref,
        person=join_name(given or "", family or "") or None,
        to=to,
        subject=subject,
        state=state,
        attempts=attempts,
        due_at=due.astimezone(zone),
        sent_at=sent.astimezone(zone) if sent else None,
        message_id=message_id,
        detail=detail,
    )
