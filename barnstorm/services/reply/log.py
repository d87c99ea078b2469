"""What came back, as rows; and what somebody still has to look at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Reply, Rsvp
from barnstorm.domain.names import join_name
from barnstorm.errors.replies import NoSuchReply
from barnstorm.rows.reply import ReplyRow


def row_of(
    session: Session, number: int, *, sender: str | None = None, where: str | None = None, moved_up: Sequence[str] = ()
) -> ReplyRow:
    """One message; what is not kept of it is added. NoSuchReply."""
    rows = _rows(session, col(Reply.id) == number)
    if not rows:
        raise NoSuchReply(number)
    return replace(rows[0], sender=sender, where=where, moved_up=tuple(moved_up))


def open_rows(session: Session) -> list[ReplyRow]:
    """What somebody has to look at and nobody has seen to, in the order it was read."""
    return _rows(session, col(Reply.for_a_human).is_(True), col(Reply.seen_to_at).is_(None))


def see_to(session: Session, numbers: Sequence[int], now: datetime) -> list[ReplyRow]:
    """Somebody has looked at these; once is enough. NoSuchReply, and then none is ticked off."""
    replies = [(number, session.get(Reply, number) if number < _LARGEST_ID else None) for number in numbers]
    for number, reply in replies:
        if reply is None:
            raise NoSuchReply(number)
        reply.seen_to_at = reply.seen_to_at or now
    session.flush()
    return _rows(session, col(Reply.id).in_(numbers))


_LARGEST_ID = 2**31
"""PostgreSQL refuses larger ones."""


def _rows(session: Session, *conditions: ColumnElement[bool]) -> list[ReplyRow]:
    shown: tuple[Any, ...] = (
        Reply.id, Reply.what, Reply.detail, Reply.for_a_human, Reply.read_at, Reply.seen_to_at, Reply.person_id,
        Event.ref, Event.timezone, Person.given_name, Person.family_name, Rsvp.answer,
    )  # fmt: skip
    theirs = and_(col(Rsvp.event_id) == Reply.event_id, col(Rsvp.person_id) == Reply.person_id)
    query = (
        select(*shown)
        .outerjoin(Event, col(Reply.event_id) == Event.id)
        .outerjoin(Person, col(Reply.person_id) == Person.id)
        .outerjoin(Rsvp, theirs)
        .where(*conditions)
        .order_by(col(Reply.id))
    )
    return [_row(line) for line in session.execute(query)]


def _row(line: Row[Any]) -> ReplyRow:
    zone = ZoneInfo(line.timezone) if line.timezone else UTC
    return ReplyRow(
        id=line.id,
        what=line.what,
        event=line.ref,
        person_id=line.person_id,
        person=join_name(line.given_name or "", line.family_name or "") or None,
        answer=line.answer,
        detail=line.detail,
        for_a_human=line.for_a_human and line.seen_to_at is None,
        read_at=line.read_at.astimezone(zone),
        seen_to_at=line.seen_to_at and line.seen_to_at.astimezone(zone),
    )
