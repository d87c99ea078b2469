"""Rows that a merge wrote down, read back."""

import base64

from sqlmodel import SQLModel

from barnstorm.db.tables import load_all
from barnstorm.services.person.record import restored


def test_a_column_that_the_table_has_no_more_does_not_keep_a_merge_from_being_undone() -> None:
    """What a letter said once stood in its row, and so in the record of a merge."""
    load_all()
    row = {"to_address": "ann@example.org", "frozen": base64.b64encode(b"Dear Ann").decode(), "sent_at": None}
    assert restored(SQLModel.metadata.tables["mail"], row) == {"to_address": "ann@example.org", "sent_at": None}
