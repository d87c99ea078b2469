"""What needs doing at an event: roles made, changed, removed, and how full they are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Assignment, Event, Person, Role
from barnstorm.domain.events import Status
from barnstorm.domain.names import fold, join_name
from barnstorm.domain.spans import Span
from barnstorm.domain.text import has_letter, one_line
from barnstorm.domain.volunteers import BARNSTORM, usual_span
from barnstorm.errors.volunteer import NoSuchRole, RoleEndsFirst, RoleIsTaken, UnreadableRole
from barnstorm.rows.volunteer import GapRow, RoleRow
from barnstorm.services.finding.event import find_event, find_event_to_change


@dataclass(frozen=True)
class RoleFacts:
    """What was given of a role; None leaves a fact as it is. Times are UTC instants."""

    needed: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    brief: str | None = None


def set_role(session: Session, typed: str, name: str, facts: RoleFacts, now: datetime) -> RoleRow:
    """Make a role, or change the one of that name. New times make a new version for its helpers' calendars.

    UnreadableRole, RoleEndsFirst.
    """
    event = find_event_to_change(session, typed, now)
    role = _of_name(session, event, name)
    if role is None:
        tidy = one_line(name)
        if not has_letter(tidy):
            raise UnreadableRole(name)
        assert event.id is not None
        role = Role(event_id=event.id, name=tidy, name_folded=fold(tidy), revised_at=now.replace(microsecond=0))
        session.add(role)
    _change(event, role, facts, now)
    session.flush()
    return role_row(session, event, role)


def make_usual(session: Session, typed: str, heads: int, now: datetime) -> list[RoleRow]:
    """The roles of a barnstorm of so many people. Those that are there already keep their times and brief."""
    event = find_event_to_change(session, typed, now)
    whole = Span(event.starts_at, event.ends_at)
    for usual in BARNSTORM:
        span, known = usual_span(usual, whole), _of_name(session, event, usual.name)
        facts = RoleFacts(usual.needed(heads))
        if known is None:
            facts = RoleFacts(usual.needed(heads), span.starts_at, span.ends_at, usual.brief)
        set_role(session, event.ref, usual.name, facts, now)
    return role_rows(session, event)


def remove_role(session: Session, typed: str, name: str, now: datetime) -> RoleRow:
    """Take a role away that nobody has. NoSuchRole, RoleIsTaken."""
    event = find_event_to_change(session, typed, now)
    role = find_role(session, event, name)
    row = role_row(session, event, role)
    if row.people:
        raise RoleIsTaken(role.name, event.ref, row.people)
    for dropped in session.exec(select(Assignment).where(Assignment.role_id == role.id)):
        session.delete(dropped)
    session.flush()
    session.delete(role)
    session.flush()
    return row


def listed(session: Session, typed: str, now: datetime) -> tuple[str, list[RoleRow]]:
    """The event’s ref, and its roles by the time they begin."""
    event = find_event(session, typed, now)
    return event.ref, role_rows(session, event)


def gaps(session: Session, now: datetime) -> list[GapRow]:
    """The roles of all events ahead that still want people, the next event first."""
    ahead = (
        select(Event)
        .where(Event.ends_at > now, Event.status == Status.SCHEDULED)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    return [
        GapRow(
            event=event.ref,
            title=event.title,
            event_starts_at=event.starts_at.astimezone(ZoneInfo(event.timezone)),
            days_to_go=max((event.starts_at - now).days, 0),
            role=row.role,
            needed=row.needed,
            filled=row.filled,
            missing=row.missing,
        )
        for event in session.exec(ahead).all()
        for row in role_rows(session, event)
        if row.missing
    ]


def find_role(session: Session, event: Event, text: str) -> Role:
    """A role by its name in any spelling, or the beginning of one. NoSuchRole with those there are."""
    exact = _of_name(session, event, text)
    if exact is not None:
        return exact
    roles = session.exec(select(Role).where(Role.event_id == event.id).order_by(col(Role.id))).all()
    begin_so = [role for role in roles if fold(text) and role.name_folded.startswith(fold(text))]
    if len(begin_so) != 1:
        raise NoSuchRole(text, event.ref, [role.name for role in roles])
    return begin_so[0]


def held_by(session: Session, event_id: int, person_id: int) -> tuple[str, ...]:
    """The roles that somebody has at an event, in the order they were made."""
    theirs = (
        select(Role.name)
        .join(Assignment, col(Assignment.role_id) == Role.id)
        .where(Role.event_id == event_id, Assignment.person_id == person_id, col(Assignment.dropped_at).is_(None))
        .order_by(col(Role.id))
    )
    return tuple(session.exec(theirs))


def span_of(event: Event, role: Role) -> Span:
    """When a role is needed: its own times, or the event's."""
    return Span(role.starts_at or event.starts_at, role.ends_at or event.ends_at)


