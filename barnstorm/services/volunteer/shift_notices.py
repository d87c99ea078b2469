"""A shift that changes, and who hears of it: the letter is queued in the transaction that makes the change."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail
from barnstorm.domain.delivery import WAITING
from barnstorm.domain.letters import SHIFT, SHIFT_OFF
from barnstorm.services.invite.keys import subject_of
from barnstorm.services.letter.audience import name_of
from barnstorm.services.letter.hearing import will_hear, will_not_hear
from barnstorm.services.outbox.planned import Wanted
from barnstorm.services.volunteer.shift_holdings import shift_holdings
from barnstorm.services.volunteer.shifts import Duty, behind, queue_shifts


def tell_of_shifts(
    session: Session, event: Event, duties: Sequence[Duty], now: datetime, *, quiet: bool = False
) -> list[str]:
    """Queue what brings those of `duties`, all at `event`, up to date that stand in a calendar, or whose letter was
    still waiting; `quiet`, only for the latter. What the organiser should know of it, in sentences.

    The event must be held (find_event_to_change), and the change be made.
    """
    if event.ends_at <= now:
        return []
    held, unsent = shift_holdings(session, event), _waiting(session, event)
    concerned = [duty for duty in duties if duty.uid in unsent or (duty.uid in held.of and not quiet)]
    wanted = queue_shifts(session, event, concerned, held, now) if concerned else []
    stale = [duty for duty in duties if duty.uid in held.of and behind(duty, held)]
    left_alone = sum(duty not in concerned for duty in stale)
    unreachable = sum(not duty.address for duty in stale if duty in concerned)
    return _queued(event, wanted) + _not_told(event, left_alone) + will_not_hear(unreachable)


def _waiting(session: Session, event: Event) -> set[str]:
    """The UIDs of the shifts about which a letter waits to be sent."""
    found = select(Mail.key).where(
        Mail.event_id == event.id, col(Mail.kind).in_([SHIFT, SHIFT_OFF]), col(Mail.state).in_(WAITING)
    )
    return {subject_of(key) for key in session.exec(found)}


def _queued(event: Event, wanted: Sequence[Wanted]) -> list[str]:
    what = "A cancellation" if all(letter.kind == SHIFT_OFF for letter in wanted) else "An update"
    names = list(dict.fromkeys(name_of(letter.person) for letter in wanted))
    command = f"barnstorm volunteer invite {event.ref}"
    return will_hear(f"{what} of the shift", names, ("volunteer", "volunteers"), command)


def _not_told(event: Event, holding: int) -> list[str]:
    if not holding:
        return []
    shifts = "1 shift stands" if holding == 1 else f"{holding} shifts stand"
    return [f"{shifts} in a calendar as before. To tell them: barnstorm volunteer invite {event.ref}"]
