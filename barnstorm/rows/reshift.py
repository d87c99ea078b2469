"""Those who did not come to their action, and what they may come to instead."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ReshiftRow:
    """Somebody to ring or write to. `missed` and `next` are refs; `next` is None if nothing near has a place left.

    Times are in the events' zones. `phone` is E.164, None too for those who asked not to be rung. `next_free` is None
    without a limit. `letter` is the state of the letter to them (as in `mail list`), or `none`, and `why` the reason
    why there is none.
    """

    person_id: int
    name: str
    phone: str | None
    email: str | None
    missed: str
    missed_title: str
    missed_at: datetime
    next: str | None
    next_code: str | None
    next_title: str | None
    next_starts_at: datetime | None
    next_free: int | None
    letter: str
    why: str
