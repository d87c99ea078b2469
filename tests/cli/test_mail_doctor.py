"""barnstorm mail doctor, as it is typed, against a real server that may be wrong in every way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from barnstorm.db.engine import database_url, open_engine
from barnstorm.db.session import writing
from barnstorm.services.outbox.outbox import queue
from tests.mail.servers import Relay

Run = Callable[..., Any]
Clock = Callable[[str], None]


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@together.example>")
    monkeypatch.setenv("BARNSTORM_IMPRINT", "Promoted by A. Agent, 1 High Street, Carlisle")


def checks(ran: Any) -> dict[str, tuple[bool | None, str]]:
    return {row["check"]: (row["ok"], row["found"]) for row in ran.json()}


def test_by_default_all_is_well_and_nothing_leaves(database: str, run_line: Run) -> None:
    ran = run_line("mail doctor --json")
    found = checks(ran)
    assert found["way"] == (None, "maildir:outbox: nothing leaves this machine.") or "maildir:" in found["way"][1]
    assert found["sender"] == (None, "BARNSTORM_FROM is not set.")
    assert found["overdue"] == (True, "Nothing is overdue.")
    assert list(ran.json()[0]) == ["check", "ok", "found", "advice", "about"]


def test_a_server_that_would_take_a_message_is_given_none(
    sqlite: str, sender: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Relay() as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        found = checks(run_line("mail doctor --json"))
        assert found["server"] == (True, "It is ready to take a message.")
        assert relay.connections == 1
        assert checks(run_line("mail doctor --offline --json"))["server"] == (None, "It was not asked.")
        assert relay.connections == 1
    assert relay.delivered == []


@pytest.mark.parametrize("why", ["550 5.7.1 Sender not allowed", "530 5.7.0 Authentication required"])
def test_a_server_that_refuses_us_is_told_and_ends_with_5(
    sqlite: str, sender: None, run_line: Run, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    with Relay(at_mail=lambda _, __: why) as relay:
        monkeypatch.setenv("BARNSTORM_MAIL", relay.url())
        ran = run_line("mail doctor --json", 5)
    ok, found = checks(ran)["server"]
    assert ok is False
    assert why in found
    assert "Mail cannot be sent as it is set up: server." in ran.err


def test_nobody_listening_is_told(sqlite: str, sender: None, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Relay() as relay:
        url = relay.url()
    monkeypatch.setenv("BARNSTORM_MAIL", url)
    assert checks(run_line("mail doctor --json", 5))["server"][0] is False


def test_mail_that_leaves_needs_a_sender(sqlite: str, run_line: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_MAIL", "smtp://127.0.0.1:9")
    assert checks(run_line("mail doctor --offline --json", 5))["sender"] == (False, "BARNSTORM_FROM is not set.")


def test_an_address_of_a_free_mail_provider_sent_elsewhere_is_warned_of(
    sqlite: str, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_MAIL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("BARNSTORM_FROM", "Frances <frances@gmail.com>")
    ok, found = checks(run_line("mail doctor --offline --json"))["sender"]
    assert ok is None
    assert "gmail.com asks the world to refuse" in found


def test_what_is_overdue_ends_with_6_and_the_last_run_is_told(database: str, run_line: Run, clock: Clock) -> None:
    clock("2017-05-09T12:00+01:00")
    run_line("reminder send")
    engine = open_engine(database_url(database))
    with writing(engine) as session:
        noon = datetime(2017, 5, 9, 11, tzinfo=UTC)
        queue(
            session,
            key="one",
            kind="test",
            event=None,
            person=None,
            to_address="ann@example.org",
            due_at=noon,
            expires_at=noon + timedelta(days=1),
            now=noon,
        )
    engine.dispose()
    clock("2017-05-09T14:00+01:00")
    ran = run_line("mail doctor --json", 6)
    assert checks(ran)["reminders"] == (True, "`reminder send` ran 2 hours ago.")
    assert checks(ran)["overdue"] == (False, "1 message due for more than half an hour.")
    assert "Something about the outbox is wrong: overdue." in ran.err


def test_cron_and_systemd_are_told_how_to_run_it(sqlite: str, run_line: Run) -> None:
    said = run_line("mail doctor").err
    assert "*/5 * * * * cd " in said
    assert "reminder send" in said
    assert "OnCalendar=*:0/5" in said
    assert "SuccessExitStatus=75" in said
