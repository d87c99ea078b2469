"""What was deleted is in no page of a SQLite file."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from barnstorm.db.engine import database_url, open_engine, reading
from barnstorm.db.schema import create
from barnstorm.db.scrub import scrub
from barnstorm.errors.privacy import NotScrubbed


@pytest.fixture
def written(sqlite_url: str) -> Engine:
    """A database in which a secret was written and deleted again."""
    engine = open_engine(database_url(sqlite_url))
    create(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO fact VALUES ('one', 'quillfeather')"))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM fact"))
    return engine


def held(engine: Engine) -> bytes:
    path = Path(engine.url.database or "")
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_nothing_deleted_is_left_while_the_database_stays_open(written: Engine) -> None:
    assert b"quillfeather" in held(written)
    assert scrub(written)
    assert b"quillfeather" not in held(written)
    written.dispose()


def test_whoever_reads_the_file_meanwhile_is_told_of(written: Engine) -> None:
    other = open_engine(written.url)
    with reading(other).connect() as connection:
        connection.execute(text("SELECT * FROM fact"))
        with written.connect() as own:
            own.exec_driver_sql("PRAGMA busy_timeout = 0")
        with pytest.raises(NotScrubbed):
            scrub(written)
    assert scrub(written)
    assert b"quillfeather" not in held(written)
    other.dispose()
    written.dispose()


def test_a_server_does_it_in_its_own_time(postgres_url: str) -> None:
    engine = open_engine(database_url(postgres_url))
    assert not scrub(engine)
    engine.dispose()
