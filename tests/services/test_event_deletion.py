"""An event made by mistake can be deleted, whatever was done about it that is nothing without it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from barnstorm.db.tables import Event, Rsvp, load_all
from barnstorm.services.event.deletion import GO_WITH_IT, OUTLIVE_IT

Run = Callable[..., Any]


def test_every_table_that_points_at_an_event_is_thought_of() -> None:
    load_all()
    pointing = {
        table.name
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "event"
    }
    thought_of = {table.__tablename__ for table in (*GO_WITH_IT, *OUTLIVE_IT, Rsvp, Event)}
    assert pointing == thought_of


def test_an_event_with_roles_rules_and_printed_sheets_can_be_deleted(
    database: str, run_line: Run, clock: Callable[[str], None], tmp_path: Path
) -> None:
    clock("2017-05-09T10:00+01:00")
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    run_line("volunteer role night --preset 30")
    run_line("reminder rules night --at 3d")
    run_line(["door", "list", "night", "--pdf", str(tmp_path / "door.pdf")])
    run_line("event delete night --yes")
    assert run_line("event list --all --json").json() == []
