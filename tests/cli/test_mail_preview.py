"""barnstorm mail preview"""

import email
import email.policy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture(autouse=True)
def _night(sqlite: str, clock: Callable[[str], None], run_line: Run) -> None:
    clock("2017-05-10T12:00+01:00")
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("invite", "You are invited:"),
        ("update", "has changed"),
        ("cancel", "This will not take place:"),
        ("dropped", "not on the list for this any more"),
        ("reminder", "You said you are coming."),
    ],
)
def test_each_letter_can_be_looked_at_before_anybody_is_on_the_list(kind: str, says: str, run_line: Run) -> None:
    shown = run_line(f"mail preview {kind} {NIGHT}").out
    assert "To: Ann Example <guest@example.org>" in shown
    assert says in shown
    assert run_line("mail list --json").json() == []


def test_it_is_shown_as_the_person_named_would_get_it(run_line: Run) -> None:
    run_line(f'rsvp add {NIGHT} "Bob Nixon" --email nixons@example.org')
    run_line(f'rsvp add {NIGHT} "Carol Nixon" --email nixons@example.org')
    shown = run_line(f"mail preview reminder {NIGHT} --to Carol").out
    assert "To: Bob Nixon and Carol Nixon <nixons@example.org>" in shown
    assert "Dear Bob and Carol," in shown


def test_html_and_the_whole_message_can_be_looked_at_too(run_line: Run, refused: Run) -> None:
    assert run_line(f"mail preview invite {NIGHT} --html").out.startswith("<!DOCTYPE html>")
    source = run_line(f"mail preview invite {NIGHT} --source").out
    message = email.message_from_string(source, policy=email.policy.default)
    assert message["Subject"].startswith("Invitation: Carlisle barnstorm")
    assert {part.get_content_type() for part in message.walk()} >= {"text/calendar", "application/ics"}
    assert "two ways" in refused(f"mail preview invite {NIGHT} --html --source", 2)


def test_own_templates_are_shown_and_a_mistake_in_one_is_told_by_file_and_line(
    run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.setenv("BARNSTORM_TEMPLATES", str(folder))
    (folder / "invite.txt").write_text("Ey up {{ name }}!\n", encoding="utf-8")
    assert "Ey up Ann!" in run_line(f"mail preview invite {NIGHT}").out
    (folder / "update.txt").write_text("Hello\n{{ nobody }}\n", encoding="utf-8")
    assert f"{folder}/update.txt, line 2, cannot be used: 'nobody' is undefined." in refused(
        f"mail preview update {NIGHT}", 5
    )


def test_a_strangers_name_is_shown_escaped(run_line: Run) -> None:
    run_line(["rsvp", "add", NIGHT, "Zoë\u202e\x1b[2J Bell", "--email", "zoe@example.org"])
    shown = run_line(f"mail preview invite {NIGHT}").out
    assert "\u202e" not in shown
    assert "\x1b" not in shown
