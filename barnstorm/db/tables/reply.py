"""Mail that came back: answers, bounces, complaints, wishes to hear no more."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, to


class Reply(SQLModel, table=True):
    """One message read once. What it said is kept in our own words: never its text, never its address."""

    __tablename__ = "reply"

    id: int | None = key()
    digest: str = Field(unique=True)
    """SHA-256 over its Message-ID and its bytes: the same mail in two folders is one."""
    what: str
    """`answer`, `stale`, `guest`, `counter`, `delegated`, `bounce`, `complaint`, `unsubscribe`, `unreadable`, …"""
    event_id: int | None = to("event.id", nullable=True)
    person_id: int | None = to("person.id", nullable=True)
    detail: str = ""
    for_a_human: bool = False
    """Somebody must look at it."""
    seen_to_at: datetime | None = instant(nullable=True)
    read_at: datetime = instant(index=True)


class Mailbox(SQLModel, table=True):
    """How far an IMAP folder has been read. Never kept in its flags: other programs set those too."""

    __tablename__ = "mailbox"

    name: str = Field(primary_key=True)
    """`imaps://host/folder` without user or secret."""
    uid_validity: int
    last_uid: int
