"""The outbox: the only way mail leaves, and what became of each attempt."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.delivery import State

_WAITS = text("state = 'queued' OR state = 'retry'")
_IS_HELD = text("lease_owner IS NOT NULL")


class Mail(SQLModel, table=True):
    """One message to one person. `key` is what makes it the only one of its kind.

    What is asked for again and again, what waits and what somebody holds, has an index of its own that knows nothing of
    the rest: so the row of a message may change while it is sent, and no index with it.
    """

    __tablename__ = "mail"
    __table_args__: ClassVar = (
        one_of("state", State),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        Index("ix_mail_waiting", "state", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_mail_lease_owner", "lease_owner", sqlite_where=_IS_HELD, postgresql_where=_IS_HELD),
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
    """Who holds it. Of a message that has left (`sent_at`) it means that not all is in the books yet."""
    lease_until: datetime | None = instant(nullable=True)
    message_id: str | None = Field(default=None, unique=True)
    backend: str = ""
    provider_id: str = ""
    detail: str = ""
    """Why it is in its state, for a person to read. Never an address, never a secret."""
    sent_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()


class MailBytes(SQLModel, table=True):
    """What a message says, from when it is taken to be sent until it has left or will not leave.

    Beside the message and not in it: they are ten times as long, and the row is written three times meanwhile.
    """

    __tablename__ = "mail_bytes"

    mail_id: int = Field(primary_key=True, foreign_key="mail.id", sa_column_kwargs={"autoincrement": False})
    raw: bytes
    handed_over: bool
    """A server has had all of it, or may have: whatever is sent from now on is this, under the same Message-ID. Before
    that a message that is not sent after all is written anew.
    """


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
