"""Reminders from the command line into a Maildir."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.postbag import Received, received

Run = Callable[..., Any]
Clock = Callable[[str], None]
Post = Callable[[], list[Received]]
NIGHT = "carlisle-2017-05-16"


@pytest.fixture(autouse=True)
def _campaign(clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clock("2017-05-01T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return lambda: received(tmp_path / "post")


def hold(run_line: Run) -> None:
    """The Carlisle night: Ann is going, Bo may come, Cy is only asked, Di has said no."""
    run_line(
        'event create "Carlisle barnstorm" --venue "Tullie House, Castle Street, Carlisle CA3 8TP"'
        f' --start "Tue 16 May 2017 7.30pm" --end 9.30pm --ref {NIGHT}'
    )
    for name, answer in (("Ann", "going"), ("Bo", "maybe"), ("Cy", "invited"), ("Di", "declined")):
        run_line(f'rsvp add {NIGHT} "{name} Bell" --email {name.lower()}@example.org --answer {answer}')


@pytest.fixture
def night(database: str, run_line: Run) -> str:
    hold(run_line)
    return NIGHT


@pytest.fixture
def small_night(sqlite: str, run_line: Run) -> str:
    hold(run_line)
    return NIGHT


def fates(ran: Any) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["to"].partition("@")[0], row["state"]) for row in ran.json()]


def test_each_reminder_goes_once_when_it_is_due(night: str, run_line: Run, clock: Clock, post: Post) -> None:
    assert run_line("reminder send --json").json() == []
    for moment, kind in (("09T19:30", "7d"), ("15T20:00", "1d"), ("16T17:45", "2h")):
        clock(f"2017-05-{moment}+01:00")
        sent = run_line("reminder send --json")
        assert fates(sent) == [(f"reminder-{kind}", "ann", "accepted"), (f"reminder-{kind}", "bo", "accepted")]
        assert run_line("reminder send --json").json() == []
    assert Counter(letter.to for letter in post()) == {"ann@example.org": 3, "bo@example.org": 3}
    letter = post()[0]
    assert letter.method == ""
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.subject == "Reminder: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm"
    assert "Tullie House, Castle Street, Carlisle, CA3 8TP" in letter.text


def test_planning_shows_what_will_go_and_when_and_changes_nothing_the_second_time(night: str, run_line: Run) -> None:
    first = run_line("reminder plan --json")
    assert [(row["kind"], row["due_at"]) for row in first.json()][:3] == [
        ("reminder-7d", "2017-05-09T19:30:00+01:00"),
        ("reminder-1d", "2017-05-15T19:30:00+01:00"),
        ("reminder-2h", "2017-05-16T17:30:00+01:00"),
    ]
    assert "6 planned or changed." in first.err
    again = run_line("reminder plan --json")
    assert again.json() == first.json()
    assert "Everything was planned already." in again.err


def test_a_dry_run_shows_the_same_and_keeps_nothing(night: str, run_line: Run, clock: Clock, post: Post) -> None:
    clock("2017-05-15T20:00+01:00")
    assert len(run_line("reminder plan --dry-run --json").json()) == 6
    assert fates(run_line("reminder send --dry-run --json")) == [
        ("reminder-1d", "ann", "queued"),
        ("reminder-1d", "bo", "queued"),
    ]
    assert run_line("reminder list --json").json() == []
    assert post() == []


def test_of_several_overdue_only_the_latest_goes_and_the_list_says_why(
    small_night: str, run_line: Run, clock: Clock
) -> None:
    clock("2017-05-16T18:00+01:00")
    run_line("reminder send")
    rows = [row for row in run_line(f"reminder list {NIGHT} --json").json() if row["to"] == "ann@example.org"]
    assert [(row["kind"], row["state"], row["detail"]) for row in rows] == [
        ("reminder-7d", "skipped", "The next reminder took over."),
        ("reminder-1d", "skipped", "The next reminder took over."),
        ("reminder-2h", "accepted", rows[2]["detail"]),
    ]


def test_a_machine_that_was_off_sends_nothing_late(small_night: str, run_line: Run, clock: Clock, post: Post) -> None:
    run_line("reminder plan")
    clock("2017-05-16T19:10+01:00")
    assert run_line("reminder send --json").json() == []
    clock("2017-05-16T20:00+01:00")
    assert run_line("reminder send --json").json() == []
    assert post() == []


def test_who_answers_after_a_reminder_was_due_gets_only_the_next(
    small_night: str, run_line: Run, clock: Clock, post: Post
) -> None:
    clock("2017-05-15T21:00+01:00")
    run_line(f'rsvp add {NIGHT} "Eve Late" --email eve@example.org')
    run_line("reminder send")
    assert "eve@example.org" not in {letter.to for letter in post()}
    clock("2017-05-16T17:30+01:00")
    run_line("reminder send")
    assert "eve@example.org" in {letter.to for letter in post()}


def test_a_moved_event_is_reminded_of_at_its_new_time_only(night: str, run_line: Run, clock: Clock, post: Post) -> None:
    run_line("reminder plan")
    run_line(f'event move {NIGHT} --start "Thu 18 May 2017 7.30pm"')
    run_line("reminder plan")
    states = Counter((row["state"], row["detail"]) for row in run_line("reminder list --json").json())
    assert states == {("cancelled", "The event was moved."): 6, ("queued", ""): 6}
    clock("2017-05-16T18:00+01:00")
    assert fates(run_line("reminder send --json")) == [
        ("reminder-7d", "ann", "accepted"),
        ("reminder-7d", "bo", "accepted"),
    ]
    assert all("Thursday 18 May 2017" in letter.subject for letter in post())


def test_an_event_moved_there_and_back_is_reminded_of_after_all_but_not_twice(
    small_night: str, run_line: Run, clock: Clock, post: Post
) -> None:
    clock("2017-05-10T12:00+01:00")
    run_line("reminder send")
    run_line(f'event move {NIGHT} --start "Thu 18 May 2017 7.30pm"')
    run_line("reminder plan")
    run_line(f'event move {NIGHT} --start "Tue 16 May 2017 7.30pm"')
    assert run_line("reminder send --json").json() == []
    clock("2017-05-15T20:00+01:00")
    assert fates(run_line("reminder send --json")) == [
        ("reminder-1d", "ann", "accepted"),
        ("reminder-1d", "bo", "accepted"),
    ]


def test_moved_after_planning_and_sent_by_mail_retry_the_old_time_never_leaves(
    small_night: str, run_line: Run, clock: Clock, post: Post
) -> None:
    """`mail retry` sends what waits without planning anew: each letter is looked at once more as it is claimed."""
    run_line("reminder plan")
    run_line(f'event move {NIGHT} --start "Thu 18 May 2017 7.30pm"')
    clock("2017-05-16T18:00+01:00")
    run_line("mail retry")
    assert post() == []


def test_who_cancels_is_not_reminded_and_who_comes_back_is(
    small_night: str, run_line: Run, clock: Clock, post: Post
) -> None:
    run_line("reminder plan")
    run_line(f"rsvp change {NIGHT} Ann cancelled")
    clock("2017-05-09T20:00+01:00")
    run_line("reminder send")
    assert [letter.to for letter in post()] == ["bo@example.org"]
    run_line(f"rsvp change {NIGHT} Ann going")
    clock("2017-05-15T20:00+01:00")
    run_line("reminder send")
    assert Counter(letter.to for letter in post()) == {"ann@example.org": 1, "bo@example.org": 2}


def test_an_address_corrected_after_planning_is_the_one_written_to(
    small_night: str, run_line: Run, clock: Clock, post: Post, tmp_path: Path
) -> None:
    run_line(f'rsvp add {NIGHT} "Eve Late"')
    run_line("reminder plan")
    rows = run_line("reminder list --json").json()
    assert {row["detail"] for row in rows if row["person"] == "Eve Late"} == {"No email address."}
    with closing(sqlite3.connect(tmp_path / "campaign.db")) as store, store:
        store.execute("UPDATE person SET email = 'eve@example.org' WHERE given_name = 'Eve'")
        store.execute("UPDATE person SET email = 'ann.bell@example.org' WHERE given_name = 'Ann'")
    clock("2017-05-15T20:00+01:00")
    run_line("reminder send")
    assert [letter.to for letter in post()] == ["ann.bell@example.org", "bo@example.org", "eve@example.org"]


def test_nobody_is_reminded_of_a_cancelled_event(
    small_night: str, run_line: Run, refused: Run, clock: Clock, post: Post
) -> None:
    run_line("reminder plan")
    run_line(f'event cancel {NIGHT} --reason "The hall is flooded."')
    clock("2017-05-15T20:00+01:00")
    assert "nobody is reminded of it" in refused(f"reminder send {NIGHT}", 4)
    run_line("reminder send")
    assert post() == []
    assert {row["detail"] for row in run_line("reminder list --json").json()} == {"The event is cancelled."}


def test_an_event_that_has_begun_is_refused_by_name(small_night: str, refused: Run, clock: Clock) -> None:
    clock("2017-05-16T19:30+01:00")
    assert "it is too late to remind anybody" in refused(f"reminder plan {NIGHT}", 4)


@pytest.mark.parametrize("command", ["reminder send", f"invite send {NIGHT} --yes"])
def test_two_at_once_send_to_nobody_twice(night: str, run_line: Run, clock: Clock, post: Post, command: str) -> None:
    for number in range(12):
        run_line(f'rsvp add {NIGHT} "Guest{number} Many" --email guest{number}@example.org')
    clock("2017-05-15T20:00+01:00")
    program = [sys.executable, "-m", "barnstorm", *command.split(), "--json"]
    both = [
        subprocess.Popen(program, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        _, err = one.communicate(timeout=60)
        assert one.returncode == 0, err.decode()
    counted = Counter(letter.to for letter in post())
    assert set(counted.values()) == {1}
    assert len(counted) == (14 if command.startswith("reminder") else 15)
