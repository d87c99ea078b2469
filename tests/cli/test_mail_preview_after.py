"""barnstorm mail preview thanks, missed"""

import email
import email.policy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _night(sqlite: str, clock: Callable[[str], None], run_line: Run) -> None:
    clock("2017-05-10T12:00+01:00")
    hall = "--venue 'Tullie House, Castle Street, Carlisle CA3 8TP'"
    run_line(f"event create Night {hall} --ref night --start 2017-05-16T19:30 --for 2h")
    run_line(
        f"event create Calls {hall} --ref calls --kind phonebank --born-at night --start 2017-05-18T18:30 --for 2h"
    )
    for name in ("Ann", "Bo"):
        run_line(f"rsvp add night '{name} Bell' --email {name.lower()}@example.org")


def test_both_can_be_looked_at_before_the_event(run_line: Run) -> None:
    thanks = run_line("mail preview thanks night").out
    assert "To: Ann Example <guest@example.org>" in thanks
    assert "Thank you for coming to Night on Tuesday 16 May 2017." in thanks
    assert "We are sorry that we missed you at Night" in run_line("mail preview missed night").out
    assert run_line("mail list --json").json() == []


def test_they_are_shown_as_the_first_who_came_or_did_not_would_get_them(
    run_line: Run, clock: Callable[[str], None]
) -> None:
    run_line("rsvp add calls 'Ann Bell' --email ann@example.org")
    clock("2017-05-16T19:40+01:00")
    run_line("door check-in night Ann")
    clock("2017-05-17T10:00+01:00")
    run_line("door close night --yes")
    thanks = run_line("mail preview thanks night").out
    assert "To: Ann Bell <ann@example.org>" in thanks
    assert "This is what you took on:\n\n  Calls" in thanks
    missed = run_line("mail preview missed night").out
    assert "To: Bo Bell <bo@example.org>" in missed
    assert "There is another chance soon" in missed
    assert "Dear Bo" in run_line("mail preview thanks night --to Bo").out


def test_their_own_templates_and_their_source_can_be_looked_at(
    run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    message = email.message_from_string(run_line("mail preview thanks night --source").out, policy=email.policy.default)
    assert message["Subject"] == "Thank you: Night"
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(folder))
    (folder / "missed.html").write_text("{{ nobody }}", encoding="utf-8")
    assert "barnstorm mail preview missed EVENT" in refused("mail preview missed night", 5)
