"""Invitations to everything offered at one barnstorm, in one go."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event
from barnstorm.domain.actions import Review
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event
from barnstorm.services.invite import invites
from barnstorm.services.invite.versions import begins, is_off


@dataclass(frozen=True)
class PlanBornAt:
    """What is about to be sent: `rows` are the letters, `keys` theirs. `pending` are the codes nobody approved yet.

    `without_address` counts invitations that nobody can send: somebody without an email may have signed up for several.
    """

    ref: str
    rows: tuple[MailRow, ...]
    keys: frozenset[str]
    actions: int
    pending: tuple[str, ...]
    without_address: int
    event_id: None = None
    """They are of several events."""


def plan_born_at(
    session: Session, typed: str, now: datetime, *, leaves: bool = False, dry_run: bool = False
) -> PlanBornAt:
    """Queue, for every action born at the event `typed`, what `invite send` would: invitations, and the cancellations
    of what was refused or called off. Left out are actions that have begun, and those that wait for approval.

    `leaves` and `dry_run` as for one event.
    """
    barnstorm = find_event(session, typed, now)
    born = session.exec(select(Event).where(Event.born_at_id == barnstorm.id).order_by(col(Event.id))).all()
    told = [action for action in born if not _waits(action) and _may_hear(action, now)]
    plans = [invites.plan(session, action.ref, [], now, leaves=leaves, dry_run=dry_run) for action in told]
    rows = tuple(row for plan in plans for row in plan.rows)
    return PlanBornAt(
        ref=barnstorm.ref,
        rows=rows,
        keys=frozenset(row.key for row in rows),
        actions=len(plans),
        pending=tuple(action.code or action.ref for action in born if _waits(action)),
        without_address=sum(plan.without_address for plan in plans),
    )


def _may_hear(action: Event, now: datetime) -> bool:
    """Whether anybody can still be told: of its cancellation until it would have ended, else until it begins."""
    return now < (action.ends_at if is_off(action) else begins(action))


def _waits(action: Event) -> bool:
    """For an organiser to approve it."""
    return action.review == Review.PENDING and not is_off(action)
