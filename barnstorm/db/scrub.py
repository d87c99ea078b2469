"""What is deleted from a SQLite file stays in its free pages until something else is written there."""

import sqlite3

from sqlalchemy import Engine

from barnstorm.errors.privacy import NotScrubbed


def scrub(engine: Engine) -> bool:
    """Write a SQLite file anew without its free pages, and empty its write-ahead log. False for PostgreSQL, whose
    server does so in its own time.

    NotScrubbed if another program does not let go of the file.
    """
    if engine.dialect.name != "sqlite":
        return False
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        busy, _, _ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as e:
        raise NotScrubbed from e
    finally:
        connection.close()
    if busy:
        raise NotScrubbed
    return True
