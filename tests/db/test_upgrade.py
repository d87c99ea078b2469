"""A database made by an older barnstorm: refused with the command that helps, brought up with everything in it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, inspect, text

from barnstorm.db import migrate, schema
from barnstorm.db.engine import APPLICATION_ID, database_url, file_of, open_engine

Run = Callable[..., Any]
Refused = Callable[..., str]

WHEN = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
ROWS: dict[str, dict[str, Any]] = {
    "seat": {"id": 1, "code": "E14000620", "name": "Carlisle", "name_folded": "carlisle", "aim": "win"},
    "venue": {"id": 1, "name": "Tullie House", "name_folded": "tullie house", "postcode": "CA3 8TP", "seat_id": 1},
    "event": {
        "id": 1,
        "uid": "018f",
        "ref": "carlisle-2017-05-16",
        "title": "Carlisle barnstorm",
        "kind": "barnstorm",
        "status": "scheduled",
        "seat_id": 1,
        "venue_id": 1,
        "starts_at": WHEN,
        "ends_at": WHEN.replace(hour=20),
        "timezone": "Europe/London",
        "calendar_uid": "018f@example.org",
        "sequence": 3,
        "revised_at": WHEN,
    },
}
"""What was in it, in the columns of then; the text columns not named are empty."""

BREAKS_OFF = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "HEAD", None, None


def upgrade():
    op.create_table("half_done", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE seat SET name = 'spoilt'")
    raise RuntimeError("the power went")
"""


@pytest.fixture
def first(new_database: str) -> Iterator[Engine]:
    """A database as the first barnstorm made and filled it."""
    engine = open_engine(database_url(new_database))
    migrate.upgrade(engine, "0001")
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for name, row in ROWS.items():
            table = tables.tables[name]
            empty = dict.fromkeys((c.name for c in table.columns if not c.nullable and c.type.python_type is str), "")
            made = {"created_at": WHEN} if "created_at" in table.columns else {}
            connection.execute(table.insert().values(empty | made | row))
    yield engine
    engine.dispose()


def beside(engine: Engine) -> list[Path]:
    path = file_of(engine.url)
    return sorted(path.parent.glob(f"{path.name}.before-upgrade-*"))


def test_an_ordinary_command_refuses_it_and_names_the_upgrade(first: Engine, refused: Refused) -> None:
    for line in ("event list", "seat list", 'venue add "Civic Centre"'):
        assert "barnstorm db upgrade" in refused(line, 5)
    assert schema.revision(first) == "0001"


def test_status_and_check_tell_of_it(first: Engine, run_line: Run) -> None:
    status = run_line("db status --json").json()
    assert (status["schema"], status["newest"], status["current"]) == ("0001", schema.HEAD, False)
    assert f"0001 (newest {schema.HEAD})" in run_line("db status").out
    checks = {row["check"]: row["sound"] for row in run_line("db check --json", code=5).json()}
    assert checks["schema"] is False


def test_the_upgrade_keeps_everything_and_a_copy_of_a_file(first: Engine, run_line: Run, refused: Refused) -> None:
    said = run_line("db upgrade")
    assert f"The schema is now {schema.HEAD}." in said.err
    event = run_line("event show carlisle-2017-05-16 --json").json()
    assert (event["seat"], event["venue"], event["sequence"]) == ("Carlisle", "Tullie House", 3)
    assert event["starts_at"] == "2017-05-16T19:30:00+01:00"
    assert run_line("venue list --json").json()[0]["postcode"] == "CA3 8TP"
    run_line("db check")
    if first.dialect.name == "postgresql":
        assert "pg_dump" in said.err
        return
    (copy,) = beside(first)
    assert str(copy) in said.err
    assert "barnstorm db upgrade" in refused(["--db", str(copy), "event", "list"], 5)
    assert "up to date already" in run_line("db upgrade").err
    assert beside(first) == [copy]


def test_the_copy_can_be_restored_and_brought_up_again(sqlite: str, run_line: Run) -> None:
    engine = open_engine(database_url(sqlite))
    migrate.upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    engine.dispose()
    run_line("db upgrade")
    (copy,) = beside(engine)
    said = run_line(["db", "restore", str(copy), "--yes"])
    assert "barnstorm db upgrade" in said.err
    run_line("db upgrade")
    assert run_line("db status --json").json()["current"] is True


