"""Confirmation calls: who is to be rung, and what they said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlmodel import Session, col

from barnstorm.contact.phone import dialled
from barnstorm.db.tables import Call, Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.calls import (
    Outcome,
    Tried,
    has_a_message,
    pass_at,
    read_outcome,
    to_be_rung,
    usual_days,
)
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line
from barnstorm.errors import BarnstormError
from barnstorm.errors.call import NobodyToCall, UnreadableCallLine
from barnstorm.rows.call import BadLine, Called, CallRow, CallSheet
from barnstorm.services.event import rows as event_rows
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.rsvp import rsvps

RUNG = (Answer.GOING, Answer.MAYBE)
"""Who is asked whether they will come: those who said so, or perhaps."""

_NEVER = {Outcome.DO_NOT_CALL, Outcome.WRONG_NUMBER}


def pass_now(session: Session, typed: str, now: datetime) -> int:
    """The pass that is on, for this event."""
    return pass_at(find_event(session, typed, now).starts_at, now)


def call_sheet(session: Session, typed: str, pass_number: int, now: datetime, *, callers: int = 1) -> CallSheet:
    """Who is still to be rung in this pass, dealt out to `callers` in the order of surnames.

    The second pass begins with those who have not confirmed. People who share a number stay with one caller.
    """
    event = find_event(session, typed, now)
    zone = ZoneInfo(event.timezone)
    guests = session.execute(_guests(event)).all()
    tried, barred = _earlier(session, event, guests)
    wanted = [
        line
        for line in guests
        if to_be_rung(pass_number, tried[line.person_id], confirmed=line.confirmed_at is not None)
    ]
    wanted.sort(key=lambda line: (line.confirmed_at is not None, line.sort_key, line.person_id))
    rung = [line for line in wanted if line.phone and line.person_id not in barred]
    return CallSheet(
        event=event_rows.row_of(session, event),
        pass_number=pass_number,
        days=usual_days(pass_number, event.starts_at.astimezone(zone)),
        rows=tuple(
            _row(line, event, pass_number, caller, zone, tried[line.person_id])
            for caller, some in enumerate(_dealt(rung, callers), 1)
            for line in some
        ),
        without_number=sum(not line.phone or barred.get(line.person_id) == Outcome.WRONG_NUMBER for line in wanted),
        not_rung=sum(barred.get(line.person_id) == Outcome.DO_NOT_CALL for line in wanted),
        as_of=now,
    )


def record(
    session: Session,
    typed: str,
    person: str,
    outcome: Outcome,
    now: datetime,
    *,
    pass_number: int | None = None,
    by: str = "",
    note: str = "",
) -> Called:
    """Write down what came of a call, and what follows from it: a confirmation, or another answer.

    Without `pass_number` the pass is the one that is on now. NobodyToCall for those who are not rung at all.
    """
    event = find_event_to_change(session, typed, now)
    callee = find_person(session, person, event.id)
    rsvp = session.execute(
        select(Rsvp).where(col(Rsvp.event_id) == event.id, col(Rsvp.person_id) == callee.id)
    ).scalar_one_or_none()
    name = join_name(callee.given_name, callee.family_name)
    if rsvp is None or rsvp.answer in {None, Answer.INVITED, Answer.CANCELLED}:
        raise NobodyToCall(name, event.ref, (rsvp.answer if rsvp else None) or "none")
    which = pass_number or pass_at(event.starts_at, now)
    session.add(
        Call(
            event_id=rsvp.event_id,
            person_id=rsvp.person_id,
            pass_number=which,
            outcome=outcome.value,
            caller=one_line(by),
            note=one_line(note),
            called_at=now,
        )
    )
    return _followed(session, event, str(callee.id), outcome, which, now, one_line(by))


def record_lines(
    session: Session, typed: str, lines: Iterable[str], now: datetime, *, pass_number: int | None = None, by: str = ""
) -> tuple[list[Called], list[BadLine]]:
    """What callers wrote: a number and a code on each line, then a note if there is one. Empty lines are read over.

    A line that cannot be taken is told with its reason, and those around it count.
    """
    event = find_event_to_change(session, typed, now)
    called, bad = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            person, outcome, note = _read_line(line)
            called.append(record(session, event.ref, person, outcome, now, pass_number=pass_number, by=by, note=note))
        except BarnstormError as e:
            bad.append(BadLine(number, e.sentence))
    return called, bad


def _read_line(line: str) -> tuple[str, Outcome, str]:
    person, _, rest = line.strip().partition(" ")
    code, _, note = rest.strip().partition(" ")
    if not person.isdecimal() or not code:
        raise UnreadableCallLine(line.strip())
    return person, read_outcome(code), note.strip()


def _followed(
    session: Session, event: Event, person: str, outcome: Outcome, pass_number: int, now: datetime, by: str
) -> Called:
    """What they said on the telephone is their answer, given now."""
    meant = {Outcome.CONFIRMED: Answer.GOING, Outcome.DECLINED: Answer.DECLINED, Outcome.MAYBE: Answer.MAYBE}
    if outcome not in meant:
        return Called(rsvps.row(session, event, person), outcome.value, pass_number, changed=False)
    answered = rsvps.change(session, event.ref, person, meant[outcome], now)
    row, changed = answered.row, answered.changed
    if outcome is Outcome.CONFIRMED and row.answer == Answer.GOING:
        confirmed = rsvps.confirm(session, event.ref, person, now, by, "phone")
        row, changed = confirmed.row, changed or confirmed.changed
    return Called(row, outcome.value, pass_number, changed, answered.moved_up, answered.taken_back, answered.roles)


def _guests(event: Event) -> Any:
    shown: tuple[Any, ...] = (
        Rsvp.person_id, Rsvp.answer, Rsvp.party_size, Rsvp.confirmed_at,
        Person.given_name, Person.family_name, Person.sort_key, Person.phone, Person.updated_at,
    )  # fmt: skip
    return (
        select(*shown)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id) == event.id, col(Rsvp.answer).in_(RUNG))
    )


def _earlier(
    session: Session, event: Event, guests: Sequence[Row[Any]]
) -> tuple[dict[int, list[Tried]], dict[int, Outcome]]:
    """Calls about this event by person, the first first; and who must not be rung at all, about whatever event.

    A wrong number bars somebody until something new is known of them.
    """
    known_since = {line.person_id: line.updated_at for line in guests}
    tried: dict[int, list[Tried]] = defaultdict(list)
    barred: dict[int, Outcome] = {}
    columns: tuple[Any, ...] = (Call.event_id, Call.person_id, Call.pass_number, Call.outcome, Call.called_at)
    here = select(col(Rsvp.person_id)).where(col(Rsvp.event_id) == event.id)
    for line in session.execute(select(*columns).where(col(Call.person_id).in_(here)).order_by(col(Call.id))):
        outcome = Outcome(line.outcome)
        if line.event_id == event.id:
            tried[line.person_id].append(Tried(line.pass_number, outcome))
        newer = line.person_id in known_since and known_since[line.person_id] > line.called_at
        if outcome in _NEVER and not (outcome is Outcome.WRONG_NUMBER and newer):
            barred[line.person_id] = outcome
    return tried, barred


def _dealt(lines: Sequence[Row[Any]], callers: int) -> list[list[Row[Any]]]:
    """One part of the list for each caller, as even as it goes without parting those who share a number."""
    homes: dict[str, list[Row[Any]]] = defaultdict(list)
    for line in lines:
        homes[line.phone].append(line)
    share = len(lines) / max(callers, 1)
    parts: list[list[Row[Any]]] = [[] for _ in range(callers)]
    dealt = 0
    for home in homes.values():
        parts[min(int(dealt / share), callers - 1)].extend(home)
        dealt += len(home)
    return [part for part in parts if part]


def _row(
    line: Row[Any], event: Event, pass_number: int, caller: int, zone: ZoneInfo, tried: Sequence[Tried]
) -> CallRow:
    return CallRow(
        event=event.ref,
        pass_number=pass_number,
        caller=caller,
        person_id=line.person_id,
        name=join_name(line.given_name, line.family_name),
        given_name=line.given_name,
        family_name=line.family_name,
        phone=line.phone,
        dialled=dialled(line.phone),
        party_size=line.party_size,
        answer=line.answer,
        confirmed_at=line.confirmed_at and line.confirmed_at.astimezone(zone),
        message_left=has_a_message(tried),
        before=_before(tried, confirmed=line.confirmed_at is not None),
    )


def _before(tried: Sequence[Tried], *, confirmed: bool) -> str:
    """`no answer ×2, left message`; of somebody who has confirmed in another way, that."""
    said = [call.outcome.value for call in tried]
    if confirmed and Outcome.CONFIRMED not in said:
        said.append(Outcome.CONFIRMED.value)
    counted = [(word, len(list(same))) for word, same in groupby(said)]
    return ", ".join(word if times == 1 else f"{word} ×{times}" for word, times in counted)
