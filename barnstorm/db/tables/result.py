"""Elections and their results."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import added, key, to


class Election(SQLModel, table=True):
    """A polling day: `2015 general`, `2017 Copeland by-election`."""

    __tablename__ = "election"
    __table_args__: ClassVar = (
        UniqueConstraint("name"),
        CheckConstraint("kind IN ('general', 'by-election')", name="kind_known"),
    )

    id: int | None = key()
    name: str
    kind: str
    polling_day: date = Field(index=True)


class Contest(SQLModel, table=True):
    """One seat at one election, with what is known of it as a whole."""

    __tablename__ = "contest"
    __table_args__: ClassVar = (
        UniqueConstraint("seat_id", "election_id"),
        CheckConstraint("valid_votes >= 0", name="valid_votes_counted"),
        CheckConstraint("electorate > 0", name="electorate_counted"),
    )

    id: int | None = key()
    seat_id: int = to("seat.id")
    election_id: int = to("election.id")
    valid_votes: int
    electorate: int | None = None
    invalid_votes: int | None = None
    source: str = ""
    notional: bool = added(False)
    """An estimate of how an earlier election would have gone within newer boundaries, not a count of votes."""


class Candidacy(SQLModel, table=True):
    """One candidate's result."""

    __tablename__ = "candidacy"
    __table_args__: ClassVar = (
        CheckConstraint("votes >= 0", name="votes_counted"),
        CheckConstraint("place >= 1", name="place_counted"),
    )

    id: int | None = key()
    contest_id: int = to("contest.id")
    place: int
    given_name: str = ""
    family_name: str
    party: str
    party_code: str = ""
    votes: int
    elected: bool = False
