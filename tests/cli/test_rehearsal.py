"""Sent into a Maildir first, for real later: a rehearsal is no performance."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.mail.servers import Relay

Run = Callable[..., Any]
Clock = Callable[[str], None]


def test_what_was_only_rehearsed_is_sent_once_mail_leaves_and_then_never_again(
    database: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock("2017-05-01T12:00+01:00")
    run_line(
        "event create Night --venue 'Tullie House, Castle Street, Carlisle CA3 8TP' --ref night"
        " --start 2017-05-16T19:30 --for 2h"
    )
    for name in ("Ann", "Bo"):
        run_line(f"rsvp add night '{name} Bell' --email {name.lower()}@example.org")
    clock("2017-05-15T20:00+01:00")
    rehearsed = run_line("reminder send --json")
    assert [row["state"] for row in rehearsed.json()] == ["accepted", "accepted"]
    assert "Nothing left this machine" in rehearsed.err
    assert run_line("reminder send --json").json() == [], "in the rehearsal too each goes once"
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    with Relay() as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        assert run_line("mail retry --json").json() == [], "nobody asked for them to be sent for real"
        sent = run_line("reminder send --json")
        assert [row["state"] for row in sent.json()] == ["accepted", "accepted"]
        assert [row["id"] for row in sent.json()] == [row["id"] for row in rehearsed.json()], "the same messages"
        assert run_line("reminder send --json").json() == []
    assert Counter(relay.recipients) == {"ann@example.org": 1, "bo@example.org": 1}


def test_rehearsed_invitations_are_sent_for_real_too(
    database: str, run_line: Run, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock("2017-05-01T12:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", "hello@example.org")
    run_line("event create Night --ref night --start 2017-05-16T19:30 --for 2h")
    run_line("rsvp add night 'Ann Bell' --email ann@example.org")
    run_line("invite send night")
    assert run_line("invite send night --json").json() == [], "in the rehearsal too each goes once"
    with Relay() as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        assert len(run_line("invite send night --dry-run --json").json()) == 1
        (sent,) = run_line("invite send night --yes --json").json()
        assert sent["state"] == "accepted"
        assert run_line("invite send night --yes --json").json() == []
    assert relay.recipients == ["ann@example.org"]
