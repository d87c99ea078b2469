"""The engine: SQLite as one file on one laptop, PostgreSQL when a campaign outgrows that."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from barnstorm.errors.store import BadDatabaseUrl, DriverMissing, MayNotWrite, NoSuchFolder, NotOurs

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUSY_MS = 30_000
"""How long a writer waits for another before `Busy`."""

APPLICATION_ID = 0x626E7374
"""`bnst` in the header of our SQLite files (PRAGMA application_id): a strange file is known before it is read."""

_PAGES_AHEAD = 4000
"""SQLite's log may hold so many before they are moved to where they belong, which waits for the disk twice: with its
usual thousand that is once for every few hundred letters.
"""

_HEADER = b"SQLite format 3\x00"
_BEGIN = "barnstorm_begin"


def database_url(text: str) -> URL:
    """A URL, or the path of a SQLite file. Postgres URLs in any of their spellings get the psycopg 3 driver."""
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = make_url(text)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as e:
        raise BadDatabaseUrl(text.rpartition("@")[2], "it is not a URL") from e
    if backend in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and not url.database.startswith("file:"):
        return url.set(drivername="sqlite", database=str(Path(url.database).expanduser()))
    raise BadDatabaseUrl(url.render_as_string(hide_password=True), f"“{url.drivername}” is not a database we know")


def open_engine(url: URL, *, make_folder: bool = False) -> Engine:
    """An engine for `url`; the file is made (0600) if it is missing. Connects to nothing yet.

    `make_folder` makes its folder too (0700): the user's data folder is ours to make, one that the user named is not.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, make_folder=make_folder)
    try:
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as e:
        raise DriverMissing from e


def reading(engine: Engine) -> Engine:
    """The same engine and pool for a transaction that only reads: it never waits for a writer."""
    return engine.execution_options(**{_BEGIN: "BEGIN"})


def file_of(url: URL) -> Path:
    """The SQLite file behind `url`."""
    return Path(url.database or "")


def _sqlite(url: URL, *, make_folder: bool) -> Engine:
    path = file_of(url)
    _prepare_file(path, make_folder=make_folder)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _prepare_file(path: Path, *, make_folder: bool) -> None:
    """Make the file for its owner alone, before SQLite would make it for everybody."""
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.parent.is_dir():
            raise NoSuchFolder(str(path.parent))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with path.open("rb") as f:
            start = f.read(len(_HEADER))
    except OSError as e:
        raise MayNotWrite(str(path)) from e
    if start and start != _HEADER:
        raise NotOurs(str(path), "it is not even a SQLite file")


def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
    # The driver must not begin transactions by itself: _on_begin says which kind.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"wal_autocheckpoint={_PAGES_AHEAD}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: "Connection") -> None:
    # A plain BEGIN gives "database is locked" to the second of two writers that have read: writers say so at once.
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))
