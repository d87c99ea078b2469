"""What needs doing at an event, and who has taken it on."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import added, instant, key, to


class Role(SQLModel, table=True):
    """Something that needs doing at an event, and by how many."""

    __tablename__ = "role"
    __table_args__: ClassVar = (
        UniqueConstraint("event_id", "name_folded"),
        CheckConstraint("needed > 0", name="needed_counted"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: int | None = key()
    event_id: int = to("event.id", index=False)
    name: str
    name_folded: str
    needed: int = Field(default=1)
    starts_at: datetime | None = instant(nullable=True)
    ends_at: datetime | None = instant(nullable=True)
    brief: str = ""
    sequence: int = added(0)
    """Of its invitations: moved when its times or its place do."""
    revised_at: datetime | None = instant(nullable=True)


class Assignment(SQLModel, table=True):
    """A volunteer in a role."""

    __tablename__ = "assignment"
    __table_args__: ClassVar = (UniqueConstraint("role_id", "person_id"),)

    id: int | None = key()
    role_id: int = to("role.id", index=False)
    person_id: int = to("person.id")
    uid: str | None = Field(default=None, index=True, unique=True)
    """The UID of its entry in their calendar; None until they are invited to it."""
    confirmed_at: datetime | None = instant(nullable=True)
    dropped_at: datetime | None = instant(nullable=True)
    """They do not do it after all. Kept: that they were asked counts when somebody is sought again."""
    created_at: datetime = instant()
