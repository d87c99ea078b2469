"""EVENT: a ref, a unique beginning of one, an id, a wall code, or `next`.

A bare number is an id first. `#3` is a wall code only, tonight's; `next/3` is the action 3 of the next event.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event
from barnstorm.domain.events import Status
from barnstorm.domain.names import nearest
from barnstorm.domain.wall_codes import is_code
from barnstorm.errors.event import NoSuchEvent, NothingComing, SeveralEvents
from barnstorm.services.finding.action import by_wall_code, find_action

OFFERED = 3
"""How many refs a refusal offers."""


def find_event(session: Session, text: str, now: datetime) -> Event:
    """The event that `text` means. NoSuchEvent with the nearest refs, SeveralEvents with the candidates."""
    typed = text.strip().lower()
    if typed == "next":
        return _next(session, now)
    barnstorm, _, code = typed.rpartition("/")
    if barnstorm and is_code(code):
        return find_action(session, find_event(session, barnstorm, now), code)
    found = _exactly(session, typed, now) or _beginning(session, typed)
    if found is None:
        raise NoSuchEvent(text, _nearest(typed, session.exec(select(Event.ref)).all()))
    return found


def find_event_to_change(session: Session, text: str, now: datetime) -> Event:
    """As `find_event`, and nobody else changes it, or who is coming to it, until this transaction ends.

    On PostgreSQL the row is taken FOR UPDATE; on SQLite the transaction itself is the only writer.
    """
    event = find_event(session, text, now)
    session.refresh(event, with_for_update=True)
    return event


def _nearest(typed: str, refs: Sequence[str]) -> list[str]:
    """The refs most like what was typed, whole or as far as it goes: `kendall` means kendal-2017-05-23."""
    beginnings = nearest(typed, (ref[: len(typed)] for ref in refs))
    begin_so = [ref for start in beginnings for ref in refs if ref.startswith(start)]
    return list(dict.fromkeys([*nearest(typed, refs), *begin_so]))[:OFFERED]


def _next(session: Session, now: datetime) -> Event:
    """The first that is not over yet: `next` still means tonight's while tonight's is on."""
    ahead = (
        select(Event)
        .where(Event.ends_at > now, Event.status == Status.SCHEDULED)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    found = session.exec(ahead.limit(1)).first()
    if found is None:
        raise NothingComing
    return found


def _exactly(session: Session, typed: str, now: datetime) -> Event | None:
    by_ref = session.exec(select(Event).where(Event.ref == typed)).first()
    if by_ref is not None:
        return by_ref
    if typed.isdecimal() and len(typed) < 10:  # noqa: PLR2004 - no id is that long, and PostgreSQL would refuse it
        by_id = session.get(Event, int(typed))
        if by_id is not None:
            return by_id
    return by_wall_code(session, typed, now)


def _beginning(session: Session, typed: str) -> Event | None:
    if not typed:
        return None
    beginning = select(Event).where(col(Event.ref).startswith(typed, autoescape=True))
    begin_so = session.exec(beginning.order_by(col(Event.starts_at), col(Event.id)).limit(4)).all()
    if len(begin_so) > 1:
        raise SeveralEvents(typed, [event.ref for event in begin_so])
    return begin_so[0] if begin_so else None
