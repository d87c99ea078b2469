"""barnstorm mail …, as it is typed."""

from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from barnstorm.mail.built_in import BUILT_IN
from tests.mail.servers import Relay

Run = Callable[..., Any]


@pytest.fixture
def hello(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@example.org>")


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BARNSTORM_MAIL", url)


def test_every_way_to_send_is_listed_with_an_example(run_line: Run) -> None:
    rows = run_line("mail backends --json").json()
    assert [row["scheme"] for row in rows] == list(BUILT_IN)
    assert all(set(row) == {"scheme", "does", "example", "source"} for row in rows)


def test_without_settings_a_test_message_stays_beside_the_database(
    database: str, run_line: Run, tmp_path: Path
) -> None:
    [row] = run_line("mail test Ann@Example.org --json").json()
    assert (row["state"], row["to"], row["attempts"], row["event"]) == ("accepted", "Ann@example.org", 1, None)
    [kept] = (tmp_path / "outbox" / "new").iterdir()
    message = message_from_bytes(kept.read_bytes())
    assert message["To"] == "Ann@example.org"
    assert message["Message-ID"] == row["message_id"]


def test_the_promised_keys_are_there(sqlite: str, run_line: Run) -> None:
    run_line("mail test ann@example.org")
    [row] = run_line("mail list --json").json()
    promised = "id key kind event person to subject state attempts due_at sent_at message_id detail"
    assert list(row) == promised.split()


def test_the_list_can_be_narrowed_and_an_empty_one_is_no_failure(sqlite: str, run_line: Run) -> None:
    run_line("mail test ann@example.org")
    assert len(run_line("mail list --state accepted --kind te --csv").out.splitlines()) == 2
    assert run_line("mail list --state unknown --json").json() == []
    assert "no such messages" in run_line("mail list --kind reminder").err


def test_a_test_message_goes_to_the_server_that_was_set(
    sqlite: str, hello: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Relay() as relay:
        use(monkeypatch, relay.url())
        ran = run_line("mail test ann@example.org")
    assert relay.recipients == ["ann@example.org"]
    assert relay.senders == ["hello@example.org"]
    assert ran.err.endswith(f"Sent through smtp://127.0.0.1:{relay.port}.\n")


def test_without_a_sender_nothing_is_sent(
    sqlite: str, run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Relay() as relay:
        use(monkeypatch, relay.url())
        assert "BARNSTORM_FROM is not set" in refused("mail test ann@example.org", 5)
    assert relay.connections == 0
    assert [row["state"] for row in run_line("mail list --json").json()] == ["cancelled"]


@pytest.mark.parametrize("line", ["mail test ann@example.org", "--debug mail test ann@example.org"])
def test_a_password_is_shown_nowhere(
    line: str, sqlite: str, hello: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from barnstorm.cli.run import run
    from barnstorm.errors import BarnstormError

    with Relay() as relay:
        use(monkeypatch, relay.url("smtp+starttls", "frances:hunter2@"))
        try:
            assert run(line.split()) == 5
        except BarnstormError as e:
            import traceback

            traceback.print_exception(e)
    run(["mail", "backends"])
    run(["mail", "list", "--json"])
    run(["config", "show"])
    out, err = capsys.readouterr()
    assert "hunter2" not in out + err
    assert "STARTTLS" in err


def test_a_typo_in_the_setting_names_the_nearest(
    sqlite: str, hello: None, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "smpts://frances:hunter2@mail.example.org")
    err = refused("mail test ann@example.org", 5)
    assert "smtps" in err
    assert "hunter2" not in err


def test_what_is_no_address_is_refused(sqlite: str, refused: Run) -> None:
    assert "not an email address" in refused("mail test nonsense", 2)


def test_a_bounce_ends_with_6_and_says_why(
    sqlite: str, hello: None, run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Relay(at_rcpt=lambda _, who: f"550 5.1.1 <{who}> unknown") as relay:
        use(monkeypatch, relay.url())
        ran = run_line("mail test ann@example.org --json", 6)
    [row] = ran.json()
    assert (row["state"], row["detail"]) == ("bounced", "550 5.1.1 <…> unknown")
    assert "1 message could not be delivered" in ran.err


def test_what_waits_ends_with_75_and_is_sent_by_retry(
    sqlite: str, hello: None, clock: Callable[[str], None], run_line: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock("2017-05-09T12:00")
    with Relay(at_rcpt=lambda _, __: "451 greylisted") as relay:
        use(monkeypatch, relay.url())
        ran = run_line("mail test ann@example.org --json", 75)
        assert ran.json()[0]["state"] == "retry"
        assert "barnstorm mail retry" in ran.err
        assert "Nothing is due" in run_line("mail retry").err
        relay.at_rcpt = lambda _, __: None
        assert [row["state"] for row in run_line("mail retry --now --dry-run --json").json()] == ["retry"]
        assert relay.delivered == []
        assert [row["state"] for row in run_line("mail retry --now --json").json()] == ["accepted"]
    assert relay.recipients == ["ann@example.org"]


def test_an_unknown_message_is_resolved_by_a_person(
    sqlite: str, hello: None, run_line: Run, refused: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang_up(relay: Relay, _: str) -> None:
        relay.hang_up()

    with Relay(at_dot=hang_up) as relay:
        use(monkeypatch, relay.url())
        assert "unknown whether it arrived" in run_line("mail test ann@example.org", 6).err
    assert "No message has the number 9" in refused("mail resolve 9 --as delivered", 3)
    [row] = run_line("mail resolve 1 --as delivered --json").json()
    assert row["state"] == "accepted"
    assert "only an unknown one" in refused("mail resolve 1 --as hold", 4)
