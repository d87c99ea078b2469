"""No table may be forgotten when somebody is."""

from sqlmodel import SQLModel

from barnstorm.db.tables import load_all
from barnstorm.services.person.forgetting import FATES, NOBODY, Fate
from barnstorm.services.person.mentions import FREE_TEXT
from barnstorm.services.person.rows import pointer


def pointing_at_a_person() -> set[str]:
    load_all()
    return {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }


def test_every_column_that_points_at_a_person_has_a_fate() -> None:
    """A new table that points at a person fails here until somebody has decided what becomes of its rows."""
    assert set(FATES) == pointing_at_a_person()


def test_only_a_column_that_may_be_empty_is_cut() -> None:
    assert all(pointer(name)[1].nullable for name, forgetting in FATES.items() if forgetting.fate is Fate.CUT)


def test_what_is_emptied_are_columns_that_may_be() -> None:
    for name, forgetting in FATES.items():
        table, _ = pointer(name)
        for column, value in forgetting.emptied.items():
            assert value is not None or table.c[column].nullable


def test_nothing_of_a_persons_own_row_is_left_but_its_number_and_its_times() -> None:
    load_all()
    columns = set(SQLModel.metadata.tables["person"].columns.keys())
    assert columns == {*NOBODY, "id", "uid", "created_at", "updated_at"}


def test_free_text_is_looked_for_in_columns_there_are() -> None:
    for name in FREE_TEXT:
        table, column = pointer(name)
        assert column.name in table.columns