def test_a_migration_that_breaks_off_leaves_the_old_schema_as_it_was(
    first: Engine, run_line: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(migrate.migrations_folder(), broken, ignore=shutil.ignore_patterns("__pycache__"))
    (broken / "versions" / "9999_breaks_off.py").write_text(BREAKS_OFF.replace("HEAD", schema.HEAD))
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "migrations_folder", lambda: broken)
        with pytest.raises(RuntimeError, match="the power went"):
            migrate.upgrade(first)
    assert schema.revision(first) == "0001"
    assert {"half_done", "postcode_place"}.isdisjoint(inspect(first).get_table_names())
    run_line("db upgrade")
    assert run_line("event show next --json", code=3).out == ""
    assert run_line("event show carlisle --json").json()["seat"] == "Carlisle"


def test_two_who_upgrade_one_database_at_once_both_succeed(first: Engine, run_line: Run) -> None:
    line = [sys.executable, "-m", "barnstorm", "db", "upgrade"]
    both = [subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    for process in both:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert run_line("event show carlisle --json").json()["seat"] == "Carlisle"


def test_an_upgrade_waits_for_whoever_changes_the_schema(first: Engine) -> None:
    other = Thread(target=migrate.upgrade, args=[first])
    with first.begin() as connection:
        schema.take_turns(connection)
        other.start()
        other.join(0.5)  # it cannot end before this transaction does
        assert other.is_alive()
    other.join()
    assert schema.revision(first) == schema.HEAD


LETTERS: dict[str, dict[str, Any]] = {
    "queued": {},
    "retry": {"frozen": b"Dear Ann", "attempts": 1},
    "accepted": {"sent_at": WHEN, "attempts": 1, "lease_owner": "desk/1/x/y"},
    "unknown": {"frozen": b"Dear Bob", "attempts": 1, "lease_owner": "desk/1/x/y"},
}
"""State -> what was known of a message in it."""


def put_letters(engine: Engine) -> None:
    mail = reflected(engine, "mail")
    empty = {"subject": "", "attempts": 0, "backend": "smtp:", "provider_id": "", "detail": ""}
    with engine.begin() as connection:
        for state, more in LETTERS.items():
            always = {
                "key": state,
                "kind": "invite",
                "to_address": "ann@example.org",
                "due_at": WHEN,
                "created_at": WHEN,
            }
            connection.execute(mail.insert().values(always | empty | {"state": state} | more))


def reflected(engine: Engine, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=engine)


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def downgrade(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.migrations_folder()))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_what_letters_say_moves_beside_them_and_back(first: Engine) -> None:
    migrate.upgrade(first, "0003")
    put_letters(first)
    migrate.upgrade(first, "0004")
    said = "SELECT key, raw FROM mail JOIN mail_bytes ON mail_id = id WHERE handed_over ORDER BY key"
    assert [(key, bytes(raw)) for key, raw in rows(first, said)] == [("retry", b"Dear Ann"), ("unknown", b"Dear Bob")]
    assert rows(first, "SELECT key FROM mail WHERE lease_owner IS NOT NULL") == [("unknown",)]
    assert "frozen" not in reflected(first, "mail").columns
    with first.begin() as connection:
        connection.execute(text("UPDATE mail SET lease_owner = 'desk/2/x/y' WHERE key = 'accepted'"))
        connection.execute(text("INSERT INTO mail_bytes SELECT id, 'Dear Cat', false FROM mail WHERE key = 'queued'"))
    downgrade(first, "0003")
    said = "SELECT key, frozen FROM mail WHERE frozen IS NOT NULL ORDER BY key"
    assert [(key, bytes(raw)) for key, raw in rows(first, said)] == [("retry", b"Dear Ann"), ("unknown", b"Dear Bob")]
    assert rows(first, "SELECT mail.key FROM mail JOIN mail_attempt ON mail_id = mail.id") == [("accepted",)]
    migrate.upgrade(first)
    assert schema.revision(first) == schema.HEAD


def test_each_migration_can_be_taken_back(first: Engine) -> None:
    migrate.upgrade(first)
    downgrade(first, "0001")
    assert schema.revision(first) == "0001"
    assert "postcode_place" not in inspect(first).get_table_names()
