"""Every row that is about a person: the one place that lists them. Whoever merges people reads it, and whoever erases
them does.

A person besides leaves traces that no foreign key shows: `merge.before` holds rows of theirs as they once were,
`merge.dropped_id` the number they had, `mail.to_address` and `mail_bytes.raw` their address, `mail.key` their uid.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Table, select
from sqlmodel import Session, SQLModel

from barnstorm.db.tables import load_all


class OnMerge(StrEnum):
    """What a merge of KEEP and DROP does with the rows of DROP."""

    MOVED = "moved"
    """They are KEEP's from now on, one and all."""
    UNITED = "united"
    """A set: KEEP has what either had, and what both had once."""
    JOINED = "joined"
    """Where both have a row for the same thing, KEEP's takes the fuller truth of the two and DROP's goes."""


POINTERS: dict[str, OnMerge] = {
    "rsvp.person_id": OnMerge.JOINED,
    "assignment.person_id": OnMerge.JOINED,
    "mail.person_id": OnMerge.JOINED,
    "consent.person_id": OnMerge.MOVED,
    "call.person_id": OnMerge.MOVED,
    "reply.person_id": OnMerge.MOVED,
    "journal.person_id": OnMerge.MOVED,
    "sheet_row.person_id": OnMerge.MOVED,
    "event.host_id": OnMerge.MOVED,
    "merge.kept_id": OnMerge.MOVED,
    "person_also.person_id": OnMerge.UNITED,
    "person_tag.person_id": OnMerge.UNITED,
    "apart.one_id": OnMerge.UNITED,
    "apart.other_id": OnMerge.UNITED,
}
"""`table.column` that points at a person -> what a merge does with it. A test holds this against the schema."""


def pointer(name: str) -> tuple[Table, Column[Any]]:
    """The table and the column of one of POINTERS."""
    load_all()
    table_name, column = name.split(".")
    table = SQLModel.metadata.tables[table_name]
    return table, table.c[column]


def rows_about(session: Session, person_ids: Iterable[int]) -> dict[str, list[dict[str, Any]]]:
    """Everything that points at these people: table -> its rows, by primary key. Tables without any are left out."""
    ids = sorted(set(person_ids))
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for name in POINTERS:
        table, column = pointer(name)
        for row in session.execute(select(table).where(column.in_(ids))).mappings():
            key = tuple(row[part.name] for part in table.primary_key)
            found.setdefault(table.name, {})[key] = dict(row)
    return {table_name: [rows[key] for key in sorted(rows)] for table_name, rows in found.items()}
