"""A mistake in one of the campaign's own templates stops a command before anything counts as an attempt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.mail.servers import Relay
from tests.postbag import received

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture(autouse=True)
def _night(sqlite: str, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, run_line: Run) -> None:
    """Ann is going; her reminder of the day before is due."""
    clock("2017-05-10T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", "maildir:post")
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )
    run_line(f'rsvp add {NIGHT} "Ann Bell" --email ann@example.org')
    run_line("reminder plan")
    clock("2017-05-15T19:30+01:00")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    template = tmp_path / "letters" / "reminder.txt"
    template.parent.mkdir()
    template.write_text("Hello\n{{ nobody }}\n", encoding="utf-8")
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(template.parent))
    return template


@pytest.mark.parametrize("line", [f"reminder send {NIGHT}", "reminder send", "mail retry", f"mail retry {NIGHT} --now"])
def test_reminders_wait_untried_until_their_template_is_mended(
    line: str, broken: Path, run_line: Run, refused: Run
) -> None:
    said = refused(line, 5)
    assert "reminder.txt, line 2, cannot be used: 'nobody' is undefined." in said
    assert "barnstorm mail preview reminder EVENT" in said
    (row,) = [row for row in run_line("reminder list --json").json() if row["kind"] == "reminder-1d"]
    assert (row["state"], row["attempts"]) == ("queued", 0)
    assert received(Path("post")) == []


def test_what_was_written_before_is_sent_as_it_is(
    run_line: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first attempt failed; its bytes are kept, and no template is looked at again."""
    with Relay(at_dot=lambda _, __: "451 later") as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        run_line("reminder send", 75)
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "reminder.txt").write_text("{{ nobody }}", encoding="utf-8")
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(folder))
    monkeypatch.setenv("BARNSTORM_MAIL", "maildir:post")
    run_line("mail retry --now")
    (letter,) = received(Path("post"))
    assert "You said you are coming." in letter.text
