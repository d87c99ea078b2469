"""Migrations. The only module that imports Alembic, which costs as much as everything else at start."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

import barnstorm
from barnstorm.db.schema import take_turns


def migrations_folder() -> Path:
    """Inside the package when installed from a wheel; beside it in a checkout (and an editable install)."""
    package = Path(barnstorm.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema to `revision` in one transaction: all of it or nothing."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            # A table altered by copying is dropped and renamed; the pragma is without effect inside a transaction.
            _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                take_turns(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, revision)
        finally:
            if sqlite:
                _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, switch: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={switch}")
