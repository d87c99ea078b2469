"""barnstorm invite send --born-at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.postbag import received

Run = Callable[..., Any]
Refused = Callable[..., str]
Clock = Callable[[str], None]


@pytest.fixture
def hall(database: str, run_line: Run, clock: Clock, by_post: None) -> str:
    return evening(run_line, clock)


@pytest.fixture
def sqlite_hall(sqlite: str, run_line: Run, clock: Clock, by_post: None) -> str:
    """The same where the database makes no difference."""
    return evening(run_line, clock)


def evening(run_line: Run, clock: Clock) -> str:
    """A barnstorm with two actions and one that waits for approval, and Ann, who signed up for all of them."""
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


def test_the_address_of_a_home_goes_to_those_with_a_place_only(hall: str, run_line: Run, clock: Clock) -> None:
    run_line(["action", "commit", "hall", "Nixon Bob; bob@example.org; 1"])
    run_line(["action", "commit", "hall", "Carr Derek; derek@example.org; 1"])
    sent(run_line)
    letters = {row["to"] for row in run_line("mail list hall/1 --json").json()}
    assert letters == {"hannah@example.org", "ann@example.org", "bob@example.org"}, "Derek waits for a place"
    assert "Chatsworth" not in run_line("invite write hall/1 -o -").out


def letters(tmp_path: Path, to: str) -> list[str]:
    """What they say, in the order they came."""
    return [letter.text.replace("\r\n", "\n") for letter in received(tmp_path / "post") if letter.to == to]


def test_the_host_is_told_that_they_host_and_who_has_signed_up(hall: str, run_line: Run, tmp_path: Path) -> None:
    run_line(["action", "commit", "hall", "Nixon Bob; 07700 900124; 1"])
    sent(run_line)
    (theirs,) = letters(tmp_path, "hannah@example.org")
    assert "Thank you for standing up: you host this." in theirs
    assert "beside you:\n\n  Ann Bell, ann@example.org\n  Bob Nixon, +447700900124\n" in theirs
    assert "Chatsworth Square" in theirs
    for anns in letters(tmp_path, "ann@example.org"):
        assert "Nixon" not in anns, "the list is for the host alone"
        assert "Can you come" not in anns
    assert run_line("mail preview invite hall/1 --to hannah@example.org").out.count("Bob Nixon") == 1


def test_the_hosts_reminder_has_the_list_as_it_is_then(hall: str, run_line: Run, clock: Clock, tmp_path: Path) -> None:
    run_line("rsvp add hall/1 'Bob Nixon' --party-size 2")
    run_line("rsvp change hall/1 'Ann Bell' cancelled")
    clock("2017-05-17T18:30+01:00")
    run_line("reminder send hall/1")
    (theirs,) = letters(tmp_path, "hannah@example.org")
    assert "You host this." in theirs
    assert "  Bob Nixon (party of 2)\n" in theirs
    assert "Ann" not in theirs


def test_who_is_erased_is_in_no_hosts_letter_any_more(sqlite_hall: str, run_line: Run, tmp_path: Path) -> None:
    sent(run_line)
    assert "Ann Bell" in letters(tmp_path, "hannah@example.org")[0]
    run_line("person erase 'Ann Bell' --yes")
    assert letters(tmp_path, "hannah@example.org") == []


def test_who_calls_a_meeting_gets_no_list_of_it(sqlite: str, run_line: Run, by_post: None) -> None:
    run_line('event create Town --start "Tue 16 May 2017 7.30pm" --ref town --host "Olive Pitt <olive@example.org>"')
    run_line("rsvp add town 'Olive Pitt' --email olive@example.org")
    run_line("rsvp add town 'Ann Bell' --email ann@example.org")
    assert "Ann" not in run_line("mail preview invite town --to olive@example.org").out


def test_what_was_refused_is_called_off_in_the_same_run(hall: str, run_line: Run) -> None:
    sent(run_line)
    run_line("action refuse hall 2 --reason 'It rains'")
    assert sent(run_line) == {("cancel", "2", "ann@example.org")}


def test_what_has_begun_is_left_out(hall: str, run_line: Run, clock: Clock) -> None:
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
