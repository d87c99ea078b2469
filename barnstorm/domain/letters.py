"""The kinds of letters there are, and what is different about each.

A service letter belongs to what somebody signed up for: its invitation, its changes, its reminders. A campaigning
letter announces something else, so it goes only to those who agreed to hear from who sends it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from barnstorm.domain.reminders import LAST_CALL, read_rule
from barnstorm.errors.invite import UnreadableReminder

INVITE, CANCEL, REMINDER, TEST = "invite", "cancel", "reminder-", "test"
DROPPED = "cancel-one"
"""Takes the invitation back from somebody who is off the list; CANCEL does from everybody."""
THANKS, MISSED = "thanks", "missed"
SHIFT, SHIFT_OFF = "shift", "shift-off"
"""Puts a volunteer’s shift into their calendar, new or changed; takes it out again."""

_SHORT = timedelta(hours=2)
"""A reminder this near to the start is worth more twice than never."""


@dataclass(frozen=True)
class Kind:
    """`beginning`: a letter is of this kind if its own kind begins so (`reminder-1d`)."""

    beginning: str
    campaigns: bool = False
    guarded: bool = True
    """It goes to nobody who is on the list of addresses not to write to."""


KINDS = (
    Kind(INVITE),
    Kind(DROPPED),
    Kind(CANCEL),
    Kind(REMINDER),
    Kind(SHIFT_OFF),
    Kind(SHIFT),
    Kind(THANKS, campaigns=True),
    Kind(MISSED, campaigns=True),
    Kind(TEST, guarded=False),
)


@lru_cache(maxsize=64)
def kind_of(text: str) -> Kind:
    """The kind of a letter; a service letter if nobody has described it."""
    return next((kind for kind in KINDS if text.startswith(kind.beginning)), Kind(text))


def worth_repeating(kind: str, starts_at: datetime | None, now: datetime) -> bool:
    """Whether a letter that may have arrived should be sent again rather than wait for somebody to decide.

    Only a reminder of the last two hours, while there is time to set out: nobody decides that fast, and to be reminded
    twice is a small harm.
    """
    if starts_at is None or not kind.startswith(REMINDER) or now >= starts_at - LAST_CALL:
        return False
    try:
        rule = read_rule(kind.removeprefix(REMINDER))
    except UnreadableReminder:
        return False
    return rule.days == 0 and rule.exact <= _SHORT
