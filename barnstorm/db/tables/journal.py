"""What was done against a rule, or by a person where the program would not."""

from datetime import datetime

from sqlmodel import SQLModel

from barnstorm.db.tables.columns import instant, key, to


class Journal(SQLModel, table=True):
    """One line of it. `what` is a short word (`override`, `over-limit`, `forced`, `closed`); `detail` names nobody."""

    __tablename__ = "journal"

    id: int | None = key()
    at: datetime = instant()
    event_id: int | None = to("event.id", nullable=True)
    person_id: int | None = to("person.id", nullable=True)
    what: str
    detail: str = ""
