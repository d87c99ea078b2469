"""A letter about a shift looked at once more at the moment it leaves."""

from barnstorm.domain.delivery import State
from barnstorm.services.invite.keys import subject_of, told_by
from barnstorm.services.letter.case import Case
from barnstorm.services.outbox.hand import Closed
from barnstorm.services.volunteer.shift_holdings import shift_holdings
from barnstorm.services.volunteer.shifts import OUTDATED, Duty, duty_with


def still_theirs(case: Case) -> Closed | None:
    duty = _duty(case)
    if duty is None:
        return Closed(State.CANCELLED, "The role is not there any more.")
    return None if duty.stands else Closed(State.CANCELLED, "They do not do it any more.")


def as_planned(case: Case) -> Closed | None:
    """What `still_theirs` lets pass: the shift as this letter tells of it."""
    duty, told = _duty(case), told_by(case.mail.key)
    assert duty is not None
    assert told is not None
    current = shift_holdings(case.session, case.event).sequence(duty.uid, duty.version)
    return None if told.sequence == current else Closed(State.CANCELLED, OUTDATED)


def not_begun(case: Case) -> Closed | None:
    duty = _duty(case)
    assert duty is not None
    return Closed(State.EXPIRED, "The shift has begun.") if case.now >= duty.span.starts_at else None


def still_off(case: Case) -> Closed | None:
    duty = _duty(case)
    if duty is None:
        return Closed(State.CANCELLED, "The role is not there any more.")
    return Closed(State.CANCELLED, "They do it again.") if duty.stands else None


def _duty(case: Case) -> Duty | None:
    return duty_with(case.session, subject_of(case.mail.key))
