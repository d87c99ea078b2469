"""Reminders: planned from the events and answers as they are, each sent once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.events import Status
from barnstorm.domain.reminders import DEFAULT, Window, read_rule, why_not, windows
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.invite import EventIsOver
from barnstorm.mail.letter import carried
from barnstorm.mail.wording import subject
from barnstorm.rows.mail import MailRow
from barnstorm.services import outbox
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.letters import COMING, REMINDER
from barnstorm.services.occasions import occasion_of
from barnstorm.services.planned import Wanted, call_off, of_event, put


@dataclass(frozen=True)
class Plan:
    """The reminders of the events planned for. `event_id` is None if that was every event ahead.

    `rows` holds the skipped ones too, with their reasons; `due` those of them that wait and may go now.
    """

    event_id: int | None
    rows: list[MailRow]
    due: list[MailRow]
    changed: int


def plan(session: Session, typed: str | None, now: datetime, *, dry_run: bool = False) -> Plan:
    """Bring the outbox to what should be reminded of: of one event, or of all that lie ahead.

    Planning twice changes nothing the second time. With `dry_run` the rows are the same and nothing is kept.
    """
    events = [_event_ahead(session, typed, now)] if typed else _events_ahead(session, now)
    kept = session.begin_nested()
    changed = sum(_plan_event(session, event, now) for event in events)
    if typed is None:
        changed += _call_off_cancelled(session)
    session.flush()
    shown = [row for event in events for row in outbox.mail_rows(session, event_id=event.id, kinds=[REMINDER])]
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    due = [row for row in shown if State(row.state) in WAITING and row.due_at <= now]
    return Plan(events[0].id if typed else None, shown, due, changed)


def rows(session: Session, typed: str | None, now: datetime) -> list[MailRow]:
    """Every reminder of one event, or of all, sent, waiting or skipped."""
    event_id = find_event(session, typed, now).id if typed else None
    return outbox.mail_rows(session, event_id=event_id, kinds=[REMINDER])


def _event_ahead(session: Session, typed: str, now: datetime) -> Event:
    event = find_event_to_change(session, typed, now)
    if event.status == Status.CANCELLED:
        raise EventCancelled(event.ref, "nobody is reminded of it")
    if event.starts_at <= now:
        raise EventIsOver(event.ref, "it is too late to remind anybody")
    return event


def _events_ahead(session: Session, now: datetime) -> list[Event]:
    """Always in the same order, so that two processes at once wait for one another rather than for ever."""
    ahead = (
        select(Event)
        .where(Event.starts_at > now, Event.status == Status.SCHEDULED)
        .order_by(col(Event.id))
        .with_for_update()
    )
    return list(session.exec(ahead))


def _plan_event(session: Session, event: Event, now: datetime) -> int:
    wanted = {letter.key: letter for letter in _wanted(session, event, now)}
    known = of_event(session, event, REMINDER)
    moved = [m for m in known.values() if m.event_starts_at != event.starts_at]
    left = [m for m in known.values() if m.event_starts_at == event.starts_at and m.key not in wanted]
    changed = call_off(session, moved, "The event was moved.")
    changed += call_off(session, left, "They are not coming any more.")
    return changed + put(session, event, wanted.values(), known, now)


def _wanted(session: Session, event: Event, now: datetime) -> Iterator[Wanted]:
    """A letter for each person and reminder, to be sent or to be skipped."""
    comers = (
        select(Rsvp, Person)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(COMING))
        .order_by(col(Person.id))
    )
    coming = windows([read_rule(text) for text in DEFAULT], event.starts_at, ZoneInfo(event.timezone))
    title = subject("reminder", occasion_of(session, event))
    for rsvp, person in session.exec(comers):
        for window in coming:
            yield _letter(event, rsvp, person, window, title, now)


def _letter(event: Event, rsvp: Rsvp, person: Person, window: Window, title: str, now: datetime) -> Wanted:
    """Its key holds the start, not the SEQUENCE: a moved event is reminded of anew, a renamed one is not."""
    kind = f"{REMINDER}{window.rule}"
    address = carried(person.email or "")
    skipped = why_not(window, rsvp.answered_at or rsvp.created_at, now) or ("" if address else "No email address.")
    return Wanted(
        key=f"{kind}:{event.uid}:{event.starts_at.isoformat()}:{person.uid}",
        kind=kind,
        person=person,
        address=address,
        subject=title,
        due_at=window.due,
        expires_at=window.expires,
        state=State.SKIPPED if skipped else State.QUEUED,
        detail=skipped,
    )


def _call_off_cancelled(session: Session) -> int:
    """Reminders that wait for events cancelled meanwhile."""
    left = (
        select(Mail)
        .join(Event, col(Mail.event_id) == Event.id)
        .where(Event.status == Status.CANCELLED, col(Mail.kind).startswith(REMINDER), col(Mail.state).in_(WAITING))
        .order_by(col(Mail.id))
    )
    return call_off(session, session.exec(left), "The event is cancelled.")
