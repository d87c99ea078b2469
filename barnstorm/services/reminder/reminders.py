"""Reminders: planned from the events and answers as they are, each sent once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.events import Status
from barnstorm.domain.letters import REMINDER
from barnstorm.domain.quiet import Hours
from barnstorm.domain.reminders import GAP, Night, Window, goes_at, why_not, windows
from barnstorm.errors.event import EventCancelled
from barnstorm.errors.invite import EventIsOver
from barnstorm.mail.letter import carried
from barnstorm.mail.subjects import subject
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.invite.holdings import HELD
from barnstorm.services.letter.audience import COMING
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.mail.rehearsals import put_back
from barnstorm.services.outbox import outbox
from barnstorm.services.outbox.books import tried
from barnstorm.services.outbox.planned import Wanted, call_off, of_event, put
from barnstorm.services.reminder.rules import rules_of


@dataclass(frozen=True)
class Plan:
    """The reminders of the events planned for. `event_id` is None if that was every event ahead.

    `rows` holds the skipped ones too, with their reasons; `due` those of them that wait and may go now.
    """

    event_id: int | None
    rows: list[MailRow]
    due: list[MailRow]
    changed: int


@dataclass(frozen=True)
class Comer:
    """Somebody who may come. `last_letter` is when they were last written to about the event, if that was lately."""

    person: Person
    answered_at: datetime
    address: str
    last_letter: datetime | None


def plan(
    session: Session,
    typed: str | None,
    now: datetime,
    *,
    quiet: Hours | None = None,
    leaves: bool = False,
    dry_run: bool = False,
) -> Plan:
    """Bring the outbox to what should be reminded of: of one event, or of all that lie ahead; nothing at night, which
    is `quiet`.

    Planning twice changes nothing the second time. `leaves`: mail is sent for real now, and what was only rehearsed
    counts as not sent. With `dry_run` the rows are the same and nothing is kept.
    """
    events = [_event_ahead(session, typed, now)] if typed else _events_ahead(session, now)
    kept = session.begin_nested()
    if leaves:
        put_back(session, [event.id or 0 for event in events], (REMINDER,), now)
    changed = sum(_plan_event(session, event, quiet, now) for event in events)
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


def _plan_event(session: Session, event: Event, quiet: Hours | None, now: datetime) -> int:
    wanted = {letter.key: letter for letter in _wanted(session, event, quiet, now)}
    known = of_event(session, event, REMINDER)
    moved = [m for m in known.values() if m.event_starts_at != event.starts_at]
    left = [m for m in known.values() if m.event_starts_at == event.starts_at and m.key not in wanted]
    changed = call_off(session, moved, "The event was moved.")
    changed += call_off(session, left, "They are not coming any more, or the rule is gone.")
    return changed + put(session, event, wanted.values(), known, now)


def _wanted(session: Session, event: Event, quiet: Hours | None, now: datetime) -> Iterator[Wanted]:
    """A letter for each person and reminder, to be sent or to be skipped."""
    night = Night(quiet, ZoneInfo(event.timezone))
    rules = rules_of(session, event)
    made = {rule.name: made_at for rule, made_at in rules.items()}
    coming = windows(rules, event.starts_at, night)
    title = subject("reminder", occasion_of(session, event))
    for comer in _comers(session, event, now):
        for window in coming:
            due, too_late = goes_at(window, comer.last_letter, now, night)
            skipped = why_not(window, comer.answered_at, made[window.rule], now) or _no_address(comer) or too_late
            yield _letter(event, window, comer, title, due, skipped)


def _letter(event: Event, window: Window, comer: Comer, title: str, due_at: datetime, skipped: str) -> Wanted:
    """Its key holds the start, not the SEQUENCE: a moved event is reminded of anew, a renamed one is not."""
    kind = f"{REMINDER}{window.rule}"
    return Wanted(
        key=f"{kind}:{event.uid}:{event.starts_at.isoformat()}:{comer.person.uid}",
        kind=kind,
        person=comer.person,
        address=comer.address,
        subject=title,
        due_at=window.due if skipped else due_at,
        expires_at=window.expires,
        state=State.SKIPPED if skipped else State.QUEUED,
        detail=skipped,
    )


def _comers(session: Session, event: Event, now: datetime) -> list[Comer]:
    listed = (
        select(Rsvp, Person)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(COMING))
        .order_by(col(Person.id))
    )
    last = _last_letters(session, event, now)
    return [
        Comer(person, rsvp.answered_at or rsvp.created_at, address, last.get(address))
        for rsvp, person in session.exec(listed)
        for address in [carried(person.email or "")]
    ]


def _last_letters(session: Session, event: Event, now: datetime) -> dict[str, datetime]:
    """When each address was last written to about the event, of the time that still counts."""
    every = tried()
    last = (
        select(Mail.to_address, func.max(every.c.at))
        .join(every, every.c.mail_id == Mail.id)
        .where(Mail.event_id == event.id, col(Mail.state).in_(HELD), every.c.at > now - GAP)
        .group_by(Mail.to_address)
    )
    return {line[0]: line[1] for line in session.execute(last)}


def _no_address(comer: Comer) -> str:
    return "" if comer.address else "No email address."


def _call_off_cancelled(session: Session) -> int:
    """Reminders that wait for events cancelled meanwhile."""
    left = (
        select(Mail)
        .join(Event, col(Mail.event_id) == Event.id)
        .where(Event.status == Status.CANCELLED, col(Mail.kind).startswith(REMINDER), col(Mail.state).in_(WAITING))
        .order_by(col(Mail.id))
    )
    return call_off(session, session.exec(left), "The event is cancelled.")
