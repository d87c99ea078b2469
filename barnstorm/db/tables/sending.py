"""What restrains the senders: addresses not to write to, rates to keep, rules of what is sent when."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.delivery import Reason
from barnstorm.domain.events import Kind


class Suppression(SQLModel, table=True):
    """An address that nothing, or no campaigning, is sent to. Looked at just before each letter leaves."""

    __tablename__ = "suppression"
    __table_args__: ClassVar = (one_of("reason", Reason),)

    id: int | None = key()
    address_key: str = Field(unique=True)
    """In small letters."""
    reason: str
    campaigning_only: bool = False
    """They still get the letters that belong to what they signed up for."""
    detail: str = ""
    since: datetime = instant()


class SoftBounce(SQLModel, table=True):
    """A passing failure, reported after the letter had left. Five in thirty days make the address a dead one."""

    __tablename__ = "soft_bounce"

    id: int | None = key()
    address_key: str = Field(index=True)
    mail_id: int | None = to("mail.id", nullable=True)
    status: str
    at: datetime = instant()


class SendingRate(SQLModel, table=True):
    """The bucket of one backend, shared by all who send through it."""

    __tablename__ = "sending_rate"

    backend: str = Field(primary_key=True)
    tokens: float
    filled_at: datetime = instant()
    held_until: datetime | None = instant(nullable=True)
    """Nobody sends before then: the server asked for it, or refused the sender itself."""
    held_because: str = ""


class ReminderRule(SQLModel, table=True):
    """When people are reminded: of one event, or of every event of a kind; without any, 7d, 1d and 2h."""

    __tablename__ = "reminder_rule"
    __table_args__: ClassVar = (
        one_of("kind", Kind),
        CheckConstraint("(event_id IS NULL) <> (kind IS NULL)", name="for_one_or_for_a_kind"),
        UniqueConstraint("event_id", "at"),
        UniqueConstraint("kind", "at"),
    )

    id: int | None = key()
    event_id: int | None = to("event.id", index=False, nullable=True)
    kind: str | None = None
    at: str
    """`7d`, `1d@18:00`, `2h`; `none` for no reminder at all."""
    created_at: datetime = instant()
    """A reminder that was due before its rule was made is never sent."""
