"""Who holds an invitation to an event, and which: told by the letters that left.

A letter counts if its guest has it or may have it. Letters of one event are queued in the order of their versions, so
their ids tell which came last.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Mail, Person
from barnstorm.domain.delivery import State
from barnstorm.domain.letters import CANCEL, DROPPED, INVITE
from barnstorm.services.invite.keys import ADDRESS, people_of, told_by

HELD = frozenset({State.ACCEPTED, State.UNKNOWN, State.SENDING})
"""States of a letter that its guest has, or may have."""


@dataclass(frozen=True)
class Holding:
    """The invitation somebody holds: the event's own SEQUENCE it told of, the mailbox it went to (in small letters),
    and whether it told a private address.
    """

    version: int
    mailbox: str
    address_told: bool


@dataclass
class Holdings:
    """By a person's uid. `dropped` counts, by uid and by address, how often an invitation was taken back from one."""

    of: dict[str, Holding] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def sequence(self, event: Event, people: Iterable[str], address: str) -> int:
        """The SEQUENCE of the next invitation to these: above that of whatever they were ever sent.

        Each cancellation of their own stands one above the invitation it took back, and a new invitation above that;
        so those never dropped have the event's own SEQUENCE.
        """
        return event.sequence + 2 * max((self.dropped[who] for who in (*people, address.casefold())), default=0)


def holdings(session: Session, event: Event) -> Holdings:
    """What everybody holds of `event` now."""
    shown = (col(Mail.key), col(Mail.kind), col(Mail.event_sequence), col(Mail.to_address), col(Person.uid))
    sent = (
        select(*shown)
        .outerjoin(Person, col(Mail.person_id) == Person.id)
        .where(
            col(Mail.event_id) == event.id,
            col(Mail.kind).in_([INVITE, CANCEL, DROPPED]),
            col(Mail.state).in_(HELD),
        )
        .order_by(col(Mail.id))
    )
    found = Holdings()
    for key, kind, version, address, uid in session.execute(sent):
        # After two people were found to be one, the letter's person is the one who was kept.
        people = people_of(key) | ({uid} if uid else set())
        told = told_by(key)
        if kind == INVITE:
            holding = Holding(version or 0, address.casefold(), told is not None and ADDRESS in told.marks)
            found.of.update(dict.fromkeys(people, holding))
        else:
            for who in people:
                found.of.pop(who, None)
        if kind == DROPPED:
            found.dropped.update([*people, address.casefold()])
    return found
