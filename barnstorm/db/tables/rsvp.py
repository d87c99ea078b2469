"""Answers and presences."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.answers import Answer

_WAITS = text("waitlisted_at IS NOT NULL")
"""Few wait, of all who are on a list: only they are in the index of the waiting lists."""


class Rsvp(SQLModel, table=True):
    """One person and one event. What they said, who confirmed it, and whether they came are three facts.

    A walk-in is `attended` with `answer` empty: somebody nobody had asked.
    """

    __tablename__ = "rsvp"
    __table_args__: ClassVar = (
        UniqueConstraint("event_id", "person_id"),
        one_of("answer", Answer),
        CheckConstraint("party_size > 0", name="party_counted"),
        CheckConstraint("answer <> 'waitlisted' OR waitlisted_at IS NOT NULL", name="waits_since"),
        CheckConstraint("heads_in > 0", name="heads_counted"),
        CheckConstraint("attended IS NULL OR NOT attended OR checked_in_at IS NOT NULL", name="came_when"),
        Index("ix_rsvp_waitlisted", "event_id", "waitlisted_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
    )

    id: int | None = key()
    event_id: int = to("event.id", index=False)
    person_id: int = to("person.id")
    answer: str | None = None
    answered_at: datetime | None = instant(nullable=True)
    party_size: int = 1
    """Heads, the named one included."""
    waitlisted_at: datetime | None = instant(nullable=True)
    """Since when they wait: the order of the waiting list, then the row's id."""
    confirmed_at: datetime | None = instant(nullable=True)
    confirmed_by: str = ""
    confirmed_how: str = ""
    attended: bool | None = None
    """NULL is unknown: the absence of a tick is not a no-show."""
    checked_in_at: datetime | None = instant(nullable=True)
    heads_in: int | None = None
    """How many of the party are in, while some are still to come; None is all of them."""
    replied_sequence: int | None = None
    """SEQUENCE and DTSTAMP of the calendar reply that last counted: an older one does not."""
    replied_stamp: datetime | None = instant(nullable=True)
    source: str = ""
    access: str = ""
    """What they need to take part; shown only where the greeter needs it."""
    notes: str = ""
    created_at: datetime = instant()
    updated_at: datetime = instant()
