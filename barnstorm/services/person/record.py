"""What a merge changed, row by row, as JSON: enough to put every row back as it was."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, select
from sqlmodel import Session, SQLModel

from barnstorm.db.types import UtcDateTime
from barnstorm.domain.answers import Answer
from barnstorm.services.person.rows import rows_about

Row = dict[str, Any]
Key = tuple[str, tuple[Any, ...]]
"""A table and the primary key of a row."""

GUARDS = {
    "rsvp": ("answer", "party_size", "waitlisted_at", "confirmed_at", "attended"),
    "mail": ("state", "attempts"),
}
"""Columns that tell, whether the merge touched them or not, that a row has had a life of its own since."""


@dataclass(frozen=True)
class Change:
    """One row. `was` is None if the merge made it, `became` if the merge took it away; otherwise both hold the columns
    that differ, and the GUARDS.
    """

    table: str
    key: Row
    was: Row | None
    became: Row | None


@dataclass(frozen=True)
class Record:
    """A merge."""

    kept_id: int
    dropped_id: int
    changes: tuple[Change, ...]

    def was(self, table: str, **key: Any) -> Row | None:
        return next((one.was for one in self.changes if one.table == table and one.key == key), None)


def photograph(session: Session, person_ids: Iterable[int], event_ids: Iterable[int]) -> dict[Key, Row]:
    """The people, every row about them, and who waits for a place at the events: whatever a merge may change."""
    session.flush()
    ids = sorted(set(person_ids))
    rows = rows_about(session, ids)
    people = _table("person")
    rows["person"] = [dict(row) for row in session.execute(select(people).where(people.c.id.in_(ids))).mappings()]
    rows["rsvp"] = [*rows.get("rsvp", []), *_waiting(session, event_ids)]
    return {_key(_table(name), row): row for name, found in rows.items() for row in found}


def differences(session: Session, before: dict[Key, Row], after: dict[Key, Row]) -> Iterator[Change]:
    """What became of the rows in `before`, and which rows are new."""
    for table_name, key in dict.fromkeys([*before, *after]):
        table = _table(table_name)
        named = dict(zip(_key_columns(table), key, strict=True))
        was = before.get((table_name, key))
        became = after.get((table_name, key)) or read(session, table, named)
        if was == became:
            continue
        if was is not None and became is not None:
            shown = [name for name in was if was[name] != became[name] or name in GUARDS.get(table_name, ())]
            was, became = {name: was[name] for name in shown}, {name: became[name] for name in shown}
        yield Change(table_name, named, _plain(was), _plain(became))


def read(session: Session, table: Table, key: Row) -> Row | None:
    """A row as it is now."""
    query = select(table).where(*(table.c[name] == value for name, value in key.items()))
    row = session.execute(query).mappings().first()
    return dict(row) if row else None


def restored(table: Table, row: Row) -> Row:
    """A row out of JSON, as its columns have it; those that the table had once and has no more are left out."""
    return {name: _typed(table.c[name], value) for name, value in row.items() if name in table.c}


def dumped(record: Record) -> str:
    rows = [[one.table, one.key, one.was, one.became] for one in record.changes]
    return json.dumps({"kept": record.kept_id, "dropped": record.dropped_id, "rows": rows}, ensure_ascii=False)


def loaded(text: str) -> Record:
    found = json.loads(text)
    return Record(found["kept"], found["dropped"], tuple(Change(*row) for row in found["rows"]))


def _plain(row: Row | None) -> Row | None:
    return None if row is None else {name: _as_json(value) for name, value in row.items()}


def _as_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return base64.b64decode(value) if column.type.python_type is bytes else value


def _waiting(session: Session, event_ids: Iterable[int]) -> list[Row]:
    table = _table("rsvp")
    query = select(table).where(table.c.event_id.in_(sorted(event_ids)), table.c.answer == Answer.WAITLISTED)
    return [dict(row) for row in session.execute(query).mappings()]


def _key(table: Table, row: Row) -> Key:
    return table.name, tuple(row[name] for name in _key_columns(table))


def _key_columns(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
