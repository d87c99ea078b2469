"""What an organiser sees of mail at a terminal of 80 columns."""

import os
import sys
from pathlib import Path

import pytest

from barnstorm.mail.built_in import BUILT_IN
from tests.terminal import typed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is not to be had")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "BARNSTORM_NOW": "2017-05-15T12:00",
        "BARNSTORM_DATABASE_URL": "night.db",
        "BARNSTORM_FROM": "hello@together.example",
    }


def test_every_example_is_there_whole_to_be_copied(environment: dict[str, str], tmp_path: Path) -> None:
    seen, code = typed("barnstorm mail backends", environment, tmp_path)
    assert code == 0, seen
    lines = seen.splitlines()
    assert [way.example for way in BUILT_IN.values()] == lines[::2]
    assert [f"  {way.does}" for way in BUILT_IN.values()] == lines[1::2]
    assert max(map(len, lines)) <= 80


def test_a_list_of_letters_shows_who_and_when_whole_and_the_reasons_below(
    environment: dict[str, str], tmp_path: Path
) -> None:
    create = "barnstorm event create 'Carlisle barnstorm' --start 'Tue 16 May 2017 7.30pm' --ref carlisle-2017-05-16"
    people = "; ".join(
        f"barnstorm rsvp add carlisle-2017-05-16 '{name}' --email {address}@example.org"
        for name, address in (("Maureen Armstrong", "maureen.armstrong"), ("Kieran Bell", "kieran.bell"))
    )
    typed(f"{create}; {people}; barnstorm reminder plan", environment, tmp_path)
    seen, code = typed("barnstorm reminder list", environment, tmp_path)
    assert code == 0, seen
    assert "reminder-1d  Maureen Armstr" in seen
    assert "queued   Mon 15 May 19:30\n" in seen
    assert "2 skipped: They answered after it was due.\n" in seen
    assert max(map(len, seen.splitlines())) <= 80


def test_when_no_reminder_is_due_it_is_said_when_the_next_goes(environment: dict[str, str], tmp_path: Path) -> None:
    add = "barnstorm rsvp add night Ann --email ann@example.org"
    typed(f"barnstorm event create Night --start 2017-05-16T19:30 --ref night; {add}", environment, tmp_path)
    seen, code = typed("barnstorm reminder send --dry-run", environment, tmp_path)
    assert (code, seen) == (0, "No reminder is due; the next goes Mon 15 May 2017 19:30.\n")


def test_what_cron_would_not_know_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BARNSTORM_IMPRINT=Promoted by A. Agent\n")
    seen, _ = typed("barnstorm mail doctor --offline", environment, tmp_path)
    assert "BARNSTORM_DATABASE_URL and BARNSTORM_FROM." in seen
    assert f"Write it into {tmp_path / '.env'}" in seen
    kept = {name: value for name, value in environment.items() if not name.startswith("BARNSTORM_")}
    (tmp_path / ".env").write_text("BARNSTORM_DATABASE_URL=night.db\n")
    seen, _ = typed("barnstorm mail doctor --offline", kept, tmp_path)
    assert "in this terminal only" not in seen
