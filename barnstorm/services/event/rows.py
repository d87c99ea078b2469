"""Events as rows: the event with its seat, venue, host, organisations and head counts, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Event, EventOrganisation, Organisation, Person, Rsvp, Seat, Venue
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import join_name
from barnstorm.rows.event import EventRow

_EVENT, _SEAT, _VENUE, _HOST, _RSVP, _CALLER, _ORGANISATION = (
    plain(model) for model in (Event, Seat, Venue, Person, Rsvp, EventOrganisation, Organisation)
)
_BORN = _EVENT.alias("born")

_OWN = (
    *("id", "uid", "ref", "code", "title", "kind", "status", "starts_at", "ends_at", "timezone"),
    *("capacity", "sequence", "calendar_uid", "description", "cancelled_reason", "all_day"),
)
"""The columns that an event row takes as they are."""


def row_of(session: Session, event: Event) -> EventRow:
    session.flush()
    return rows_where(session, _EVENT.c.id == event.id)[0]


def rows_where(session: Session, *conditions: ColumnElement[bool]) -> list[EventRow]:
    """The events that meet every condition, earliest first."""
    found = session.execute(_query().where(*conditions).order_by(_EVENT.c.starts_at, _EVENT.c.id)).all()
    ids = [line.id for line in found]
    heads, callers = _heads(session, ids), _organisations(session, ids)
    return [_row(line, heads.get(line.id, (0, 0, 0)), callers.get(line.id, ())) for line in found]


def _query() -> Select[Any]:
    return (
        select(
            *(_EVENT.c[name] for name in _OWN),
            _SEAT.c.name.label("seat"),
            _SEAT.c.code.label("seat_code"),
            _VENUE.c.name.label("venue"),
            _VENUE.c.address,
            _VENUE.c.postcode,
            _HOST.c.given_name,
            _HOST.c.family_name,
            _BORN.c.ref.label("born_at"),
        )
        .select_from(_EVENT)
        .outerjoin(_SEAT, _EVENT.c.seat_id == _SEAT.c.id)
        .outerjoin(_VENUE, _EVENT.c.venue_id == _VENUE.c.id)
        .outerjoin(_HOST, _EVENT.c.host_id == _HOST.c.id)
        .outerjoin(_BORN, _EVENT.c.born_at_id == _BORN.c.id)
    )


def _heads(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Event id -> heads going, waitlisted, attended. A walk-in without an answer counts as one who came."""

    def heads(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, _RSVP.c.party_size), else_=0)), 0)

    inside = func.coalesce(_RSVP.c.heads_in, _RSVP.c.party_size)
    query = select(
        _RSVP.c.event_id,
        heads(_RSVP.c.answer == Answer.GOING),
        heads(_RSVP.c.answer == Answer.WAITLISTED),
        func.coalesce(func.sum(case((_RSVP.c.attended.is_(True), inside), else_=0)), 0),
    ).group_by(_RSVP.c.event_id)
    if len(ids) == 1:
        query = query.where(_RSVP.c.event_id == ids[0])
    return {
        event_id: (int(going), int(waiting), int(came)) for event_id, going, waiting, came in session.execute(query)
    }


def _organisations(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(_CALLER.c.event_id, _ORGANISATION.c.name)
        .join(_ORGANISATION, _CALLER.c.organisation_id == _ORGANISATION.c.id)
        .order_by(_CALLER.c.event_id, _CALLER.c.position)
    )
    if len(ids) == 1:
        query = query.where(_CALLER.c.event_id == ids[0])
    found: dict[int, tuple[str, ...]] = {}
    for event_id, name in session.execute(query):
        found[event_id] = (*found.get(event_id, ()), name)
    return found


def _row(line: Row[Any], heads: tuple[int, int, int], organisations: tuple[str, ...]) -> EventRow:
    zone = ZoneInfo(line.timezone)
    going, waitlisted, attended = heads
    return EventRow(
        id=line.id,
        uid=line.uid,
        ref=line.ref,
        code=line.code,
        title=line.title,
        kind=line.kind,
        status=line.status,
        seat=line.seat,
        seat_code=line.seat_code,
        venue=line.venue,
        address=line.address,
        postcode=line.postcode,
        starts_at=line.starts_at.astimezone(zone),
        ends_at=line.ends_at.astimezone(zone),
        timezone=line.timezone,
        capacity=line.capacity,
        going=going,
        waitlisted=waitlisted,
        attended=attended,
        sequence=line.sequence,
        calendar_uid=line.calendar_uid,
        host=join_name(line.given_name or "", line.family_name or "") or None,
        organisations=organisations,
        born_at=line.born_at,
        description=line.description,
        cancelled_reason=line.cancelled_reason,
        all_day=line.all_day,
    )
