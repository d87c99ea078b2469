"""People."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, to


class Person(SQLModel, table=True):
    """Somebody. An email is not the key of a person: couples share one."""

    __tablename__ = "person"

    id: int | None = key()
    uid: str = Field(unique=True)
    given_name: str = ""
    family_name: str = ""
    name_folded: str = Field(index=True)
    """fold(given family): how people are found."""
    sort_key: str
    """surname_key: how people are listed at the door."""
    email: str | None = None
    """As written, apart from the domain's case."""
    email_key: str | None = Field(default=None, index=True)
    """The address in small letters: how it is matched."""
    phone: str | None = Field(default=None, index=True)
    """E.164."""
    phone_as_written: str | None = None
    """What could not be read as a number, kept and flagged rather than dropped."""
    postcode: str | None = None
    notes: str = ""
    created_at: datetime = instant()
    updated_at: datetime = instant()


class PersonAlso(SQLModel, table=True):
    """What else a person is known by: the address, number or name of somebody who turned out to be the same.

    `kind` is `email`, `phone`, `name` or `postcode`; `value_key` is what it is matched by (small letters, E.164,
    folded).
    """

    __tablename__ = "person_also"
    __table_args__: ClassVar = (
        UniqueConstraint("person_id", "kind", "value_key"),
        CheckConstraint("kind IN ('email', 'phone', 'name', 'postcode')", name="kind_known"),
    )

    id: int | None = key()
    person_id: int = to("person.id", index=False)
    kind: str
    value: str
    value_key: str = Field(index=True)


class PersonTag(SQLModel, table=True):
    """A word an organiser put on a person."""

    __tablename__ = "person_tag"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    tag_folded: str = Field(primary_key=True, index=True)
    tag: str


class Apart(SQLModel, table=True):
    """Two people somebody has looked at and found not to be the same. The lower id stands first."""

    __tablename__ = "apart"
    __table_args__: ClassVar = (CheckConstraint("one_id < other_id", name="in_order"),)

    one_id: int = Field(foreign_key="person.id", primary_key=True)
    other_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    said_at: datetime = instant()


class Merge(SQLModel, table=True):
    """One person taken for another: what each of them was, so that it can be undone."""

    __tablename__ = "merge"

    id: int | None = key()
    kept_id: int = to("person.id")
    dropped_id: int
    """The row id the dropped person had, and has again when the merge is undone."""
    before: str
    """JSON: every row that was changed, moved or removed, as it was."""
    merged_at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)
