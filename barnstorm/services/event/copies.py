"""The same event on another evening, or every week: what it is, and nothing of who came to it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, EventOrganisation, ReminderRule, Role
from barnstorm.domain.identity import calendar_uid, new_uid
from barnstorm.domain.spans import Span
from barnstorm.domain.zones import resolve
from barnstorm.rows.event import EventRow
from barnstorm.services.event.events import free_ref_for
from barnstorm.services.event.rows import row_of
from barnstorm.services.finding.event import find_event

_WEEK = timedelta(days=7)


def copy(
    session: Session, typed: str, span: Span, now: datetime, domain: str | None, *, weeks: int = 1
) -> list[EventRow]:
    """`weeks` copies of an event: the first is at `span` (UTC), each other a week of wall time later.

    Each is at the original's venue, called by the same, with its roles and reminder rules. Answers, helpers, letters
    and the wall code are not copied. NoSuchWallTime, TwofoldWallTime if one falls where the clocks change.
    """
    original = find_event(session, typed, now)
    return [_copy(session, original, each, now, domain) for each in _weekly(span, original.timezone, weeks)]


def _weekly(first: Span, timezone: str, weeks: int) -> Iterator[Span]:
    yield first
    zone = ZoneInfo(timezone)
    start, end = (moment.astimezone(zone).replace(tzinfo=None) for moment in (first.starts_at, first.ends_at))
    for week in range(1, weeks):
        yield Span(resolve(start + week * _WEEK, zone), resolve(end + week * _WEEK, zone))


def _copy(session: Session, original: Event, span: Span, now: datetime, domain: str | None) -> EventRow:
    uid = new_uid(now)
    copied = Event(
        uid=uid,
        ref="",
        title=original.title,
        kind=original.kind,
        description=original.description,
        seat_id=original.seat_id,
        venue_id=original.venue_id,
        host_id=original.host_id,
        born_at_id=original.born_at_id,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        timezone=original.timezone,
        all_day=original.all_day,
        capacity=original.capacity,
        calendar_uid=calendar_uid(uid, domain),
        revised_at=now.replace(microsecond=0),
        created_at=now,
    )
    copied.ref = free_ref_for(session, copied)
    session.add(copied)
    session.flush()
    assert copied.id is not None
    _copy_callers(session, original, copied.id)
    _copy_roles(session, original, copied.id, later=span.starts_at - original.starts_at)
    _copy_rules(session, original, copied.id, now)
    return row_of(session, copied)


def _copy_callers(session: Session, original: Event, copy_id: int) -> None:
    callers = select(EventOrganisation).where(EventOrganisation.event_id == original.id)
    session.add_all(
        EventOrganisation(event_id=copy_id, organisation_id=caller.organisation_id, position=caller.position)
        for caller in session.exec(callers)
    )


def _copy_roles(session: Session, original: Event, copy_id: int, *, later: timedelta) -> None:
    """With their times as far from the start as they were."""
    for role in session.exec(select(Role).where(Role.event_id == original.id).order_by(col(Role.id))):
        session.add(
            Role(
                event_id=copy_id,
                name=role.name,
                name_folded=role.name_folded,
                needed=role.needed,
                starts_at=role.starts_at and role.starts_at + later,
                ends_at=role.ends_at and role.ends_at + later,
                brief=role.brief,
            )
        )


def _copy_rules(session: Session, original: Event, copy_id: int, now: datetime) -> None:
    for rule in session.exec(select(ReminderRule).where(ReminderRule.event_id == original.id)):
        session.add(ReminderRule(event_id=copy_id, at=rule.at, created_at=now))
