"""How the database carries out what the program asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.event import listen, remove

Said = list[tuple[str, Any]]
"""Statements with their parameters."""


@contextmanager
def heard(engine: Engine, beginning: str) -> Iterator[Said]:
    """The statements that begin so, as they are said inside the block."""
    said: Said = []

    def hear(_: Connection, __: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.startswith(beginning):
            said.append((statement, parameters))

    listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        remove(engine, "before_cursor_execute", hear)


def plans(connection: Connection, said: Said) -> list[str]:
    """Of each of them, in the database's own words."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # it would read an empty table through
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    lines = [connection.exec_driver_sql(f"{explain}{statement}", parameters) for statement, parameters in said]
    return [" ".join(str(value) for line in plan for value in line) for plan in lines]
