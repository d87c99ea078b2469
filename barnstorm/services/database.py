"""The database as a thing: its state, its upgrade, its copies. (What is in it is the other services'.)"""

import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func
from sqlmodel import Session, select

from barnstorm.db import backup as copies
from barnstorm.db.engine import file_of
from barnstorm.db.engine import reading as reading_engine
from barnstorm.db.schema import HEAD, create, refuse_revision, revision, where
from barnstorm.db.tables import Event, Person
from barnstorm.errors.store import BackupExists, FileOnly, NoSuchFolder
from barnstorm.rows.database import CheckRow, DatabaseRow
from barnstorm.services.mail.rehearsals import LOCAL


def status(engine: Engine) -> DatabaseRow:
    """What is there. Makes no schema in an empty database."""
    found = revision(engine)
    counted = found == HEAD
    with Session(reading_engine(engine)) as session:
        events, people = (
            (session.exec(select(func.count()).select_from(table)).one() if counted else None)
            for table in (Event, Person)
        )
    return DatabaseRow(
        database=where(engine),
        kind=engine.dialect.name,
        schema=found,
        newest=HEAD,
        current=found == HEAD,
        size=file_of(engine.url).stat().st_size if is_file(engine) else None,
        events=events,
        people=people,
    )


def upgrade(engine: Engine, now: datetime) -> tuple[DatabaseRow, Path | None]:
    """Bring the schema up to date; the path is the copy made before (SQLite), None if nothing had to be done."""
    found = revision(engine)
    if found is None:
        create(engine)
        return status(engine), None
    if found == HEAD:
        return status(engine), None
    _refuse_newer(engine, found)
    kept = _keep(engine, f"before-upgrade-{found}", now) if is_file(engine) else None
    from barnstorm.db.migrate import upgrade as migrate

    migrate(engine)
    return status(engine), kept


def backup(engine: Engine, target: Path) -> None:
    """A verified copy at `target`, which must not exist yet."""
    _refuse_server(engine, "backup")
    if target.exists():
        raise BackupExists(str(target))
    if not target.parent.is_dir():
        raise NoSuchFolder(str(target.parent))
    copies.copy(file_of(engine.url), target)


@dataclass(frozen=True)
class Restored:
    """`current`: its schema is. `kept` is where what was there before is now, None if there was nothing. `letters` have
    left since the copy was made: what was restored would send them again.
    """

    current: bool
    kept: Path | None
    letters: int


def restore(engine: Engine, source: Path, now: datetime, *, dry_run: bool = False) -> Restored:
    """Make the database what `source` is, if that is a sound barnstorm database."""
    _refuse_server(engine, "restore")
    current = copies.is_current(copies.require_ours(source))
    if dry_run:
        return Restored(current, None, 0)
    kept = _keep(engine, "before-restore", now) if revision(engine) else None
    engine.dispose()
    copies.overwrite(file_of(engine.url), source)
    return Restored(current, kept, copies.left_unknown_to(file_of(engine.url), kept, LOCAL) if kept else 0)


def check(engine: Engine) -> list[CheckRow]:
    """Look at everything that can be wrong with the store itself."""
    found = revision(engine)
    rows = [CheckRow("schema", found == HEAD, "current" if found == HEAD else f"{found or 'none'}, newest is {HEAD}")]
    if not is_file(engine):
        return rows
    path = file_of(engine.url)
    complaints = copies.unsoundness(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    readers = "others may read it" if mode & 0o077 else "yours alone"
    return [
        *rows,
        CheckRow("integrity", not complaints, complaints[0] if complaints else "pages and references are sound"),
        CheckRow("privacy", not mode & 0o077, f"mode {mode:04o}: {readers}"),
    ]


def is_file(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _keep(engine: Engine, why: str, now: datetime) -> Path:
    """Copy the database beside itself before something big happens to it."""
    path = file_of(engine.url)
    kept = _free_name(path.with_name(f"{path.name}.{why}-{now:%Y%m%dT%H%M%SZ}"))
    try:
        copies.copy(path, kept)
    except BaseException:
        kept.unlink()
        raise
    return kept


def _free_name(wanted: Path) -> Path:
    """`wanted`, or with a number after it; the file is made, so that of two who want it each gets one of its own."""
    path, number = wanted, 1
    while True:
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            number += 1
            path = wanted.with_name(f"{wanted.name}-{number}")
        else:
            return path


def _refuse_server(engine: Engine, what: str) -> None:
    if not is_file(engine):
        raise FileOnly(what)


def _refuse_newer(engine: Engine, found: str) -> None:
    from barnstorm.db.schema import KNOWN

    if found not in KNOWN:
        refuse_revision(engine, found)
