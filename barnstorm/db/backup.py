"""Copies of a SQLite database, made while it is in use, and looked at before anybody relies on them."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from barnstorm.db.engine import APPLICATION_ID
from barnstorm.db.schema import HEAD, KNOWN, VERSION_TABLE
from barnstorm.errors.store import BackupUnsound, NotOurs, SchemaTooNew

SQLITE_MAGIC = b"SQLite format 3\x00"

_LEFT = "state IN ('sending', 'accepted', 'unknown', 'bounced')"
_LEFT_UNKNOWN = f"""
    SELECT backend FROM kept.mail WHERE {_LEFT} AND key NOT IN (SELECT key FROM main.mail WHERE {_LEFT})
"""  # noqa: S608 - a constant


def copy(source: Path, target: Path) -> None:
    """Copy through SQLite's online backup: a consistent moment, while others read and write. `target` is 0600.

    The copy is checked before it gets its name; BackupUnsound if it is not what the source is.
    """
    # A name of its own: two that copy at once must not write into one file. mkstemp makes it 0600.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".partial")
    os.close(handle)
    partial = Path(name)
    try:
        with _open(source) as from_, contextlib.closing(sqlite3.connect(partial)) as to:
            from_.backup(to)
            to.execute("PRAGMA journal_mode=DELETE")
        complaints = unsoundness(partial)
        if complaints:
            raise BackupUnsound(str(target), complaints[0])
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def overwrite(database: Path, source: Path) -> None:
    """Make `database` what `source` is, through the same online backup: other programs' connections survive it."""
    with _open(source) as from_, contextlib.closing(sqlite3.connect(database, timeout=30)) as to:
        from_.backup(to)


def require_ours(path: Path) -> str:
    """The schema revision of a sound barnstorm database; NotOurs, SchemaTooNew or BackupUnsound otherwise."""
    if not _is_sqlite(path):
        raise NotOurs(str(path), "it is not a SQLite file")
    try:
        with _open(path) as connection:
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            if mark != APPLICATION_ID:
                raise NotOurs(str(path), "it does not carry our mark")
            revision: str = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()[0]  # noqa: S608 - a constant
    except (sqlite3.DatabaseError, TypeError) as e:
        raise NotOurs(str(path), "it cannot be read as one") from e
    if revision not in KNOWN:
        raise SchemaTooNew(str(path), revision)
    complaints = unsoundness(path)
    if complaints:
        raise BackupUnsound(str(path), complaints[0])
    return revision


def unsoundness(path: Path) -> list[str]:
    """What SQLite finds wrong with the file: damaged pages, rows that point nowhere. Empty for a sound one."""
    try:
        with _open(path) as connection:
            damaged = [line for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as e:
        return [str(e)]
    return damaged + [f"a row of {table} points at a missing row of {parent}" for table, _, parent, _ in orphans]


def left_unknown_to(database: Path, kept: Path, staying: tuple[str, ...]) -> int:
    """How many letters have left, or may have, by what `kept` says, of which `database` does not know that.

    Those have not that went through a backend whose name begins like one of `staying`.
    """
    with _open(database) as connection:
        connection.execute("ATTACH ? AS kept", [str(kept)])
        return sum(not backend.startswith(staying) for (backend,) in connection.execute(_LEFT_UNKNOWN))


def is_current(revision: str) -> bool:
    return revision == HEAD


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as f:
        return f.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """For reading; a file in WAL mode cannot be opened read-only in a folder that may not be written."""
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
        yield connection
