"""The outbox: the only way mail leaves, and what became of each attempt."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.delivery import State


class Mail(SQLModel, table=True):
    """One message to one person. `key` is what makes it the only one of its kind."""

    __tablename__ = "mail"
    __table_args__: ClassVar = (
        one_of("state", State),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        Index("ix_mail_state_due_at", "state", "due_at"),
    )

    id: int | None = key()
    key: str = Field(unique=True)
    kind: str
    """`invite`, `cancel`, `reminder-1d`, `test`, …"""
    event_id: int | None = to("event.id", nullable=True)
    person_id: int | None = to("person.id", nullable=True)
    event_starts_at: datetime | None = instant(nullable=True)
    """The start this was planned for: a moved event must not remind of the old time."""
    event_sequence: int | None = None
    to_address: str
    subject: str = ""
    state: str = State.QUEUED
    due_at: datetime = instant()
    """Not before."""
    expires_at: datetime | None = instant(nullable=True)
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = instant(nullable=True)
    message_id: str | None = Field(default=None, unique=True)
    frozen: bytes | None = None
    """The bytes of the first attempt: a retry sends the same ones, under the same Message-ID."""
    backend: str = ""
    provider_id: str = ""
    detail: str = ""
    """Why it is in its state, for a person to read. Never an address, never a secret."""
    sent_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class MailAttempt(SQLModel, table=True):
    """What was tried and what came of it. Rows are only added."""

    __tablename__ = "mail_attempt"

    id: int | None = key()
    mail_id: int = to("mail.id")
    at: datetime = instant(index=True)
    backend: str
    outcome: str
    code: int | None = None
    detail: str = ""
