"""A new database and one brought up by migrations are the same; an old, newer or strange one is refused."""

import re
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

from barnstorm.db import schema
from barnstorm.db.engine import database_url, file_of, open_engine
from barnstorm.db.migrate import migrations_folder, upgrade
from barnstorm.db.session import writing
from barnstorm.db.tables import Fact


@pytest.fixture
def engine(new_database: str) -> Engine:
    return open_engine(database_url(new_database))


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        ours = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        return list(compare_metadata(ours, SQLModel.metadata))


def constraints(engine: Engine) -> set[tuple[str, str]]:
    """What compare_metadata does not compare: the CHECKs, worded alike on both ways."""
    seen = inspect(engine)
    return {
        (table, str(check["name"])) for table in seen.get_table_names() for check in seen.get_check_constraints(table)
    }


def test_the_newest_revision_is_the_one_the_code_knows() -> None:
    revisions = sorted(path.name[:4] for path in (migrations_folder() / "versions").glob("[0-9]*.py"))
    assert tuple(revisions) == schema.KNOWN
    assert revisions[-1] == schema.HEAD


def test_a_new_database_is_what_the_migrations_make(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    migrated = constraints(engine)
    assert differences(engine) == []
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {schema.VERSION_TABLE}"))
        SQLModel.metadata.drop_all(connection)
    schema.create(engine)
    assert differences(engine) == []
    assert constraints(engine) == migrated
    engine.dispose()


def indexes(engine: Engine) -> dict[str, str]:
    """Each index of a part of a table, and which part: neither is that compared."""
    seen = inspect(engine)
    return {
        str(index["name"]): str(condition)
        for table in seen.get_table_names()
        for index in seen.get_indexes(table)
        for name, condition in index["dialect_options"].items()
        if name.endswith("_where")
    }


def test_an_index_of_a_part_is_of_the_same_part_whichever_way_it_was_made(engine: Engine) -> None:
    upgrade(engine)
    migrated = indexes(engine)
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {schema.VERSION_TABLE}"))
        SQLModel.metadata.drop_all(connection)
    schema.create(engine)
    assert indexes(engine) == migrated
    assert {"ix_mail_waiting", "ix_mail_lease_owner"} <= migrated.keys()
    engine.dispose()


def test_two_first_comers_make_one_schema(engine: Engine) -> None:
    schema.create(engine)
    schema.create(engine)
    assert schema.revision(engine) == schema.HEAD
    engine.dispose()


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    schema.create(engine)
    with pytest.raises(RuntimeError), writing(engine) as session:
        session.add(Fact(name="x", value="y"))
        session.flush()
        raise RuntimeError
    with writing(engine) as session:
        assert session.get(Fact, "x") is None
    engine.dispose()


def test_a_sqlite_file_is_for_its_owner_and_durable(sqlite: str, run_line: Callable[..., object]) -> None:
    run_line("venue list")
    path = file_of(database_url(sqlite))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    engine = open_engine(database_url(sqlite))
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_foreign_keys_hold(engine: Engine) -> None:
    schema.create(engine)
    with pytest.raises(Exception, match=re.compile("foreign key", re.IGNORECASE)), engine.begin() as connection:
        connection.execute(text("INSERT INTO seat_alias (seat_id, name, name_folded) VALUES (99, 'x', 'x')"))
    engine.dispose()


def at_revision(path: Path, revision: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '{revision}'")  # noqa: S608 - the test's own
    connection.close()


def test_a_newer_database_is_refused(sqlite: str, run_line: Callable[..., object], refused: Callable[..., str]) -> None:
    run_line("venue list")
    at_revision(file_of(database_url(sqlite)), "9999")
    assert "newer barnstorm" in refused("venue list", 5)
    assert "newer barnstorm" in refused("db upgrade", 5)


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path, refused: Callable[..., str]) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    assert "is not a barnstorm database" in refused(["--db", str(path), "event", "list"], 5)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
