"""An organiser looks at what was offered. What is refused is called off; what is approved after all is on again."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.domain.actions import Review
from barnstorm.domain.events import Status
from barnstorm.domain.text import one_line
from barnstorm.errors.action import CalledOff
from barnstorm.rows.action import ActionRow
from barnstorm.services.action.rows import row_of
from barnstorm.services.event import events
from barnstorm.services.finding.action import find_action
from barnstorm.services.finding.event import find_event, find_event_to_change
from barnstorm.services.invite.notices import tell_of_change


@dataclass(frozen=True)
class Reviewed:
    """The action as it is now, whether anything changed, and who will hear of it, in sentences."""

    action: ActionRow
    changed: bool
    notes: tuple[str, ...]


def approve(session: Session, typed: str, code: str, now: datetime) -> Reviewed:
    """The action may be held. One that was refused is on again, with its code and everybody who had signed up.

    NoSuchCode; CalledOff, if it was cancelled by itself.
    """
    action = _held(session, typed, code, now)
    if action.review == Review.APPROVED and action.status == Status.SCHEDULED:
        return Reviewed(row_of(session, action), changed=False, notes=())
    refused = action.review == Review.REFUSED
    if action.status == Status.CANCELLED and not refused:
        raise CalledOff(code, action.title, typed)
    action.review, action.review_reason = Review.APPROVED.value, ""
    notes: list[str] = []
    if refused:
        action.status, action.cancelled_at, action.cancelled_reason = Status.SCHEDULED, None, ""
        action.sequence, action.revised_at = action.sequence + 1, now.replace(microsecond=0)
        session.flush()
        notes = tell_of_change(session, action, now)
    return Reviewed(row_of(session, action), changed=True, notes=tuple(notes))


def refuse(session: Session, typed: str, code: str, reason: str, now: datetime) -> Reviewed:
    """The action is not held. Its code is not given out again; who holds an invitation gets a cancellation.

    NoSuchCode; CalledOff, if it was cancelled by itself.
    """
    action = _held(session, typed, code, now)
    if action.review == Review.REFUSED:
        return Reviewed(row_of(session, action), changed=False, notes=())
    if action.status == Status.CANCELLED:
        raise CalledOff(code, action.title, typed)
    action.review, action.review_reason = Review.REFUSED.value, one_line(reason)
    outcome = events.cancel(session, action.ref, reason, now)
    return Reviewed(row_of(session, action), changed=True, notes=tuple(outcome.notes))


def _held(session: Session, typed: str, code: str, now: datetime) -> Event:
    found = find_action(session, find_event(session, typed, now), code)
    return find_event_to_change(session, found.ref, now)
