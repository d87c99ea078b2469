"""The database as `db` commands tell of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatabaseRow:
    """`schema` is None for a database still empty. `size` is in bytes, None for PostgreSQL."""

    database: str
    kind: str
    schema: str | None
    newest: str
    current: bool
    size: int | None
    events: int | None
    people: int | None


@dataclass(frozen=True)
class CheckRow:
    """One thing looked at, and whether it is sound."""

    check: str
    sound: bool
    detail: str
