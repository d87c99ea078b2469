"""Confirmation calls: who is rung in which pass, and what can come of it.

People are rung twice: four or five days before, and the day before. Who does not pick up is left one message and rung
again; nobody is left a second one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from barnstorm.errors.call import UnknownOutcome


class Outcome(StrEnum):
    """What came of one call, in the words that callers tick."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    MAYBE = "maybe"
    LEFT_MESSAGE = "left message"
    NO_ANSWER = "no answer"
    WRONG_NUMBER = "wrong number"
    DO_NOT_CALL = "do not call"


CODES = {
    "C": Outcome.CONFIRMED,
    "D": Outcome.DECLINED,
    "M": Outcome.MAYBE,
    "L": Outcome.LEFT_MESSAGE,
    "N": Outcome.NO_ANSWER,
    "W": Outcome.WRONG_NUMBER,
    "X": Outcome.DO_NOT_CALL,
}
"""The boxes on a call sheet, in their order."""

REACHED = frozenset({Outcome.CONFIRMED, Outcome.DECLINED, Outcome.MAYBE})
"""They have spoken with us: this pass is over for them."""

FIRST, SECOND = 1, 2

_DAYS_BEFORE = {FIRST: (5, 4), SECOND: (1,)}

_SECOND_FROM = timedelta(days=3)
"""From so long before the start on, a call belongs to the second pass."""


@dataclass(frozen=True)
class Tried:
    """One earlier call about this event."""

    pass_number: int
    outcome: Outcome


def read_outcome(text: str) -> Outcome:
    """A code from the sheet or the words beside it, in any case. UnknownOutcome."""
    typed = " ".join(text.split())
    known = CODES.get(typed.upper())
    if known is not None:
        return known
    try:
        return Outcome(typed.casefold())
    except ValueError:
        raise UnknownOutcome(text, [f"{code} ({outcome})" for code, outcome in CODES.items()]) from None


def usual_days(pass_number: int, starts_at: datetime) -> tuple[date, ...]:
    """The days on which a pass is rung, in the zone of `starts_at`."""
    return tuple(starts_at.date() - timedelta(days=days) for days in _DAYS_BEFORE[pass_number])


def pass_at(starts_at: datetime, now: datetime) -> int:
    """The pass that a call made now belongs to."""
    return SECOND if now >= starts_at - _SECOND_FROM else FIRST


def to_be_rung(pass_number: int, tried: Iterable[Tried], *, confirmed: bool) -> bool:
    """Whether somebody with a number is still to be rung in this pass.

    The first pass passes over those who have confirmed in another way; the second rings everybody once more.
    """
    reached = any(call.pass_number == pass_number and call.outcome in REACHED for call in tried)
    return not reached and not (confirmed and pass_number == FIRST)


def has_a_message(tried: Iterable[Tried]) -> bool:
    """Whether they were left a message about this event, in whichever pass."""
    return any(call.outcome is Outcome.LEFT_MESSAGE for call in tried)
