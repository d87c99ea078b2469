"""Paper: what was printed, what came back, what has been entered."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from barnstorm.db.tables.columns import instant, key, to


class Sheet(SQLModel, table=True):
    """One printed sheet, of one page or several. `code` stands on each of its pages (`D1`, `W2`, `H3`)."""

    __tablename__ = "sheet"
    __table_args__: ClassVar = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("kind IN ('door', 'walk-in', 'host', 'sign-in')", name="kind_known"),
        CheckConstraint("rows_printed >= 0", name="rows_counted"),
        CheckConstraint("illegible >= 0", name="illegible_counted"),
    )

    id: int | None = key()
    event_id: int = to("event.id", index=False)
    """The event it was printed for: of a host sheet, the action."""
    code: str
    kind: str
    desk: str = ""
    pages: int = Field(default=1)
    rows_printed: int
    """Numbered rows on it, written on or not."""
    rows_used: int | None = None
    """Rows somebody wrote on or ticked, counted by hand when it came back; None until then."""
    illegible: int = 0
    photographed: bool = False
    printed_at: datetime = instant()
    came_back_at: datetime | None = instant(nullable=True)


class SheetRow(SQLModel, table=True):
    """One numbered row: whose name was printed there, or who was entered from it."""

    __tablename__ = "sheet_row"

    sheet_id: int = Field(foreign_key="sheet.id", primary_key=True)
    number: int = Field(primary_key=True)
    person_id: int | None = to("person.id", nullable=True)
    entered_at: datetime | None = instant(nullable=True)
    """When the tick or the line on it was typed in."""
