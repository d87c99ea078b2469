"""Seats, and the parties that stood aside in them."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import key, to


class Seat(SQLModel, table=True):
    """A constituency within one set of boundaries: the GSS code is its key, never its name."""

    __tablename__ = "seat"
    __table_args__: ClassVar = (CheckConstraint("aim IN ('win', 'hold')", name="aim_known"),)

    id: int | None = key()
    code: str = Field(unique=True)
    name: str
    name_folded: str = Field(index=True)
    region: str = ""
    country: str = ""
    aim: str | None = None
    cluster: str | None = None


class SeatAlias(SQLModel, table=True):
    __tablename__ = "seat_alias"

    id: int | None = key()
    seat_id: int = to("seat.id")
    name: str
    name_folded: str = Field(unique=True)


class StandAside(SQLModel, table=True):
    """A party does not stand here: a recorded fact with its source, never inferred from absence."""

    __tablename__ = "stand_aside"
    __table_args__: ClassVar = (UniqueConstraint("seat_id", "election_id", "party"),)

    id: int | None = key()
    seat_id: int = to("seat.id")
    election_id: int = to("election.id")
    party: str
    announced_on: date | None = None
    reciprocal: bool | None = None
    prior_candidate: str = ""
    source: str = ""
