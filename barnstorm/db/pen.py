"""A connection kept open for many small transactions.

A Session for each costs more than what such a transaction does: this is for what happens once for every message.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from barnstorm.errors.store import Busy


def engine_of(session: Session) -> Engine:
    """The engine that a session writes through."""
    bind = session.get_bind()
    return bind if isinstance(bind, Engine) else bind.engine


class Pen:
    """Connects when it is first used. One transaction at a time, whichever thread it is in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write: all of it is committed at the end, or none."""
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                yield self._connection
        except OperationalError as e:
            if "database is locked" in str(e.orig):
                raise Busy from e
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
