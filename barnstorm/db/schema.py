"""Is the schema current? One cheap query against a constant; Alembic is imported only to migrate."""

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError
from sqlmodel import SQLModel

from barnstorm.db.engine import APPLICATION_ID, reading
from barnstorm.db.tables import load_all
from barnstorm.errors.store import DiskTrouble, NoServer, NotOurs, SchemaTooNew, SchemaTooOld

HEAD = "0005"
"""The newest revision in migrations/versions; a test holds the two together."""

KNOWN = ("0001", "0002", "0003", "0004", "0005")
"""Every revision there ever was, oldest first: what is not among them comes from a newer barnstorm."""

VERSION_TABLE = "barnstorm_schema"

_LOCK = 0x626E7374
"""The advisory lock under which one of several makes or alters the PostgreSQL schema."""


def ensure_current(engine: Engine) -> None:
    """Make a new database silently; refuse one that is old, too new, or not ours."""
    found = revision(engine)
    if found is None:
        create(engine)
    elif found != HEAD:
        refuse_revision(engine, found)


def refuse_revision(engine: Engine, found: str) -> None:
    if found in KNOWN:
        raise SchemaTooOld(where(engine))
    raise SchemaTooNew(where(engine), found)


def where(engine: Engine) -> str:
    """The database as a person would name it: the file, or the URL without its password."""
    url = engine.url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def revision(engine: Engine) -> str | None:
    """The revision of the schema; None for an empty database; NotOurs for anybody else's."""
    try:
        with reading(engine).connect() as connection:
            try:
                found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
            except (OperationalError, ProgrammingError) as e:
                if "locked" in str(e.orig):
                    raise
                connection.rollback()
                refuse_strangers(connection, where(engine))
                return None
            if connection.dialect.name == "sqlite":
                _refuse_other_application(connection, where(engine))
            return found
    except OperationalError as e:
        trouble = NoServer if engine.dialect.name == "postgresql" else DiskTrouble
        raise trouble(where(engine), str(e.orig).strip().splitlines()[0]) from e
    except DatabaseError as e:
        raise NotOurs(where(engine), str(e.orig).strip()) from e


def refuse_strangers(connection: Connection, name: str) -> None:
    """NotOurs if the database holds anything at all."""
    tables = inspect(connection).get_table_names()
    if tables:
        raise NotOurs(name, f"it holds {len(tables)} tables of something else ({', '.join(sorted(tables)[:3])}…)")


def create(engine: Engine) -> None:
    """All tables, the version and our mark, in one transaction. Whoever comes second finds it done.

    A test holds the tables made here and those made by the migrations to be the same.
    """
    load_all()
    with engine.begin() as connection:
        take_turns(connection)
        if inspect(connection).has_table(VERSION_TABLE):
            return
        SQLModel.metadata.create_all(connection)
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('{HEAD}')"))  # noqa: S608 - constants
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def take_turns(connection: Connection) -> None:
    """Wait until nobody else changes the schema, until the end of the transaction. SQLite's writers do so anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _refuse_other_application(connection: Connection, name: str) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise NotOurs(name, "another program has marked it as its own")
