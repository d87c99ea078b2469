"""ses+raw: against moto, which stands in for Amazon and computes every signature once more with Amazon's own library
(`pip install moto[server]`, in a venv of its own if you like).
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

import pytest

from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import Mailbox, MailboxContract, invitation, message, ours
from barnstorm.testing.mailbox import SENDER

Run = Callable[..., Any]

moto = pytest.importorskip("moto.server", reason="moto[server] is not installed")
accounts = pytest.importorskip("moto.core", reason="moto is not installed")
ses_models = pytest.importorskip("moto.ses.models", reason="moto is not installed")
iam_models = pytest.importorskip("moto.iam.models", reason="moto[server] is not installed")

HERE, ELSEWHERE = "eu-west-2", "eu-west-1"


@dataclass
class Amazon:
    """An account that has verified SENDER in the region HERE, and nobody elsewhere. Who asks must be frances."""

    url: str
    key_id: str
    secret: str

    def dsn(self, region: str = HERE, key_id: str = "", secret: str = "") -> str:
        who = f"{key_id or self.key_id}:{quote(secret or self.secret, safe='')}"
        return f"ses+raw://{who}@{region}?endpoint={self.url}"

    @property
    def taken(self) -> list[Any]:
        """What was accepted, in any region, oldest first."""
        regions = ses_models.ses_backends[accounts.DEFAULT_ACCOUNT_ID]
        return [each for region in (HERE, ELSEWHERE) for each in regions[region].sent_messages]

    @property
    def raw(self) -> list[bytes]:
        return [each.raw_data.encode() for each in self.taken]


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def amazon(running: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Amazon]:
    account = accounts.DEFAULT_ACCOUNT_ID
    users = iam_models.iam_backends[account]["aws"]
    users.create_user("us-east-1", "frances")
    key = users.create_access_key("frances")
    anything = {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "*"}
    users.put_user_policy("frances", "send", json.dumps({"Version": "2012-10-17", "Statement": [anything]}))
    ses_models.ses_backends[account][HERE].verify_email_identity(SENDER)
    monkeypatch.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)
    yield Amazon(running, key.access_key_id, key.secret_access_key)
    users.reset()
    for region in (HERE, ELSEWHERE):
        ses_models.ses_backends[account][region].reset()


def send(dsn: str, *batch: Outgoing) -> list[Result]:
    with backend_for(dsn).session() as session:
        return list(session.send(batch or [message()], ours))


class TestAgainstMoto(MailboxContract):
    @pytest.fixture
    def mailbox(self, amazon: Amazon) -> Mailbox:
        return Mailbox(backend_for(amazon.dsn()), lambda: amazon.raw)


def test_a_whole_letter_arrives_byte_for_byte_and_has_a_number(amazon: Amazon) -> None:
    sent = invitation()
    [result] = send(amazon.dsn(), sent)
    [taken] = amazon.taken
    assert (result.outcome, result.provider_id) == (Outcome.ACCEPTED, taken.id)
    assert sent.raw == taken.raw_data.encode()
    assert taken.source == SENDER


def test_the_products_own_invitation_arrives_with_its_calendar(
    amazon: Amazon, sqlite: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock("2017-05-09T10:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", f"Carlisle Together <{SENDER}>")
    monkeypatch.setenv("BARNSTORM_MAIL", amazon.dsn())
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    run_line(["rsvp", "add", "night", "Zoë Bell", "--email", "zoe@example.org", "--answer", "invited"])
    [row] = run_line("invite send night --json").json()
    assert row["state"] == "accepted"
    [raw] = amazon.raw
    arrived = message_from_bytes(raw, policy=policy.default)
    assert isinstance(arrived, EmailMessage)
    [calendar] = [part for part in arrived.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert not calendar.is_attachment()
    assert "METHOD:REQUEST" in calendar.get_content().splitlines()


def test_a_region_that_does_not_know_the_sender_is_a_matter_of_settings(amazon: Amazon) -> None:
    results = send(amazon.dsn(region=ELSEWHERE), message(1), message(2))
    assert [(each.outcome, each.scope) for each in results] == [(Outcome.CONFIG, Scope.SENDER)] * 2
    assert "MessageRejected" in results[0].text
    assert amazon.taken == []


def test_a_sender_that_was_never_verified_is_a_matter_of_settings(amazon: Amazon) -> None:
    known = message()
    stranger = Outgoing(2, "stranger@example.com", known.recipient, known.raw, "<2@example.org>")
    [result] = send(amazon.dsn(), stranger)
    assert (result.outcome, result.scope) == (Outcome.CONFIG, Scope.SENDER)
    assert amazon.taken == []


@pytest.mark.parametrize("wrong", [{"secret": "hunter2/hunter2"}, {"key_id": "AKIANOBODY"}])
def test_a_signature_that_is_not_frances_own_is_a_matter_of_settings(amazon: Amazon, wrong: dict[str, str]) -> None:
    [result] = send(amazon.dsn(**wrong))
    assert (result.outcome, result.scope, result.code) == (Outcome.CONFIG, Scope.SENDER, 403)
    assert "hunter2" not in result.text
    assert amazon.taken == []


def test_a_user_who_may_not_send_is_a_matter_of_settings(amazon: Amazon) -> None:
    iam_models.iam_backends[accounts.DEFAULT_ACCOUNT_ID]["aws"].delete_user_policy("frances", "send")
    [result] = send(amazon.dsn())
    assert (result.outcome, result.scope, result.code) == (Outcome.CONFIG, Scope.SENDER, 403)


def test_an_unverified_sender_stops_the_run_and_the_letters_wait(
    amazon: Amazon, sqlite: str, run_line: Run, clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put right, the same letters go."""
    clock("2017-05-09T10:00+01:00")
    monkeypatch.setenv("BARNSTORM_FROM", f"Carlisle Together <{SENDER}>")
    monkeypatch.setenv("BARNSTORM_MAIL", amazon.dsn(region=ELSEWHERE))
    run_line("event create Night --ref night --start 2017-05-16T19:30")
    for name in ("ann", "bo"):
        run_line(["rsvp", "add", "night", name, "--email", f"{name}@example.org", "--answer", "invited"])
    run_line("invite send night", 5)
    states = [(row["state"], row["attempts"]) for row in run_line("mail list night --json").json()]
    assert all(state in {"queued", "retry"} and tries == 0 for state, tries in states), states
    monkeypatch.setenv("BARNSTORM_MAIL", amazon.dsn())
    run_line("mail retry --now")
    assert len(amazon.taken) == 2
