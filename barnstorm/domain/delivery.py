"""The life of a message in the outbox: its states, what a server's answer means for it, and when a run should stop."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from barnstorm.domain.text import one_line


class State(StrEnum):
    """`queued -> claimed -> sending -> accepted | unknown | retry | bounced | rejected`, or closed unsent.

    `unknown` is the honest word for a message whose last byte may or may not have been taken before the plug went.
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    RETRY = "retry"
    BOUNCED = "bounced"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"
    SKIPPED = "skipped"


WAITING = frozenset({State.QUEUED, State.RETRY})
"""Still to be sent, by nobody yet."""

UNDER_WAY = frozenset({State.CLAIMED, State.SENDING})
"""In the hands of one run."""

FAILED = frozenset({State.BOUNCED, State.REJECTED})


class Outcome(StrEnum):
    """What became of one attempt."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    """Not taken now; certainly not delivered."""
    BOUNCED = "bounced"
    """The address does not work."""
    REJECTED = "rejected"
    """Refused for good, for another reason than the address."""
    CONFIG = "config"
    """Nothing can be sent until the settings are corrected; says nothing about the message."""
    UNKNOWN = "unknown"
    """Perhaps delivered: the answer to the last byte never came."""


class Scope(StrEnum):
    """What the answer was about: how far it tells of the messages that follow."""

    RECIPIENT = "recipient"
    MESSAGE = "message"
    SENDER = "sender"
    CONNECTION = "connection"


class Decision(StrEnum):
    """What a person says of a message that is unknown."""

    DELIVERED = "delivered"
    RESEND = "resend"
    HOLD = "hold"
    """Neither: it stays unknown and is not sent again."""


class Reason(StrEnum):
    """Why an address is written to no more."""

    HARD = "hard bounce"
    """The address does not work."""
    COMPLAINT = "complaint"
    """They told their provider that it was unwanted."""
    UNSUBSCRIBED = "unsubscribed"
    BY_HAND = "by hand"


BACKOFF = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""The pause after the first, second, … deferred attempt; the last for every later one."""

MOST_ATTEMPTS = 8
JITTER = (0.5, 1.5)
"""A pause is multiplied by a chance factor between these, so that a thousand deferred together do not return so."""

_ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
_LONGEST_DETAIL = 300


@dataclass(frozen=True)
class Verdict:
    """What to write into the row. `due_at` is None unless it is to be tried again. `counted`: it was an attempt."""

    state: State
    due_at: datetime | None = None
    counted: bool = True
    why: str = ""
    """In front of what the server said; may be empty."""


def verdict(
    outcome: Outcome,
    scope: Scope,
    *,
    attempts: int,
    now: datetime,
    expires_at: datetime | None,
    jitter: float,
    retry_after: float | None = None,
) -> Verdict:
    """The next state after an attempt; `attempts` were counted before it. `retry_after` is in seconds.

    A trouble of the connection is nobody's attempt: the message stays due. A message refused as it is (too big, its
    content) is tried once more, because servers have been seen to relent.
    """
    match outcome:
        case Outcome.ACCEPTED | Outcome.UNKNOWN | Outcome.BOUNCED:
            return Verdict(State(outcome.value))
        case Outcome.REJECTED if scope is not Scope.MESSAGE or attempts > 0:
            return Verdict(State.REJECTED)
        case Outcome.CONFIG:
            return Verdict(State.RETRY, due_at=now, counted=False)
        case Outcome.DEFERRED if scope is Scope.CONNECTION:
            return Verdict(State.RETRY, due_at=now, counted=False)
        case _:
            return _later(attempts, now, expires_at, jitter, retry_after)


def _later(
    attempts: int, now: datetime, expires_at: datetime | None, jitter: float, retry_after: float | None
) -> Verdict:
    if attempts + 1 >= MOST_ATTEMPTS:
        return Verdict(State.BOUNCED, why=f"Given up after {attempts + 1} attempts.")
    pause = BACKOFF[min(attempts, len(BACKOFF) - 1)] * jitter
    due_at = now + max(pause, timedelta(seconds=retry_after or 0))
    if expires_at is not None and due_at >= expires_at:
        return Verdict(State.EXPIRED, why="Another try would come too late.")
    return Verdict(State.RETRY, due_at=due_at)


def shows_dead(outcome: Outcome, code: int | None, enhanced: str | None) -> bool:
    """Whether an answer says that the address itself does not work, so that nothing need be sent there again.

    A full mailbox (552, 5.2.2) may be emptied.
    """
    if outcome is not Outcome.BOUNCED:
        return False
    return enhanced.startswith(("5.1.", "5.2.1")) if enhanced else code != 552  # noqa: PLR2004 - RFC 5321 4.2.2


class Breaker:
    """Tells when a run should stop rather than spoil the rest of the queue. Told of every result, in order."""

    MOST_DEFERRED = 3
    MOST_REFUSED = 5
    MOST_UNKNOWN = 3
    WINDOW = 50
    MOST_REFUSED_OF_WINDOW = 10

    def __init__(self) -> None:
        self.open = False
        self._deferred = 0
        self._refused = 0
        self._unknown = 0
        self._window: deque[bool] = deque(maxlen=self.WINDOW)

    def tell(self, outcome: Outcome, scope: Scope) -> None:
        """A lost connection or wrong settings stop a run at once; a server that says "not now" or "not from you", or
        whose answers do not come, does when that happens again and again.
        """
        about_us = scope is Scope.SENDER
        self._deferred = self._deferred + 1 if outcome is Outcome.DEFERRED and about_us else 0
        self._refused = self._refused + 1 if outcome is Outcome.REJECTED and about_us else 0
        self._unknown = self._unknown + 1 if outcome is Outcome.UNKNOWN else 0
        self._window.append(outcome is Outcome.REJECTED and about_us)
        self.open = self.open or (
            outcome is Outcome.CONFIG
            or (outcome is Outcome.DEFERRED and scope is Scope.CONNECTION)
            or self._deferred >= self.MOST_DEFERRED
            or self._refused >= self.MOST_REFUSED
            or self._unknown >= self.MOST_UNKNOWN
            or sum(self._window) >= self.MOST_REFUSED_OF_WINDOW
        )


def told(text: str) -> str:
    """What a server said, fit to be kept: one line, not too long, without the addresses that servers like to repeat."""
    plain = _ADDRESS.sub("<…>", one_line(text))
    return plain if len(plain) <= _LONGEST_DETAIL else f"{plain[: _LONGEST_DETAIL - 1]}…"
