"""Volunteers' shifts in their calendars: what each should be sent now, and the outbox brought to it.

One letter waits for a shift at a time: planning a newer version calls the older ones off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from barnstorm.db.tables import Assignment, Event, Person, Role
from barnstorm.domain.letters import SHIFT, SHIFT_OFF
from barnstorm.domain.spans import Span
from barnstorm.domain.text import one_line
from barnstorm.mail.letter import carried
from barnstorm.mail.shifts import CHANGED, shift_subject
from barnstorm.rows.invite import Occasion
from barnstorm.rows.shift import Shift
from barnstorm.services.invite.keys import UPDATE, key_of, mailbox_mark, subject_of
from barnstorm.services.invite.versions import is_off
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.outbox.planned import Wanted, call_off, of_event, put
from barnstorm.services.volunteer.roles import span_of
from barnstorm.services.volunteer.shift_holdings import ShiftHoldings

OUTDATED = "The shift was changed after this was planned."


@dataclass(frozen=True)
class Duty:
    """Somebody in a role at an event, or who was in it."""

    event: Event
    role: Role
    assignment: Assignment
    person: Person

    @property
    def uid(self) -> str:
        """That of its entry in their calendar; empty until they are invited to it."""
        return self.assignment.uid or ""

    @property
    def version(self) -> int:
        """Each change of the event's time, place or status makes a new one, and each of the role's own hours."""
        return self.event.sequence + self.role.sequence

    @property
    def stands(self) -> bool:
        return self.assignment.dropped_at is None and not is_off(self.event)

    @property
    def span(self) -> Span:
        return span_of(self.event, self.role)

    @property
    def address(self) -> str:
        """Where a letter can reach them; empty if none can."""
        return carried(self.person.email or "")


def duties_of(session: Session, event: Event) -> list[Duty]:
    """All of an event, those dropped too, in the order they were given."""
    return _duties(session, col(Role.event_id) == event.id)


def duty_with(session: Session, uid: str) -> Duty | None:
    """The one whose entry in a calendar has that UID."""
    return next(iter(_duties(session, col(Assignment.uid) == uid)), None) if uid else None


def duty_numbered(session: Session, number: int) -> Duty | None:
    """The one that the links of a letter name so, as it is in the store now."""
    return next(iter(_duties(session, col(Assignment.id) == number)), None)


def behind(duty: Duty, held: ShiftHoldings) -> bool:
    """Whether their calendar says something else than the roster."""
    holding = held.of.get(duty.uid)
    if not duty.stands:
        return holding is not None
    return holding is None or holding.sequence != held.sequence(duty.uid, duty.version)


def queue_shifts(
    session: Session, event: Event, duties: Sequence[Duty], held: ShiftHoldings, now: datetime
) -> list[Wanted]:
    """Queue for each of `duties`, all at `event` and with a UID, what brings its calendar up to date. Letters that wait
    and say something else are called off. Returned are the letters that should go, whether queued now or before.
    """
    occasion = occasion_of(session, event)
    wanted = [letter for duty in duties if (letter := _letter(duty, occasion, held, now)) is not None]
    keys, uids = {letter.key for letter in wanted}, {duty.uid for duty in duties}
    known = of_event(session, event, SHIFT)
    theirs = [mail for mail in known.values() if subject_of(mail.key) in uids]
    call_off(session, [mail for mail in theirs if mail.key not in keys], OUTDATED)
    put(session, event, wanted, known, now)
    session.flush()
    return wanted


def told(duty: Duty, occasion: Occasion, sequence: int) -> Shift:
    """The shift in words, cleaned once more: rows may have come from another laptop's file."""
    zone, role, span = ZoneInfo(duty.event.timezone), one_line(duty.role.name), duty.span
    entry = replace(
        occasion,
        calendar_uid=duty.uid,
        sequence=sequence,
        created_at=duty.assignment.created_at,
        revised_at=max(stamp for stamp in (duty.role.revised_at, occasion.revised_at) if stamp is not None),
        title=f"{role}: {occasion.title}",
        description=one_line(duty.role.brief),
        starts_at=span.starts_at.astimezone(zone),
        ends_at=span.ends_at.astimezone(zone),
        all_day=occasion.all_day and duty.role.starts_at is None and duty.role.ends_at is None,
    )
    return Shift(duty.assignment.id or 0, role, entry, occasion)


def _letter(duty: Duty, occasion: Occasion, held: ShiftHoldings, now: datetime) -> Wanted | None:
    if not duty.address:
        return None
    return _invitation(duty, occasion, held, now) if duty.stands else _farewell(duty, occasion, held, now)


def _invitation(duty: Duty, occasion: Occasion, held: ShiftHoldings, now: datetime) -> Wanted | None:
    """None if they hold this version at the mailbox they have now, or it is too late for it."""
    holding, mailbox = held.of.get(duty.uid), duty.address.casefold()
    up_to_date = holding is not None and holding.mailbox == mailbox and not behind(duty, held)
    if up_to_date or duty.span.starts_at <= now:
        return None
    sequence = held.sequence(duty.uid, duty.version)
    changed = holding is not None and holding.sequence < sequence
    marks = [UPDATE] if changed else []
    return Wanted(
        key=key_of(SHIFT, duty.uid, sequence, [duty.person.uid], *marks, mailbox_mark(mailbox)),
        kind=SHIFT,
        person=duty.person,
        address=duty.address,
        subject=shift_subject(CHANGED if changed else SHIFT, told(duty, occasion, sequence)),
        due_at=now,
        expires_at=duty.span.starts_at,
    )


def _farewell(duty: Duty, occasion: Occasion, held: ShiftHoldings, now: datetime) -> Wanted | None:
    """Only who holds it has something to be taken back."""
    if duty.uid not in held.of or duty.span.ends_at <= now:
        return None
    sequence = held.sequence(duty.uid, duty.version) + 1
    return Wanted(
        key=key_of(SHIFT_OFF, duty.uid, sequence, [duty.person.uid], mailbox_mark(duty.address)),
        kind=SHIFT_OFF,
        person=duty.person,
        address=duty.address,
        subject=shift_subject(SHIFT_OFF, told(duty, occasion, sequence)),
        due_at=now,
        expires_at=duty.span.ends_at,
    )


def _duties(session: Session, condition: ColumnElement[bool]) -> list[Duty]:
    query = (
        select(Event, Role, Assignment, Person)
        .join(Role, col(Role.event_id) == Event.id)
        .join(Assignment, col(Assignment.role_id) == Role.id)
        .join(Person, col(Assignment.person_id) == Person.id)
        .where(condition)
        .order_by(col(Assignment.created_at), col(Assignment.id))
        .execution_options(populate_existing=True)
    )
    return [Duty(*line) for line in session.exec(query)]
