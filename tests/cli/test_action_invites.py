"""barnstorm invite send --born-at."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> str:
    """A barnstorm with two actions and one that waits for approval, and Ann, who signed up for all of them."""
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    clock("2017-05-16T21:00+01:00")
    run_line('event create "Carlisle barnstorm" --start "Tue 16 May 2017 7.30pm" --ref hall')
    run_line(
        'action offer hall --host "Hannah Routledge <hannah@example.org>" --start "Thu 6.30pm" '
        '--venue "Hannah’s, 3 Chatsworth Square, Carlisle CA1 1HB" --private --capacity 3'
    )
    run_line('action offer hall --host "Imran Qureshi" --kind canvass --start "Sat 10am"')
    run_line('action offer hall --host "Gwen Thomas" --kind leafleting --start "Sun 2pm" --pending')
    run_line(["action", "commit", "hall", "Bell Ann; ann@example.org; 1,2,3"])
    clock("2017-05-16T22:00+01:00")
    return "hall"


def sent(run_line: Run, more: str = "") -> set[tuple[str, str, str]]:
    rows = run_line(f"invite send --born-at hall {more} --json").json()
    codes = {row["event"]: row["code"] for row in run_line("action list hall --json").json()}
    return {(row["kind"], codes[row["event"]], row["to"]) for row in rows}


def test_one_run_invites_everybody_to_what_they_signed_up_for(hall: str, run_line: Run) -> None:
    wanted = {
        ("invite", "1", "hannah@example.org"),
        ("invite", "1", "ann@example.org"),
        ("invite", "2", "ann@example.org"),
    }
    assert sent(run_line, "--dry-run") == wanted
    assert sent(run_line) == wanted
    assert sent(run_line) == set(), "once each"
    again = run_line("invite send --born-at hall")
    assert "Everybody who signed up at hall has been sent the newest version." in again.err
    assert "Not approved yet, and left out: 3." in again.err
    assert "1 invitation cannot be sent, for want of an email address" in again.err
    run_line("action approve hall 3")
    assert sent(run_line) == {("invite", "3", "ann@example.org")}


def test_the_address_of_a_home_goes_to_those_with_a_place_only(hall: str, run_line: Run, clock: Any) -> None:
    run_line(["action", "commit", "hall", "Nixon Bob; bob@example.org; 1"])
    run_line(["action", "commit", "hall", "Carr Derek; derek@example.org; 1"])
    sent(run_line)
    letters = {row["to"] for row in run_line("mail list hall/1 --json").json()}
    assert letters == {"hannah@example.org", "ann@example.org", "bob@example.org"}, "Derek waits for a place"
    assert "Chatsworth" not in run_line("invite write hall/1 -o -").out


def test_what_was_refused_is_called_off_in_the_same_run(hall: str, run_line: Run) -> None:
    sent(run_line)
    run_line("action refuse hall 2 --reason 'It rains'")
    assert sent(run_line) == {("cancel", "2", "ann@example.org")}


def test_what_has_begun_is_left_out(hall: str, run_line: Run, clock: Callable[[str], None]) -> None:
    clock("2017-05-18T19:00+01:00")
    assert {code for _, code, _ in sent(run_line)} == {"2"}
    clock("2017-06-01T19:00+01:00")
    assert "No action born at hall lies ahead." in run_line("invite send --born-at hall").err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("invite send", "Say for what: one EVENT, or --born-at EVENT"),
        ("invite send hall --born-at hall", "Say for what: one EVENT, or --born-at EVENT"),
        ("invite send --born-at hall --to Ann", "--to goes with one event"),
    ],
)
def test_one_event_or_all_that_was_born_at_one(hall: str, refused: Refused, line: str, said: str) -> None:
    assert said in refused(line, 2)
