"""Who signed up for what before they left the hall. A commitment is an answer to an action.

Everything a line says is done in one transaction, or nothing: the barnstorm is held first, then its actions in the
order of their ids, so that desks typing at once wait for one another and give no place twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.acquaintances import By
from barnstorm.domain.actions import Review
from barnstorm.domain.answers import Answer
from barnstorm.domain.commitment_line import CommitmentLine
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.errors.action import ActionIsOff, NoCodes
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.action import Alike, CommitmentRow
from barnstorm.services.action import undo as action_undo
from barnstorm.services.action.clashes import clashes_of
from barnstorm.services.action.people import Found, find_or_make
from barnstorm.services.action.presence import tick_present
from barnstorm.services.finding.action import actions_to_change
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.rsvp import rows as rsvp_rows
from barnstorm.services.rsvp import rsvps


@dataclass(frozen=True)
class Committed:
    """What became of a line. `rows` are its actions, the earliest first.

    `by` says how the person was known, `alike` who else they may be. `warnings` are sentences. `undo` takes the line
    back.
    """

    person_id: int
    name: str
    surname: str
    by: By
    alike: tuple[Alike, ...]
    rows: tuple[CommitmentRow, ...]
    warnings: tuple[str, ...]
    undo: action_undo.Undo


def commit(session: Session, typed: str, line: CommitmentLine, now: datetime, *, another: bool = False) -> Committed:
    """Sign somebody up for actions offered at the event `typed`, and note that they were there.

    Full actions put them on their waiting list. The same line again changes nothing. `another` is one more person of
    that name. NoCodes, NoSuchCode, ActionIsOff, SeveralHere, EventCancelled.
    """
    barnstorm, actions = _held(session, typed, line.codes, now)
    found = find_or_make(session, barnstorm, line, now, another=another)
    answers = action_undo.answers(session, found.person, [barnstorm, *actions])
    before = action_undo.begin(found.person, [barnstorm, *actions], answers, found.filled_in, new=found.by is By.NEW)
    tick_present(session, barnstorm, found.person, answers.get(barnstorm.id), now)
    rows = []
    for action in actions:
        rsvp, changed = sign_up(session, action, found.person, answers.get(action.id), barnstorm.ref, now)
        rows.append(_row(session, action, found.person, rsvp, changed=changed))
    assert found.person.id is not None
    return Committed(
        person_id=found.person.id,
        name=_name(found.person),
        surname=found.person.family_name,
        by=found.by,
        alike=found.alike,
        rows=tuple(rows),
        warnings=tuple(_warnings(session, found, actions, now)),
        undo=action_undo.end(session, before),
    )


def sign_up(
    session: Session, action: Event, person: Person, answer: Rsvp | None, source: str, now: datetime
) -> tuple[Rsvp, bool]:
    """They are going to `action`, or wait for a place; and whether that is new. `answer` is what they said to it
    before, if anything. The action must be held.
    """
    rsvp = answer
    if rsvp is None:
        assert action.id is not None
        assert person.id is not None
        rsvp = Rsvp(event_id=action.id, person_id=person.id, source=source, created_at=now, updated_at=now)
        session.add(rsvp)
        session.flush()
    changed, _ = rsvps.set_answer(session, action, rsvp, Answer.GOING, None, now)
    rsvp.updated_at = now  # said again is said: another desk that takes its own line back must see it
    return rsvp, changed


def _held(session: Session, typed: str, codes: Sequence[str], now: datetime) -> tuple[Event, list[Event]]:
    """The barnstorm and the actions meant, the earliest first, held until the transaction ends."""
    barnstorm = find_event_to_change(session, typed, now)
    if barnstorm.status == Status.CANCELLED:
        raise EventCancelled(barnstorm.ref, "nobody can sign up for anything there")
    if not codes:
        raise NoCodes(barnstorm.ref)
    actions = actions_to_change(session, barnstorm, codes)
    for action in actions:
        if action.status == Status.CANCELLED:
            why = "refused" if action.review == Review.REFUSED else "cancelled"
            raise ActionIsOff(action.code or action.ref, action.title, why, barnstorm.ref)
    return barnstorm, actions


def _row(session: Session, action: Event, person: Person, rsvp: Rsvp, *, changed: bool) -> CommitmentRow:
    waits = rsvp_rows.row_of(session, rsvp) if rsvp.answer == Answer.WAITLISTED else None
    return CommitmentRow(
        person_id=rsvp.person_id,
        name=_name(person),
        code=action.code,
        event=action.ref,
        title=action.title,
        starts_at=action.starts_at.astimezone(ZoneInfo(action.timezone)),
        answer=rsvp.answer or "",
        waitlist_position=waits.waitlist_position if waits else None,
        waits_because=waits.waits_because if waits else None,
        changed=changed,
    )


def _warnings(session: Session, found: Found, actions: Sequence[Event], now: datetime) -> list[str]:
    pending = [f"{action.code} is not approved yet." for action in actions if action.review == Review.PENDING]
    begun = [f"{action.code} has begun, or is over." for action in actions if action.starts_at <= now]
    return [*clashes_of(session, found.person, actions), *pending, *begun]


def _name(person: Person) -> str:
    return join_name(person.given_name, person.family_name)
