"""Calls to those who said they would come."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from barnstorm.db.tables.columns import instant, key, one_of, to
from barnstorm.domain.calls import Outcome


class Call(SQLModel, table=True):
    """One call, or one try: what came of it. `pass_number` 1 is four or five days before, 2 the day before."""

    __tablename__ = "call"
    __table_args__: ClassVar = (one_of("outcome", Outcome), CheckConstraint("pass_number IN (1, 2)", name="pass_known"))

    id: int | None = key()
    event_id: int = to("event.id")
    person_id: int = to("person.id")
    pass_number: int
    outcome: str
    caller: str = ""
    note: str = ""
    called_at: datetime = instant()
