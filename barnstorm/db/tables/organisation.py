"""Who calls events."""

from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import key


class Organisation(SQLModel, table=True):
    """A party or group that calls people together."""

    __tablename__ = "organisation"

    id: int | None = key()
    name: str
    name_folded: str = Field(unique=True)


class EventOrganisation(SQLModel, table=True):
    """Who calls the event, in the order they were named."""

    __tablename__ = "event_organisation"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", primary_key=True, index=True)
    position: int
