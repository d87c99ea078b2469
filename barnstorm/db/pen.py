"""A connection kept open for many small transactions, and statements whose text is made once for all of them.

A Session for each would cost more than what such a transaction does, and so would working out the same text each time:
this is for what happens once for every message.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Engine, PoolProxiedConnection, TextClause
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlmodel import Session

from barnstorm.errors.store import Busy

Values = Mapping[str, Any]


def engine_of(session: Session) -> Engine:
    """The engine that a session writes through."""
    bind = session.get_bind()
    return bind if isinstance(bind, Engine) else bind.engine


class Form:
    """A statement to be filled in many times: what it names with `bindparam`, and for an INSERT its `columns`.

    It may hold no IN: its text must not depend on what is filled in.
    """

    def __init__(self, statement: UpdateBase | TextClause, *columns: str) -> None:
        self._statement = statement
        self._columns = columns or None
        self._printed: dict[str, _Printed] = {}

    def printed(self, dialect: Dialect) -> "_Printed":
        """As that database reads it."""
        known = self._printed.get(dialect.name)
        if known is None:
            known = self._printed[dialect.name] = _Printed(self._statement, self._columns, dialect)
        return known


class _Printed:
    def __init__(self, statement: UpdateBase | TextClause, columns: tuple[str, ...] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.text = str(compiled)
        self._always: dict[str, Any] = {}
        self._converted: list[tuple[str, Callable[[Any], Any]]] = []
        for name, value in compiled.params.items():
            convert = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if not compiled.binds[name].required:
                self._always[name] = convert(value) if convert else value
            elif convert is not None:
                self._converted.append((name, convert))
        in_order = compiled.positiontup if compiled.positional else None
        self._placed = None if in_order is None else _by_place(in_order)
        """SQLite takes values by their place, PostgreSQL by their name."""

    def alike(self, values: Values) -> Values:
        """What is the same each time it is filled in."""
        return {**self._always, **values, **self._stored(values)}

    def filled(self, values: Values, alike: Values | None = None) -> Any:
        everything = {**(self._always if alike is None else alike), **values, **self._stored(values)}
        return everything if self._placed is None else self._placed(everything)

    def _stored(self, values: Values) -> Values:
        """Those that the database holds as something else."""
        return {name: convert(values[name]) for name, convert in self._converted if name in values}


def _by_place(names: Sequence[str]) -> Callable[[Values], Sequence[Any]]:
    """`itemgetter` is the fastest way, but gives one alone as it is."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


class Page:
    """What forms are written on, in somebody's transaction."""

    def __init__(self, dialect: Dialect, cursor: DBAPICursor) -> None:
        self._dialect = dialect
        self._cursor = cursor

    def write(self, form: Form, values: Values) -> int:
        """How many rows it touched."""
        printed = form.printed(self._dialect)
        self._cursor.execute(printed.text, printed.filled(values))
        return int(self._cursor.rowcount)

    def write_each(self, form: Form, alike: Values, many: Sequence[Values]) -> None:
        """The same form, filled in so many times; `alike` is the same in all of them."""
        if many:
            printed = form.printed(self._dialect)
            known = printed.alike(alike)
            self._cursor.executemany(printed.text, [printed.filled(values, known) for values in many])


@contextmanager
def page(session: Session) -> Iterator[Page]:
    """For the transaction that `session` is in."""
    connection = session.connection()
    try:
        yield Page(connection.dialect, connection.connection.cursor())
    except connection.dialect.loaded_dbapi.Error as e:
        raise _told(connection.dialect, e) from e


class Pen:
    """Connects when it is first used. One transaction at a time, whichever thread it is in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_file = engine.dialect.name == "sqlite"
        self._opened: tuple[PoolProxiedConnection, DBAPICursor] | None = None

    @contextmanager
    def writing(self) -> Iterator[Page]:
        """A transaction that may write: all of it is committed at the end, or none."""
        dialect = self._engine.dialect
        try:
            connection, cursor = self._opened or self._open()
            try:
                if self._is_file:
                    cursor.execute("BEGIN IMMEDIATE")  # the driver begins none by itself (engine.py)
                yield Page(dialect, cursor)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
        except dialect.loaded_dbapi.Error as e:
            raise _told(dialect, e) from e

    def close(self) -> None:
        if self._opened is not None:
            self._opened[0].close()
            self._opened = None

    def _open(self) -> tuple[PoolProxiedConnection, DBAPICursor]:
        connection = self._engine.raw_connection()
        self._opened = connection, connection.cursor()
        return self._opened


def _told(dialect: Dialect, error: Exception) -> Exception:
    """The driver's error as everybody else's here."""
    if "database is locked" in str(error):
        return Busy()
    return DBAPIError.instance("", {}, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect)
