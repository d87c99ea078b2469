"""Who is standing, before anybody has a vote."""

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import key, to


class Standing(SQLModel, table=True):
    """Somebody nominated in a seat at an election. Once there are results, `candidacy` has them too."""

    __tablename__ = "standing"
    __table_args__: ClassVar = (UniqueConstraint("seat_id", "election_id", "name_folded", "party"),)

    id: int | None = key()
    seat_id: int = to("seat.id", index=False)
    election_id: int = to("election.id")
    name: str
    name_folded: str
    party: str
    party_code: str = ""
    source: str = Field(default="")
