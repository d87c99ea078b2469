"""Events."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import added, instant, key, one_of, to
from barnstorm.domain.events import Kind, Status


class Event(SQLModel, table=True):
    """A barnstorm, or an action born at one: the same table, told apart by `kind` and `born_at_id`."""

    __tablename__ = "event"
    __table_args__: ClassVar = (
        one_of("kind", Kind),
        one_of("status", Status),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity > 0", name="capacity_counted"),
        CheckConstraint("sequence >= 0", name="sequence_counted"),
        CheckConstraint("review IN ('pending', 'approved', 'refused')", name="review_known"),
        Index("ix_event_born_at_code", "born_at_id", "code", unique=True),
    )

    id: int | None = key()
    uid: str = Field(unique=True)
    ref: str = Field(unique=True)
    code: str | None = Field(default=None, index=True)
    title: str
    kind: str
    status: str = Status.SCHEDULED
    description: str = ""
    seat_id: int | None = to("seat.id", nullable=True)
    venue_id: int | None = to("venue.id", nullable=True)
    host_id: int | None = to("person.id", nullable=True)
    born_at_id: int | None = to("event.id", index=False, nullable=True)
    starts_at: datetime = instant(index=True)
    ends_at: datetime = instant()
    timezone: str
    all_day: bool = added(False)
    """From midnight to midnight in its zone: a day of leafleting, a clean-up."""
    capacity: int | None = None
    calendar_uid: str = Field(unique=True)
    sequence: int = 0
    revised_at: datetime = instant()
    """When this version was made: the DTSTAMP of its invitations, so that sending it again gives the same bytes."""
    cancelled_at: datetime | None = instant(nullable=True)
    cancelled_reason: str = ""
    review: str | None = None
    """Of an offer made in the room: `pending`, `approved` or `refused`. None for what an organiser called."""
    review_reason: str = added("")
    created_at: datetime = instant()
