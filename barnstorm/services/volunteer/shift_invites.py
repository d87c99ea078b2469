"""`volunteer invite`: every shift into its volunteer's calendar, and out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.domain.delivery import WAITING, State
from barnstorm.domain.identity import calendar_uid, new_uid
from barnstorm.domain.letters import SHIFT
from barnstorm.errors.invite import EventIsOver, NoAddress
from barnstorm.errors.volunteer import HasNoRole
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.finding.person import find_person
from barnstorm.services.letter.audience import name_of
from barnstorm.services.mail.rehearsals import put_back
from barnstorm.services.outbox import outbox
from barnstorm.services.volunteer.shift_holdings import ShiftHoldings, shift_holdings
from barnstorm.services.volunteer.shifts import Duty, behind, duties_of, queue_shifts


@dataclass(frozen=True)
class Plan:
    """What `volunteer invite` is about to do. `rows` are the letters that wait to be sent.

    `keys` are theirs if only some people were asked for, else None: then whatever waits for the event's shifts goes.
    """

    event_id: int
    ref: str
    rows: list[MailRow]
    keys: frozenset[str] | None
    without_address: int


def plan(
    session: Session,
    typed: str,
    to: Sequence[str],
    now: datetime,
    domain: str | None,
    *,
    leaves: bool = False,
    dry_run: bool = False,
) -> Plan:
    """Queue the invitation to every shift whose volunteer has not been sent it as it is now, and the cancellation of
    every shift that somebody holds and does not do any more. With `to`, for those people only.

    `domain` is the campaign's, for the UIDs that calendars will know the shifts by. `leaves`: mail is sent for real
    now, and what was only rehearsed counts as not sent. With `dry_run` the rows are the same and nothing is kept.
    EventIsOver; and, for `to`, HasNoRole, NoAddress.
    """
    event = find_event_to_change(session, typed, now)
    assert event.id is not None
    if event.ends_at <= now:
        raise EventIsOver(event.ref, "nobody can be invited to a shift at it any more")
    kept = session.begin_nested()
    if leaves:
        put_back(session, [event.id], (SHIFT,), now)
    held = shift_holdings(session, event)
    duties = [duty for duty in _meant(session, event, to) if duty.stands or duty.uid]
    for duty in duties:
        duty.assignment.uid = duty.assignment.uid or calendar_uid(new_uid(now), domain)
    wanted = queue_shifts(session, event, duties, held, now)
    keys = frozenset(letter.key for letter in wanted) if to else None
    rows = [row for row in outbox.mail_rows(session, event_id=event.id, kinds=[SHIFT]) if _goes(row, keys)]
    unreachable = _unreachable(duties, held, now)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return Plan(event.id, event.ref, rows, keys, unreachable)


def _meant(session: Session, event: Event, to: Sequence[str]) -> list[Duty]:
    """All shifts at the event, or those of the people named."""
    duties = duties_of(session, event)
    if not to:
        return duties
    people = [find_person(session, text, event.id) for text in to]
    for person in people:
        theirs = [duty for duty in duties if duty.person.id == person.id and (duty.stands or duty.uid)]
        if not theirs:
            raise HasNoRole(name_of(person), event.ref)
        if not theirs[0].address:
            raise NoAddress(name_of(person))
    named = {person.id for person in people}
    return [duty for duty in duties if duty.person.id in named]


def _unreachable(duties: Sequence[Duty], held: ShiftHoldings, now: datetime) -> int:
    """How many people should hear of a shift and cannot by mail."""
    silent = [duty for duty in duties if not duty.address and duty.span.ends_at > now]
    return len({duty.person.id for duty in silent if behind(duty, held)})


def _goes(row: MailRow, keys: frozenset[str] | None) -> bool:
    return State(row.state) in WAITING and (keys is None or row.key in keys)
