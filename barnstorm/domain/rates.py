"""How fast mail may leave: a bucket that fills with time, and so many messages a day.

A provider's limit is one for all who send through it, whatever machines they sit at; so the bucket is kept in the
database, and these are the sums done on it.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(days=1)

SKEW = timedelta(minutes=1)
"""Clocks of two machines differ. What lies further ahead than this is no clock but a mistake."""

_ENOUGH = 1e-9
"""Sums of fractions of a second fall short of a whole by this much."""


@dataclass(frozen=True)
class Bucket:
    """`tokens`, one for each message that may leave, as they were at `filled_at`."""

    tokens: float
    filled_at: datetime


@dataclass(frozen=True)
class Allowance:
    """So many may leave now; if none, the next in `wait`, and why."""

    messages: int
    wait: timedelta = timedelta(0)
    why: str = ""


def full(rate: float, now: datetime) -> Bucket:
    return Bucket(_room(rate), now)


def filled(bucket: Bucket, rate: float, now: datetime) -> Bucket:
    """The bucket as it is at `now`, `rate` messages a second later. It holds one second's worth, or one message.

    For whom `now` is before it was last filled nothing flows in: of two clocks the later one fills it, not both.
    """
    if bucket.filled_at > now + SKEW:
        return Bucket(min(bucket.tokens, _room(rate)), now)
    seconds = max((now - bucket.filled_at).total_seconds(), 0)
    return Bucket(min(bucket.tokens + seconds * rate, _room(rate)), max(bucket.filled_at, now))


def allowed(bucket: Bucket, rate: float, most: int, now: datetime) -> Allowance:
    """Up to `most` messages out of a bucket that is `filled`."""
    whole = math.floor(bucket.tokens + _ENOUGH)
    if whole > 0:
        return Allowance(min(whole, most))
    missing = timedelta(seconds=(1 - bucket.tokens) / rate)
    return Allowance(0, missing + max(bucket.filled_at - now, timedelta(0)), "The server takes them one by one.")


def left_today(per_day: int, sent: int, oldest: datetime | None, most: int, now: datetime) -> Allowance:
    """Up to `most` of `per_day` when `sent` left in the 24 hours before `now`, of which the one that left at `oldest`
    must be a day old before another may.
    """
    if sent < per_day:
        return Allowance(min(per_day - sent, most))
    wait = DAY if oldest is None else oldest + DAY - now
    return Allowance(0, max(wait, timedelta(0)), f"{per_day:,} have left in 24 hours, as many as may.")


def _room(rate: float) -> float:
    return max(1.0, rate)
