"""Who agreed to hear from whom. An RSVP is no consent; neither is an import."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.consents import Channel


class Wording(SQLModel, table=True):
    """A sentence people agreed to, word for word. Never changed: a new sentence is a new row."""

    __tablename__ = "wording"

    id: int | None = key()
    text: str = Field(unique=True)
    first_used_at: datetime = instant()


class Consent(SQLModel, table=True):
    """One person, one organisation, one channel: agreed to, and perhaps withdrawn. A ledger: rows are only added, and
    `withdrawn_at` set once. Agreeing again is a new row.
    """

    __tablename__ = "consent"
    __table_args__: ClassVar = (
        one_of("channel", Channel),
        CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name="withdrawn_after_given"),
        Index("ix_consent_organisation_id_channel", "organisation_id", "channel"),
    )

    id: int | None = key()
    person_id: int = to("person.id")
    organisation_id: int = to("organisation.id", index=False)
    channel: str
    wording_id: int = to("wording.id", index=False)
    source: str
    """Where it was given: `sign-in sheet D2`, `import of people.csv`, `by mail`."""
    given_at: datetime = instant()
    withdrawn_at: datetime | None = instant(nullable=True)
    withdrawn_how: str = ""
    recorded_at: datetime = instant()


class Erased(SQLModel, table=True):
    """The keyed hash of an address, number or name-with-postcode of somebody who was erased: enough to know them again
    in a file and leave them out, and not to find out who they were.
    """

    __tablename__ = "erased"

    digest: str = Field(primary_key=True)
    erased_at: datetime = instant()
