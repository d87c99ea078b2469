"""What lies behind is not written about: after a restored copy, a long pause, a new rule for old events."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.postbag import Received, received

Run = Callable[..., Any]
Clock = Callable[[str], None]
Post = Callable[[], list[Received]]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Post:
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    monkeypatch.setenv("BARNSTORM_MAIL", f"maildir:{tmp_path / 'post'}")
    return lambda: received(tmp_path / "post")


def hold(run_line: Run, start: str) -> None:
    run_line(["event", "create", "Night", "--ref", "night", "--start", start, "--for", "2h"])
    run_line("rsvp add night Ann --email ann@example.org")


def test_a_copy_from_before_the_event_that_is_restored_after_it_sends_nothing(
    sqlite: str, run_line: Run, clock: Clock, post: Post
) -> None:
    clock("2017-05-01T12:00+01:00")
    hold(run_line, "2017-05-16T19:30")
    run_line("invite send night")
    run_line("reminder plan")
    run_line("event move night --start 2017-05-16T20:00")
    waiting = {row["kind"] for row in run_line("mail list --state queued --json").json()}
    assert {"invite", "reminder-1d", "reminder-2h"} <= waiting
    run_line("db backup monday.db")
    clock("2017-05-20T12:00+01:00")
    run_line("db restore monday.db --yes")
    before = len(post())
    run_line("reminder send")
    run_line("mail retry --now")
    assert len(post()) == before
    assert run_line("mail list --state queued --json").json() == []


def test_a_rule_made_today_reminds_nobody_of_an_event_of_twenty_years_ago(
    database: str, run_line: Run, clock: Clock, post: Post
) -> None:
    clock("1997-04-20T12:00+01:00")
    hold(run_line, "1997-05-01T19:30")
    clock("2017-05-01T12:00+01:00")
    run_line("reminder rules --kind barnstorm --at 7d --at 1d --at 45m")
    run_line("reminder plan")
    run_line("reminder send")
    run_line("mail retry --now")
    assert post() == []
    assert run_line("mail list --json").json() == []
