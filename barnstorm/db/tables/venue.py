"""Where events are held."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import added, instant, key, to


class Venue(SQLModel, table=True):
    __tablename__ = "venue"
    __table_args__: ClassVar = (CheckConstraint("capacity > 0", name="capacity_counted"),)

    id: int | None = key()
    name: str
    name_folded: str = Field(index=True)
    address: str = ""
    postcode: str | None = None
    capacity: int | None = None
    step_free: bool | None = None
    hearing_loop: bool | None = None
    access: str = ""
    private: bool = added(False)
    """Somebody's home: its address is told to those who are confirmed, and stands in no public file."""
    seat_id: int | None = to("seat.id", nullable=True)
    created_at: datetime = instant()
