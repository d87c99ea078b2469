"""smtp:, smtp+starttls: and smtps: against a real server on loopback."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import Mailbox, MailboxContract, message, ours
from tests.mail.servers import Relay


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def cafile(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


@pytest.fixture(scope="module")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def send(url: str, *batch: Outgoing) -> list[Result]:
    with backend_for(url).session() as session:
        return list(session.send(batch or [message()], ours))


either_way = pytest.mark.parametrize("grouped", [False, True], ids=["one by one", "in groups"])
"""Commands one at a time, or several in one write where the server takes them so: what comes of it is the same."""


def meaning(result: Result) -> tuple[Outcome, Scope]:
    return result.outcome, result.scope


class TestPlainOnLoopback(MailboxContract):
    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        with Relay() as relay:
            yield Mailbox(backend_for(relay.url()), lambda: [raw for _, raw in relay.delivered])


class TestInGroups(MailboxContract):
    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        with Relay(grouped=True) as relay:
            yield Mailbox(backend_for(relay.url()), lambda: [raw for _, raw in relay.delivered])


class TestInGroupsOverTls(MailboxContract):
    @pytest.fixture
    def mailbox(self, tls: ssl.SSLContext, cafile: Path) -> Iterator[Mailbox]:
        with Relay(tls=tls, grouped=True) as relay:
            url = relay.url("smtp+starttls", query=f"?cafile={cafile}")
            yield Mailbox(backend_for(url), lambda: [raw for _, raw in relay.delivered])


class TestStartTls(MailboxContract):
    @pytest.fixture
    def mailbox(self, tls: ssl.SSLContext, cafile: Path) -> Iterator[Mailbox]:
        with Relay(tls=tls, users={"frances": "pa:ss@word/?"}) as relay:
            who = "frances:pa%3Ass%40word%2F%3F@"
            yield Mailbox(
                backend_for(relay.url("smtp+starttls", who, f"?cafile={cafile}")),
                lambda: [raw for _, raw in relay.delivered],
            )


class TestTlsFromTheFirstByte(MailboxContract):
    @pytest.fixture
    def mailbox(self, tls: ssl.SSLContext, cafile: Path) -> Iterator[Mailbox]:
        with Relay(tls=tls, implicit=True) as relay:
            yield Mailbox(
                backend_for(relay.url("smtps", query=f"?cafile={cafile}")),
                lambda: [raw for _, raw in relay.delivered],
            )


class TestLmtpAtASocket(MailboxContract):
    @pytest.fixture
    def mailbox(self, tmp_path: Path) -> Iterator[Mailbox]:
        with Relay(lmtp=True, socket=str(tmp_path / "lmtp")) as relay:
            yield Mailbox(backend_for(f"lmtp:{relay.socket}"), lambda: [raw for _, raw in relay.delivered])


class TestLmtpAtAPort(MailboxContract):
    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        with Relay(lmtp=True) as relay:
            yield Mailbox(backend_for(relay.url("lmtp")), lambda: [raw for _, raw in relay.delivered])


class TestByToken(MailboxContract):
    @pytest.fixture
    def mailbox(self, tls: ssl.SSLContext, cafile: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
        monkeypatch.setenv("BARNSTORM_SECRET_TOKEN", "ya29.right")
        with Relay(tls=tls, tokens={"frances@example.org": "ya29.right"}) as relay:
            query = f"?cafile={cafile}&token_env=BARNSTORM_SECRET_TOKEN"
            yield Mailbox(
                backend_for(relay.url("smtp+starttls", "frances%40example.org@", query)),
                lambda: [raw for _, raw in relay.delivered],
            )


@either_way
def test_one_connection_carries_all_messages_and_each_has_one_recipient(grouped: bool) -> None:
    with Relay(grouped=grouped) as relay:
        results = send(relay.url(), message(1), message(2, to="bob@example.org"))
    assert relay.connections == 1
    assert relay.recipients == ["ann@example.org", "bob@example.org"]
    assert relay.senders == ["hello@example.org"] * 2
    assert [result.provider_id for result in results] == ["Q1", "Q2"]


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_certificate_nobody_vouches_for_is_refused_and_nothing_is_sent(scheme: str, tls: ssl.SSLContext) -> None:
    with Relay(tls=tls, implicit=scheme == "smtps") as relay:
        [result] = send(relay.url(scheme))
    assert meaning(result) == (Outcome.CONFIG, Scope.CONNECTION)
    assert "certificate is not trusted" in result.text
    assert relay.delivered == []


def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, cafile: Path) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("mail.example.org").configure_cert(context)
    with Relay(tls=context) as relay:
        [result] = send(relay.url("smtp+starttls", query=f"?cafile={cafile}"))
    assert result.outcome is Outcome.CONFIG
    assert relay.delivered == []


def test_without_starttls_nothing_is_sent_where_it_is_required() -> None:
    with Relay() as relay:
        [result] = send(relay.url("smtp+starttls"))
    assert result.outcome is Outcome.CONFIG
    assert "does not offer STARTTLS" in result.text
    assert relay.delivered == []


def test_a_relay_on_this_machine_is_encrypted_if_it_offers_to_whoever_made_its_certificate(tls: ssl.SSLContext) -> None:
    with Relay(tls=tls) as relay:
        [result] = send(relay.url("smtp"))
    assert result.outcome is Outcome.ACCEPTED
    assert relay.encrypted == [True]


def test_a_wrong_password_stops_everything_and_is_not_shown(tls: ssl.SSLContext, cafile: Path) -> None:
    with Relay(tls=tls, users={"frances": "right"}) as relay:
        [result] = send(relay.url("smtp+starttls", "frances:hunter2@", f"?cafile={cafile}"))
    assert meaning(result) == (Outcome.CONFIG, Scope.CONNECTION)
    assert result.text.startswith("It does not take this login: 535")
    assert "hunter2" not in repr(result)


def test_a_token_that_has_run_out_stops_everything_and_is_not_shown(
    tls: ssl.SSLContext, cafile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_SECRET_TOKEN", "hunter2")
    with Relay(tls=tls, tokens={"frances": "right"}) as relay:
        query = f"?cafile={cafile}&token_env=BARNSTORM_SECRET_TOKEN"
        [result] = send(relay.url("smtp+starttls", "frances@", query))
    assert meaning(result) == (Outcome.CONFIG, Scope.CONNECTION)
    assert result.text.startswith("It does not take this login: 535")
    assert "hunter2" not in repr(result)


def test_a_token_is_not_given_to_a_server_that_knows_none(
    tls: ssl.SSLContext, cafile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_SECRET_TOKEN", "hunter2")
    with Relay(tls=tls, users={"frances": "right"}) as relay:
        query = f"?cafile={cafile}&token_env=BARNSTORM_SECRET_TOKEN"
        [result] = send(relay.url("smtp+starttls", "frances@", query))
    assert result.outcome is Outcome.CONFIG
    assert "XOAUTH2" in result.text


def test_nobody_at_the_socket_is_a_trouble_of_the_connection(tmp_path: Path) -> None:
    [result] = send(f"lmtp:{tmp_path / 'nobody'}")
    assert meaning(result) == (Outcome.DEFERRED, Scope.CONNECTION)


@either_way
def test_a_connection_carries_no_more_than_it_may(grouped: bool) -> None:
    with Relay(grouped=grouped) as relay:
        results = send(relay.url(query="?max_per_connection=2"), *(message(number) for number in range(1, 6)))
    assert [result.outcome for result in results] == [Outcome.ACCEPTED] * 5
    assert relay.connections == 3


def test_limits_are_told_to_the_outbox() -> None:
    caps = backend_for("smtps://mail.example.org?connections=4&rate=30/min&per_day=2000").caps
    assert (caps.connections, caps.rate, caps.per_day) == (4, 0.5, 2000)


@either_way
def test_a_password_missing_where_one_is_needed_is_a_matter_of_settings(grouped: bool) -> None:
    with Relay(grouped=grouped, at_mail=lambda _, __: "530 5.7.0 log in first") as relay:
        [result] = send(relay.url())
    assert meaning(result) == (Outcome.CONFIG, Scope.SENDER)


def test_nobody_listening_is_a_trouble_of_the_connection() -> None:
    with Relay() as relay:
        url = relay.url()
    [result] = send(url)
    assert meaning(result) == (Outcome.DEFERRED, Scope.CONNECTION)


@either_way
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("550 5.1.1 <ann@example.org> unknown here", (Outcome.BOUNCED, Scope.RECIPIENT)),
        ("550 no such user", (Outcome.BOUNCED, Scope.RECIPIENT)),
        ("552 5.2.2 mailbox full", (Outcome.BOUNCED, Scope.RECIPIENT)),
        ("554 5.7.1 relay access denied", (Outcome.REJECTED, Scope.SENDER)),
        ("530 5.7.0 log in first", (Outcome.CONFIG, Scope.SENDER)),
        ("450 4.7.1 greylisted, come back", (Outcome.DEFERRED, Scope.RECIPIENT)),
        ("451 try later", (Outcome.DEFERRED, Scope.RECIPIENT)),
        ("432 too many of you", (Outcome.DEFERRED, Scope.SENDER)),
    ],
)
def test_what_is_said_of_the_recipient_decides_and_the_next_message_goes_on(
    reply: str, expected: tuple[Outcome, Scope], grouped: bool
) -> None:
    with Relay(grouped=grouped, at_rcpt=lambda _, said: reply if said.startswith("ann") else None) as relay:
        first, second = send(relay.url(), message(1), message(2, to="bob@example.org"))
    assert meaning(first) == expected
    assert first.code == int(reply[:3])
    assert second.outcome is Outcome.ACCEPTED
    assert relay.connections == 1


@either_way
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("451 4.3.0 a filter is down", (Outcome.DEFERRED, Scope.SENDER)),
        ("454 4.7.0 throttled", (Outcome.DEFERRED, Scope.SENDER)),
        ("471 odd", (Outcome.DEFERRED, Scope.MESSAGE)),
        ("552 5.3.4 too big", (Outcome.REJECTED, Scope.MESSAGE)),
        ("550 5.7.1 spam", (Outcome.REJECTED, Scope.SENDER)),
        ("550 5.1.1 unknown after all", (Outcome.BOUNCED, Scope.RECIPIENT)),
        ("421 4.3.2 going down", (Outcome.UNKNOWN, Scope.MESSAGE)),
    ],
)
def test_what_is_said_of_the_whole_message_decides(reply: str, expected: tuple[Outcome, Scope], grouped: bool) -> None:
    with Relay(grouped=grouped, at_dot=lambda _, __: reply) as relay:
        [result] = send(relay.url())
    assert meaning(result) == expected


@either_way
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("451 4.3.0 later", (Outcome.DEFERRED, Scope.SENDER)),
        ("552 5.3.4 too big", (Outcome.REJECTED, Scope.MESSAGE)),
        ("553 5.7.1 not your address", (Outcome.CONFIG, Scope.SENDER)),
    ],
)
def test_what_is_said_of_the_sender_decides(reply: str, expected: tuple[Outcome, Scope], grouped: bool) -> None:
    with Relay(grouped=grouped, at_mail=lambda _, __: reply) as relay:
        [result] = send(relay.url())
    assert meaning(result) == expected


@either_way
@pytest.mark.parametrize("silently", [False, True])
def test_a_server_that_has_had_enough_of_a_connection_gets_a_new_one(silently: bool, grouped: bool) -> None:
    """`421 too many messages in this connection` (Exim), or just the end of it: the message is tried again at once."""
    seen: list[int] = []

    def at_mail(relay: Relay, _: str) -> str | None:
        on_this_connection = seen.count(relay.connections)
        seen.append(relay.connections)
        if on_this_connection < 2:
            return None
        if silently:
            relay.hang_up()
        return "421 4.7.0 too many messages in this connection"

    with Relay(grouped=grouped, at_mail=at_mail) as relay:
        results = send(relay.url(), *(message(number) for number in range(1, 6)))
    assert [result.outcome for result in results] == [Outcome.ACCEPTED] * 5
    assert len(relay.delivered) == 5
    assert relay.connections == 3


@either_way
def test_a_new_connection_that_says_421_is_not_tried_for_ever(grouped: bool) -> None:
    with Relay(grouped=grouped, at_mail=lambda _, __: "421 4.7.0 go away") as relay:
        [result] = send(relay.url())
    assert meaning(result) == (Outcome.DEFERRED, Scope.SENDER)
    assert relay.connections == 1


@either_way
def test_no_answer_to_the_final_dot_is_unknown(grouped: bool) -> None:
    def at_dot(relay: Relay, _: str) -> str | None:
        relay.hang_up()
        return None

    with Relay(grouped=grouped, at_dot=at_dot) as relay:
        first, second = send(relay.url(), message(1), message(2))
    assert meaning(first) == (Outcome.UNKNOWN, Scope.MESSAGE)
    assert meaning(second) == (Outcome.UNKNOWN, Scope.MESSAGE)
    assert len(relay.delivered) == 2, "they were in fact delivered: sending them again would have been wrong"


@either_way
def test_a_connection_lost_before_the_dot_means_not_delivered(grouped: bool) -> None:
    def at_rcpt(relay: Relay, _: str) -> str | None:
        relay.hang_up()
        return None

    with Relay(grouped=grouped, at_rcpt=at_rcpt) as relay:
        [result] = send(relay.url())
    assert meaning(result) == (Outcome.DEFERRED, Scope.SENDER)
    assert relay.delivered == []
