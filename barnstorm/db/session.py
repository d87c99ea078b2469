"""Transactions. The caller owns the unit of work; services flush and never commit."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.event import listen
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from barnstorm.db import engine as engines
from barnstorm.db.tables import load_targets
from barnstorm.errors.store import Busy


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction that may write. SQLite's begins IMMEDIATE: of two writers the second waits, neither fails."""
    try:
        with Session(engine) as session, session.begin():
            listen(session, "before_flush", _known)
            yield session
    except OperationalError as e:
        if "database is locked" in str(e.orig):
            raise Busy from e
        raise


def _known(*_: object) -> None:
    load_targets()


@contextmanager
def looking(engine: Engine) -> Iterator[Session]:
    """A transaction that only reads, over one moment's state."""
    with Session(engines.reading(engine)) as session, session.begin():
        yield session