def moved_with(session: Session, event: Event, later: timedelta, now: datetime) -> None:
    """The event is moved: roles with times of their own move as far."""
    if not later:
        return
    for role in session.exec(select(Role).where(Role.event_id == event.id)):
        role.starts_at = role.starts_at and role.starts_at + later
        role.ends_at = role.ends_at and role.ends_at + later
        role.sequence, role.revised_at = role.sequence + 1, now.replace(microsecond=0)


def role_row(session: Session, event: Event, role: Role) -> RoleRow:
    return next(row for row in role_rows(session, event) if row.role == role.name)


def role_rows(session: Session, event: Event) -> list[RoleRow]:
    """The roles of `event` by the time they begin, with those who have taken them on."""
    roles = session.exec(select(Role).where(Role.event_id == event.id).order_by(col(Role.id))).all()
    helpers = _helpers(session, event)
    rows = [_row(event, role, helpers[role.id or 0]) for role in roles]
    return sorted(rows, key=lambda row: row.starts_at)


def _change(event: Event, role: Role, facts: RoleFacts, now: datetime) -> None:
    before, brief = span_of(event, role), role.brief
    role.needed = facts.needed or role.needed
    role.brief = role.brief if facts.brief is None else one_line(facts.brief)
    role.starts_at = facts.starts_at or role.starts_at
    role.ends_at = facts.ends_at or role.ends_at
    after = span_of(event, role)
    if after.starts_at >= after.ends_at:
        raise RoleEndsFirst(role.name)
    if after != before and role.id is not None:
        role.sequence += 1
    if (after, role.brief) != (before, brief):
        role.revised_at = now.replace(microsecond=0)


def _of_name(session: Session, event: Event, name: str) -> Role | None:
    return session.exec(select(Role).where(Role.event_id == event.id, Role.name_folded == fold(name))).first()


def _helpers(session: Session, event: Event) -> dict[int, list[tuple[str, bool]]]:
    """Role id -> (name, whether they confirmed) of those who do it, in the order they were asked."""
    taken = (
        select(Assignment.role_id, Person.given_name, Person.family_name, Assignment.confirmed_at)
        .join(Role, col(Assignment.role_id) == Role.id)
        .join(Person, col(Assignment.person_id) == Person.id)
        .where(Role.event_id == event.id, col(Assignment.dropped_at).is_(None))
        .order_by(col(Assignment.created_at), col(Assignment.id))
    )
    helpers: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for role_id, given, family, confirmed_at in session.exec(taken):
        helpers[role_id].append((join_name(given, family), confirmed_at is not None))
    return helpers


def _row(event: Event, role: Role, helpers: list[tuple[str, bool]]) -> RoleRow:
    zone, span = ZoneInfo(event.timezone), span_of(event, role)
    return RoleRow(
        event=event.ref,
        role=role.name,
        needed=role.needed,
        filled=len(helpers),
        confirmed=sum(confirmed for _, confirmed in helpers),
        missing=max(role.needed - len(helpers), 0),
        starts_at=span.starts_at.astimezone(zone),
        ends_at=span.ends_at.astimezone(zone),
        brief=role.brief,
        people=tuple(name for name, _ in helpers),
    )
