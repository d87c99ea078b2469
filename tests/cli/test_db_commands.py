"""barnstorm db …"""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barnstorm.db import schema
from barnstorm.db.engine import database_url, file_of
from tests.mail.servers import Relay

Run = Callable[..., Any]
Refused = Callable[..., str]


def test_status_tells_where_and_what_on_both_databases(new_database: str, run_line: Run) -> None:
    assert run_line("db status --json").json()["schema"] is None
    run_line("venue list")
    status = run_line("db status --json").json()
    assert (status["schema"], status["current"], status["people"]) == (schema.HEAD, True, 0)


def test_check_finds_a_sound_database_sound(database: str, run_line: Run) -> None:
    run_line("venue list")
    assert all(row["sound"] for row in run_line("db check --json").json())


def test_check_finds_a_damaged_page(sqlite: str, run_line: Run) -> None:
    run_line('venue add "Tullie House"')
    path = file_of(database_url(sqlite))
    with path.open("r+b") as f:
        f.seek(4096 * 3)
        f.write(b"\xff" * 4096 * 20)
    assert any(not row["sound"] for row in run_line("db check --json", code=5).json())


def test_check_tells_when_others_may_read_the_file(sqlite: str, run_line: Run) -> None:
    run_line("venue list")
    file_of(database_url(sqlite)).chmod(0o644)
    assert "others may read it" in run_line("db check", code=5).out


def test_a_backup_restores_what_was(sqlite: str, run_line: Run, refused: Refused, tmp_path: Path) -> None:
    run_line('venue add "Tullie House"')
    run_line("db backup monday.db")
    assert stat.S_IMODE((tmp_path / "monday.db").stat().st_mode) == 0o600
    assert "exists already" in refused("db backup monday.db", 4)
    run_line('venue add "Civic Centre"')
    assert "Nobody is at the terminal" in refused("db restore monday.db", 2)
    run_line("db restore monday.db --dry-run")
    assert len(run_line("venue list --json").json()) == 2
    kept = run_line("db restore monday.db --yes").err.splitlines()[1].partition(": ")[2]
    assert [venue["name"] for venue in run_line("venue list --json").json()] == ["Tullie House"]
    run_line(["db", "restore", kept, "--yes"])
    assert len(run_line("venue list --json").json()) == 2


def test_restore_tells_of_letters_that_it_does_not_know_to_have_left(
    sqlite: str, by_post: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_line('event create Town --start "Tue 16 May 2017 7.30pm" --ref town')
    run_line("rsvp add town Ann --email ann@example.org --answer invited")
    run_line("db backup before.db")
    run_line("invite send town --yes")
    assert "may send them again" not in run_line("db restore before.db --yes").err, "it was only rehearsed"
    with Relay() as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        run_line("invite send town --yes")
    assert "It does not know of 1 of the letters that have left since" in run_line("db restore before.db --yes").err
    (again,) = run_line("invite send town --dry-run --json").json()
    assert again["to"] == "ann@example.org"


def test_restore_refuses_what_is_not_a_sound_barnstorm_database(
    sqlite: str, run_line: Run, refused: Refused, tmp_path: Path
) -> None:
    run_line('venue add "Tullie House"')
    run_line("db backup good.db")
    (tmp_path / "notes.txt").write_text("not a database")
    torn = (tmp_path / "good.db").read_bytes()[: 4096 * 5]
    (tmp_path / "torn.db").write_bytes(torn)
    for name in ("notes.txt", "torn.db", "missing.db"):
        refused(f"db restore {name} --yes", 5)
    assert [venue["name"] for venue in run_line("venue list --json").json()] == ["Tullie House"]


def test_backup_is_for_files(postgres_url: str, monkeypatch: pytest.MonkeyPatch, refused: Refused) -> None:
    monkeypatch.setenv("BARNSTORM_DATABASE_URL", postgres_url)
    assert "pg_dump" in refused("db backup x.db", 4)


def test_upgrade_of_a_current_database_says_so(database: str, run_line: Run) -> None:
    run_line("venue list")
    assert "up to date already" in run_line("db upgrade").err


def test_a_folder_that_is_missing_is_named(refused: Refused, tmp_path: Path) -> None:
    assert "does not exist" in refused(["--db", str(tmp_path / "no" / "x.db"), "event", "list"], 5)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder where even root may not write")
def test_a_folder_that_may_not_be_written_is_named(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "may not be written" in refused("--db /proc/x.db event list", 5)
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/nowhere")
    assert "may not be written" in refused("event list", 5)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://u:secret@host/x", "is not a database we know"),
        ("postgresql://u:secret@127.0.0.1:1/x", "cannot be reached"),
        ("nonsense://", "is not a database we know"),
        (".", "may not be written"),
    ],
)
def test_a_database_url_that_leads_nowhere_is_refused_without_its_password(
    url: str, says: str, refused: Refused
) -> None:
    said = refused(["--db", url, "event", "list"], 5)
    assert says in said
    assert "secret" not in said
