"""When people are reminded, as it is shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RuleRow:
    """One rule: `at` as it is typed (`1d`, `1d@18:00`), or `none`. `due_at` is in the event's zone, the night left out;
    null for the rule of a kind. `source` is `event`, the kind it was made for, or `usual`; `since` when it was made.
    """

    at: str
    due_at: datetime | None
    source: str
    since: datetime | None
