"""A line taken back entirely: what stood before it stands again, unless somebody has touched it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.names import join_name
from barnstorm.services.rsvp.waiting import fill_places

_Answers = dict[int, dict[str, Any]]
"""Event id -> the row of the person's answer, column by column."""


@dataclass(frozen=True)
class Undo:
    """What one line did. `new` means that it made the person, else `filled_in` are the columns that it added to."""

    person_id: int
    name: str
    event_ids: tuple[int, ...]
    before: _Answers
    new: bool
    filled_in: dict[str, Any]
    after: _Answers = field(default_factory=dict)


@dataclass(frozen=True)
class TakenBack:
    """`stays` are sentences about what somebody has changed since. `moved_up` have the places that came free."""

    name: str
    stays: tuple[str, ...]
    moved_up: tuple[str, ...]


def answers(session: Session, person: Person, events: Sequence[Event]) -> dict[int | None, Rsvp]:
    """By the event's id, what they have said to each, if anything."""
    query = select(Rsvp).where(Rsvp.person_id == person.id, col(Rsvp.event_id).in_([event.id for event in events]))
    return {rsvp.event_id: rsvp for rsvp in session.exec(query)}


def begin(
    person: Person,
    events: Sequence[Event],
    answered: Mapping[int | None, Rsvp],
    filled_in: Sequence[str],
    *,
    new: bool,
) -> Undo:
    """What stands before a line changes the answers of `person` to `events`."""
    assert person.id is not None
    return Undo(
        person_id=person.id,
        name=join_name(person.given_name, person.family_name),
        event_ids=tuple(event.id for event in events if event.id is not None),
        before={rsvp.event_id: rsvp.model_dump() for rsvp in answered.values()},
        new=new,
        filled_in={column: getattr(person, column) for column in filled_in},
    )


def end(session: Session, undo: Undo) -> Undo:
    """What stands after it."""
    return replace(undo, after=_answers(session, undo.person_id, undo.event_ids))


def take_back(session: Session, undo: Undo, now: datetime) -> TakenBack:
    """Put back what stood before the line. Places that come free go to those who wait, in the same transaction.

    An answer that somebody has changed since stays, and so does a new person who is on the books elsewhere by now.
    """
    events = _held(session, undo.event_ids)
    stays: list[str] = []
    moved_up: list[str] = []
    for event in events:
        if _answers(session, undo.person_id, [event.id or 0]) != _only(undo.after, event.id):
            stays.append(f"The answer of {undo.name} to {event.ref} was changed since, and stays.")
            continue
        _restore(session, undo, event, now)
        moved_up += [f"{name} ({event.code or event.ref})" for name in fill_places(session, event, now)]
    if undo.new and not _removed(session, undo.person_id):
        stays.append(f"{undo.name} stays on the books: something else is noted of them.")
    _empty(session, undo, now)
    session.flush()
    return TakenBack(undo.name, tuple(stays), tuple(moved_up))


def _held(session: Session, ids: Sequence[int]) -> Sequence[Event]:
    """Always in one order, so that two desks at once wait for one another rather than for ever."""
    held = select(Event).where(col(Event.id).in_(ids)).order_by(col(Event.id)).with_for_update()
    return session.exec(held.execution_options(populate_existing=True)).all()


def _answers(session: Session, person_id: int, ids: Sequence[int]) -> _Answers:
    session.flush()
    query = select(Rsvp).where(Rsvp.person_id == person_id, col(Rsvp.event_id).in_(ids))
    return {rsvp.event_id: rsvp.model_dump() for rsvp in session.exec(query.execution_options(populate_existing=True))}


def _only(answers: _Answers, event_id: int | None) -> _Answers:
    return {key: row for key, row in answers.items() if key == event_id}


def _restore(session: Session, undo: Undo, event: Event, now: datetime) -> None:
    before, after = undo.before.get(event.id or 0), undo.after.get(event.id or 0)
    if before == after or after is None:
        return
    rsvp = session.get_one(Rsvp, after["id"])
    if before is None:
        session.delete(rsvp)
    else:
        for column, value in before.items():
            setattr(rsvp, column, value)
        if before != after | {"updated_at": before["updated_at"]}:
            rsvp.updated_at = now  # the check-in screens look for what has changed since they looked last
    session.flush()


def _removed(session: Session, person_id: int) -> bool:
    """Whether nothing else was about the person, so that they could go."""
    try:
        with session.begin_nested():
            session.delete(session.get_one(Person, person_id))
            session.flush()
    except IntegrityError:
        return False
    return True


def _empty(session: Session, undo: Undo, now: datetime) -> None:
    """Take out again what the line had filled in."""
    person = session.get(Person, undo.person_id)
    for column, value in undo.filled_in.items():
        if person is not None and getattr(person, column) == value:
            setattr(person, column, None)
            person.updated_at = now
