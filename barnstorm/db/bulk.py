"""Many rows at once, past the ORM, each database in its own way: statements for many on SQLite, COPY on PostgreSQL."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.engine import Dialect
from sqlmodel import Session

Row = tuple[Any, ...]
"""Plain values, one for each column named: text, numbers, None, aware times; a StrEnum's value, not itself."""

_ROWS_AT_ONCE = 100
"""Of one statement on SQLite, which must have no more than 32,766 values."""

_ROOM_KB = 64_000
"""What SQLite may hold of its file in memory: with its usual 2,000, the indexes of a large list are written often."""


def insert_rows(
    session: Session, table: Table, names: Sequence[str], rows: Iterable[Row], same: Mapping[str, Any] | None = None
) -> None:
    """Insert `rows`, whose values stand in the order of `names`; the columns in `same` have one value in all of them.

    Nothing is filled in that is not given: defaults of the classes do not count here.
    """
    if session.get_bind().dialect.name == "postgresql":
        _copy(session, table, names, rows, same or {})
    else:
        _insert(session, table, names, rows, same or {})


def next_ids(session: Session, table: Table, count: int) -> Sequence[int]:
    """`count` ids that no row of `table` has or will get. On SQLite the caller's transaction must be a writer's."""
    if session.get_bind().dialect.name != "postgresql":
        newest = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return range(newest + 1, newest + 1 + count)
    taken = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
    return session.execute(taken, {"table": table.name, "count": count}).scalars().all()


def look_up_by_index(session: Session) -> None:
    """From here to the end of the transaction PostgreSQL finds rows by their keys, one after the other.

    It counts a table's rows now and then, not while many come in at once; planning with what it counted before, or once
    for all batches as it does for what the driver prepares, it would read all of a large table for every batch. SQLite
    does not plan by such counts.
    """
    if session.get_bind().dialect.name == "postgresql":
        for other_way in ("seqscan", "hashjoin", "mergejoin", "material"):
            session.execute(text(f"SET LOCAL enable_{other_way} = off"))
        driver: Any = session.connection().connection.driver_connection
        driver.prepare_threshold = None


def make_room(session: Session) -> None:
    """Let SQLite hold more of its file in memory, for as long as this connection is open."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA cache_size = -{_ROOM_KB}"))


def _insert(session: Session, table: Table, names: Sequence[str], rows: Iterable[Row], same: Mapping[str, Any]) -> None:
    dialect = session.get_bind().dialect
    ending = tuple(_stored(table, name, value, dialect) for name, value in same.items())
    timed = [(at, process) for at, name in enumerate(names) if (process := _processor(table, name, dialect))]
    connection, rest = session.connection(), iter(_bound(rows, timed) if timed else rows)
    while some := list(islice(rest, _ROWS_AT_ONCE)):
        statement = _statement(table, [*same, *names], len(same), len(some), dialect)
        connection.exec_driver_sql(statement, (*ending, *chain.from_iterable(some)))


def _statement(table: Table, everything: Sequence[str], alike: int, rows: int, dialect: Dialect) -> str:
    """The first `alike` of the columns are bound once for all of the rows.

    OR FAIL: what a statement has done before it fails need not be taken back by itself, as the whole transaction is;
    with the usual OR ABORT SQLite would copy every page aside that it is about to change.
    """
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in everything)
    row = ", ".join([*(f"?{at}" for at in range(1, alike + 1)), *("?" * (len(everything) - alike))])
    into = f"INSERT OR FAIL INTO {quoted.format_table(table)} ({columns})"
    return f"{into} VALUES {', '.join([f'({row})'] * rows)}"


def _processor(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


def _stored(table: Table, name: str, value: Any, dialect: Dialect) -> Any:
    process = _processor(table, name, dialect)
    return process(value) if process else value


def _bound(rows: Iterable[Row], timed: Sequence[tuple[int, Callable[[Any], Any]]]) -> Iterator[Row]:
    places = [at for at, _ in timed]
    times_of = itemgetter(*places, places[0])  # one more, so that it always gives a tuple
    no_times = times_of(dict.fromkeys(places))
    for row in rows:
        if times_of(row) == no_times:
            yield row
            continue
        values = list(row)
        for at, process in timed:
            values[at] = process(values[at])
        yield tuple(values)


def _copy(session: Session, table: Table, names: Sequence[str], rows: Iterable[Row], same: Mapping[str, Any]) -> None:
    quoted = session.get_bind().dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in [*names, *same])
    ending = tuple(same.values())
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row + ending)
