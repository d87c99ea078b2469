"""How long a sheet may lie before it is typed in."""

from datetime import datetime, timedelta

PROMISED = timedelta(hours=72)
"""What hosts are promised: on the list within three days of the meeting, sooner if their action is sooner. (So the
data-entry teams of 2016 promised it, the earliest action first.)
"""


def due(collected_at: datetime, starts_at: datetime | None = None) -> datetime:
    """By when a sheet collected then is to be typed in; `starts_at` is the action that people signed up for on it."""
    by_promise = collected_at + PROMISED
    return by_promise if starts_at is None or starts_at < collected_at else min(by_promise, starts_at)


def hours_left(due_at: datetime, now: datetime) -> int:
    """Whole hours until then; below 0 once it is late."""
    return (due_at - now) // timedelta(hours=1)
