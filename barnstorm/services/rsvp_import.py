"""Other systems' attendees onto an event's list: all the good lines in one transaction, or none of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.people import Contact
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.imports import ImportRow
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.people import columns
from barnstorm.services.rsvp_lines import Attendee, Lines
from barnstorm.services.rsvp_plan import Held, Known, Plan, plan

_AT_ONCE = 900
"""Values in one IN (…): fewer than the oldest SQLite takes."""

_WHO: tuple[Any, ...] = (
    Person.id, Person.name_folded, Person.given_name, Person.family_name, Person.email, Person.phone,
    Person.phone_as_written, Person.postcode,
)  # fmt: skip

Advance = Callable[[int], None]


def import_rsvps(
    session: Session,
    event: str,
    lines: Lines,
    now: datetime,
    source: str,
    *,
    dry_run: bool = False,
    advance: Advance = lambda _: None,
) -> ImportRow:
    """Put everybody in `lines` on the list of `event`; `source` is noted for those who had none and are new.

    A line of somebody known changes only what the person has not said otherwise themselves. Over capacity people wait,
    in the file's order. `dry_run` works it out and writes nothing. EventCancelled.
    """
    held = find_event(session, event, now) if dry_run else find_event_to_change(session, event, now)
    if held.status == Status.CANCELLED:
        raise EventCancelled(held.ref, "nobody can be added")
    listed = _listed(session, held)
    others = _others(session, lines.attendees, {person.id for person in listed})
    planned = plan(listed, others, lines.attendees, held.capacity, now, advance)
    if not dry_run:
        _write(session, held, planned, now, source)
    return _result(held, lines, planned)


def _listed(session: Session, event: Event) -> list[Known]:
    """Everybody on the event's list, as they were put there."""
    rsvp: tuple[Any, ...] = (
        col(Rsvp.id).label("rsvp_id"), Rsvp.answer, Rsvp.party_size, Rsvp.attended, Rsvp.answered_at,
        Rsvp.waitlisted_at, Rsvp.access, Rsvp.source, Rsvp.notes,
    )  # fmt: skip
    query = (
        select(*_WHO, *rsvp)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id) == event.id)
        .order_by(col(Rsvp.id))
    )
    return [Known(line.id, _contact(line), line.name_folded, _held(line)) for line in session.execute(query)]


def _others(session: Session, attendees: Iterable[Attendee], listed: set[int | None]) -> list[Known]:
    """Everybody else with an email or a number that the file has; the longest known first."""
    emails = {attendee.contact.email_key for attendee in attendees} - {None}
    phones = {attendee.contact.phone for attendee in attendees} - {None}
    found: dict[int, Known] = {}
    for column, values in ((col(Person.email_key), emails), (col(Person.phone), phones)):
        for some in _parts(sorted(value for value in values if value)):
            for line in session.execute(select(*_WHO).where(column.in_(some))):
                if line.id not in listed:
                    found.setdefault(line.id, Known(line.id, _contact(line), line.name_folded))
    return [found[key] for key in sorted(found)]


def _contact(line: Row[Any]) -> Contact:
    return Contact(line.given_name, line.family_name, line.email, line.phone, line.phone_as_written, line.postcode)


def _held(line: Row[Any]) -> Held:
    return Held(
        line.rsvp_id, line.answer and Answer(line.answer), line.party_size, line.attended, line.answered_at,
        line.waitlisted_at, line.access, line.source, line.notes,
    )  # fmt: skip


def _write(session: Session, event: Event, planned: Plan, now: datetime, source: str) -> None:
    newcomers = [person for person in planned.people if person.id is None]
    _insert_people(session, newcomers, now)
    _update_people(session, [person for person in planned.people if person.added], now)
    held = [(person, person.held) for person in planned.people if person.held is not None]
    moved = [(person, person.held) for person in planned.moved_up if person.held is not None and person.line is None]
    _insert_rsvps(session, event, [(person, rsvp) for person, rsvp in held if rsvp.id is None], now, source)
    _update_rsvps(session, [rsvp for _, rsvp in held + moved if rsvp.id is not None and rsvp.changed], now)
    session.expire_all()


def _insert_people(session: Session, people: Sequence[Known], now: datetime) -> None:
    """Insert them all at once, and find out the ids they got."""
    if not people:
        return
    newest = session.execute(select(func.coalesce(func.max(col(Person.id)), 0))).scalar_one()
    rows = [columns(person.contact, person.name_key, now) for person in people]
    session.connection().execute(insert(Person), rows)
    made = select(col(Person.uid), col(Person.id)).where(col(Person.id) > newest)
    ids = dict(session.execute(made).all())
    for person, row in zip(people, rows, strict=True):
        person.id = ids[str(row["uid"])]


def _update_people(session: Session, people: Sequence[Known], now: datetime) -> None:
    """Fill in what was missing: one statement for each set of columns."""
    ordered = sorted(people, key=lambda person: sorted(person.added))
    for names, some in groupby(ordered, key=lambda person: sorted(person.added)):
        statement = (
            update(Person)
            .where(col(Person.id) == bindparam("key"))
            .values(updated_at=now, **{name: bindparam(f"new_{name}") for name in names})
        )
        rows = [{"key": one.id, **{f"new_{name}": value for name, value in one.added.items()}} for one in some]
        session.connection().execute(statement, rows)


def _insert_rsvps(
    session: Session, event: Event, new: Sequence[tuple[Known, Held]], now: datetime, source: str
) -> None:
    """`answered_at` stays empty: a file has spoken for them, and their own word will count for more."""
    rows = [
        {
            "event_id": event.id,
            "person_id": person.id,
            "answer": held.answer,
            "party_size": held.party_size,
            "waitlisted_at": held.waitlisted_at,
            "confirmed_by": "",
            "confirmed_how": "",
            "access": held.access,
            "source": held.source or source,
            "notes": held.notes,
            "created_at": now,
            "updated_at": now,
        }
        for person, held in new
    ]
    if rows:
        session.connection().execute(insert(Rsvp), rows)


def _update_rsvps(session: Session, changed: Sequence[Held], now: datetime) -> None:
    names = ("answer", "party_size", "waitlisted_at", "access", "source", "notes")
    statement = (
        update(Rsvp)
        .where(col(Rsvp.id) == bindparam("key"))
        .values(updated_at=now, **{name: bindparam(f"new_{name}") for name in names})
    )
    rows = [{"key": held.id, **{f"new_{name}": getattr(held, name) for name in names}} for held in changed]
    if rows:
        session.connection().execute(statement, rows)
    for some in _parts([held.id for held in changed if held.place_lost]):
        gone = update(Rsvp).where(col(Rsvp.id).in_(some))
        session.connection().execute(gone.values(confirmed_at=None, confirmed_by="", confirmed_how=""))


def _result(event: Event, lines: Lines, planned: Plan) -> ImportRow:
    bad = sorted([*lines.bad, *planned.bad], key=lambda row: row.line)
    return ImportRow(
        event=event.ref,
        rows=len(lines.table.lines),
        created=planned.created,
        updated=planned.updated,
        unchanged=planned.unchanged,
        skipped=len(planned.passed_over),
        errors=len(bad),
        waitlisted=planned.waitlisted,
        moved_up=tuple(join_name(one.contact.given_name, one.contact.family_name) for one in planned.moved_up),
        bad=tuple(bad),
        passed_over=tuple(planned.passed_over),
        kept=tuple(planned.kept),
    )


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
