"""The one list of what points at a person."""

from sqlmodel import SQLModel

from barnstorm.db.tables import load_all
from barnstorm.services.person.rows import POINTERS


def test_every_column_that_points_at_a_person_is_on_the_list() -> None:
    """A merge moves what is listed and an erasure takes it away: a column that is not would keep the person alive."""
    load_all()
    pointing = {
        f"{table.name}.{key.parent.name}"
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert pointing == set(POINTERS)
