"""barnstorm config show, and the settings behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from barnstorm.settings import Settings, variable

Run = Callable[..., Any]
Refused = Callable[..., str]
EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def shown(run_line: Run, line: str = "config show --json") -> dict[str, dict[str, str | None]]:
    return {row["name"]: row for row in run_line(line).json()}


def test_each_value_tells_its_source(run_line: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('BARNSTORM_CAMPAIGN="From the file"\nBARNSTORM_TIMEZONE=Europe/Dublin\n')
    monkeypatch.setenv("BARNSTORM_TIMEZONE", "Europe/Paris")
    rows = shown(run_line, "--db night.db config show --json")
    assert (rows["BARNSTORM_CAMPAIGN"]["value"], rows["BARNSTORM_CAMPAIGN"]["source"]) == ("From the file", ".env")
    assert (rows["BARNSTORM_TIMEZONE"]["value"], rows["BARNSTORM_TIMEZONE"]["source"]) == (
        "Europe/Paris",
        "environment",
    )
    assert (rows["BARNSTORM_DATABASE_URL"]["value"], rows["BARNSTORM_DATABASE_URL"]["source"]) == ("night.db", "--db")
    assert (rows["BARNSTORM_IMPRINT"]["value"], rows["BARNSTORM_IMPRINT"]["source"]) == (None, "default")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("BARNSTORM_MAIL", "smtps://carol:s3cret@mail.example.org:465"),
        ("BARNSTORM_MAIL", "smtps://carol:s3%40cret@mail.example.org:465?timeout=5"),
        ("BARNSTORM_MAIL", "smtps://carol:s3@s3/s3@mail.example.org:465?password_cmd=s3"),
        ("BARNSTORM_MAIL", "postmark://s3cret@api?token=s3cret"),
        ("BARNSTORM_DATABASE_URL", "postgresql+psycopg://carol:s3cret@db.example.org/x"),
        ("BARNSTORM_REPLY_IMAP", "imaps://carol:s3cret@mail.example.org"),
        ("BARNSTORM_POSTCODES", "https://carol:s3cret@postcodes.example.org"),
    ],
)
def test_secrets_are_masked(name: str, url: str, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, url)
    said = run_line("config show")
    assert "s3" not in said.out + said.err
    assert "***@" in said.out


def test_mail_goes_to_a_folder_beside_the_database_until_told_otherwise(run_line: Run, tmp_path: Path) -> None:
    rows = shown(run_line, f"--db {tmp_path / 'night.db'} config show --json")
    assert rows["BARNSTORM_MAIL"]["value"] == f"maildir:{tmp_path / 'outbox'}"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BARNSTORM_TIMEZONE", "London", "Did you mean Europe/London?"),
        ("BARNSTORM_POLLING_DAY", "soon", "BARNSTORM_POLLING_DAY"),
        ("BARNSTORM_FROM", "nobody", "is not a mailbox"),
        ("BARNSTORM_FROM", "a\x07 <a@example.org>", "control character"),
        ("BARNSTORM_NOW", "teatime", "BARNSTORM_NOW"),
        ("BARNSTORM_MIAL", "console:", "Did you mean BARNSTORM_MAIL"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    name: str, value: str, says: str, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert says in refused("config show", 5)


def test_an_empty_setting_is_an_unset_one(run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.setenv(variable(field), "")
    assert {row["source"] for row in run_line("config show --json").json()} == {"environment"}
    assert shown(run_line)["BARNSTORM_TIMEZONE"]["value"] == "Europe/London"
    assert run_line("venue list --json").json() == []


def test_the_example_file_names_every_setting_with_its_description() -> None:
    example = EXAMPLE.read_text(encoding="utf-8")
    named = [
        line.lstrip("# ").partition("=")[0] for line in example.splitlines() if "BARNSTORM_" in line and "=" in line
    ]
    assert named == [variable(field) for field in Settings.model_fields]
    for info in Settings.model_fields.values():
        assert info.description is not None
        assert info.description in " ".join(line.lstrip("# ") for line in example.splitlines())
