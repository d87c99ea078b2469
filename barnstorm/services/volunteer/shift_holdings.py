"""Which shifts stand in volunteers' calendars, and which version of them: told by the letters that left.

A letter counts if its reader has it or may have it. Letters about one shift are queued in the order of their versions,
so their ids tell which came last.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail
from barnstorm.domain.letters import SHIFT, SHIFT_OFF
from barnstorm.services.invite.holdings import HELD
from barnstorm.services.invite.keys import subject_of, told_by


@dataclass(frozen=True)
class ShiftHolding:
    """The entry somebody holds: its SEQUENCE, the mailbox it went to (in small letters), and when it left, if known."""

    sequence: int
    mailbox: str
    sent_at: datetime | None


@dataclass
class ShiftHoldings:
    """By the UID of the entry. `taken_back` counts how often it was taken out of a calendar again."""

    of: dict[str, ShiftHolding] = field(default_factory=dict)
    taken_back: Counter[str] = field(default_factory=Counter)

    def sequence(self, uid: str, version: int) -> int:
        """The SEQUENCE of an invitation to this version of a shift: above whatever was ever sent of it.

        A cancellation stands one above the invitation it takes back, and a new invitation above that.
        """
        return version + 2 * self.taken_back[uid]


def shift_holdings(session: Session, event: Event) -> ShiftHoldings:
    """What everybody holds now of the shifts at `event`."""
    sent = (
        select(Mail.key, Mail.kind, Mail.to_address, Mail.sent_at)
        .where(Mail.event_id == event.id, col(Mail.kind).in_([SHIFT, SHIFT_OFF]), col(Mail.state).in_(HELD))
        .order_by(col(Mail.id))
    )
    found = ShiftHoldings()
    for key, kind, address, sent_at in session.exec(sent):
        uid, told = subject_of(key), told_by(key)
        if kind == SHIFT_OFF:
            found.of.pop(uid, None)
            found.taken_back[uid] += 1
        elif told is not None:
            found.of[uid] = ShiftHolding(told.sequence, address.casefold(), sent_at)
    return found
