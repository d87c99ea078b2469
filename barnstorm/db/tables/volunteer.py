"""What needs doing at an event, and who has taken it on."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, to


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


class Assignment(SQLModel, table=True):
    """A volunteer in a role."""

    __tablename__ = "assignment"
    __table_args__: ClassVar = (UniqueConstraint("role_id", "person_id"),)

    id: int | None = key()
    role_id: int = to("role.id", index=False)
    person_id: int = to("person.id")
    confirmed_at: datetime | None = instant(nullable=True)
    created_at: datetime = instant()
