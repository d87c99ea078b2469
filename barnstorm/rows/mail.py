"""Messages of the outbox, and ways to send, as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from barnstorm.domain.delivery import FAILED, WAITING, State
from barnstorm.errors import BarnstormError
from barnstorm.errors.mail import MailLeft, SomeNotDelivered


@dataclass(frozen=True)
class MailRow:
    """One message. `event` is a ref, `person` a name. Times are in the event's zone, UTC where there is no event."""

    id: int
    key: str
    kind: str
    event: str | None
    person: str | None
    to: str
    subject: str
    state: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    message_id: str | None
    detail: str


@dataclass(frozen=True)
class BackendRow:
    """A way to send: `scheme` begins BARNSTORM_MAIL, `source` is `barnstorm` or the package that brought it."""

    scheme: str
    does: str
    example: str
    source: str


@dataclass(frozen=True)
class SuppressionRow:
    """An address that nothing, or no campaigning, is sent to. `since` is in the campaign's zone."""

    address: str
    reason: str
    campaigning_only: bool
    detail: str
    since: datetime


def trouble(rows: Sequence[MailRow]) -> BarnstormError | None:
    """What a command that sent these must end with: exit 6 if some failed or are unknown, 75 if some wait, or None."""
    states = [State(row.state) for row in rows]
    failed, unknown = sum(state in FAILED for state in states), states.count(State.UNKNOWN)
    if failed or unknown:
        return SomeNotDelivered(failed, unknown)
    left = sum(state in WAITING for state in states)
    return MailLeft(left) if left else None
