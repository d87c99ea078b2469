"""People."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key


class Person(SQLModel, table=True):
    """Somebody. An email is not the key of a person: couples share one."""

    __tablename__ = "person"

    id: int | None = key()
    uid: str = Field(unique=True)
    given_name: str = ""
    family_name: str = ""
    name_folded: str = Field(index=True)
    """fold(given family): how people are found."""
    sort_key: str = Field(index=True)
    """surname_key: how people are listed at the door."""
    email: str | None = None
    """As written, apart from the domain's case."""
    email_key: str | None = Field(default=None, index=True)
    """The address in small letters: how it is matched."""
    phone: str | None = Field(default=None, index=True)
    """E.164."""
    phone_as_written: str | None = None
    """What could not be read as a number, kept and flagged rather than dropped."""
    postcode: str | None = Field(default=None, index=True)
    notes: str = ""
    created_at: datetime = instant()
    updated_at: datetime = instant()
