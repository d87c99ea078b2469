"""ses+raw:, mailgun+mime:, sparkpost+raw:, resend: and postmark: against providers on loopback."""

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from barnstorm.errors.backends import NoSecret
from barnstorm.errors.mail import BadMailUrl, UnknownMailOption
from barnstorm.mail.interface import Outcome, Outgoing, Result, Scope
from barnstorm.mail.registry import backend_for
from barnstorm.testing import Mailbox, MailboxContract, invitation, message, ours
from tests.mail.providers import (
    DROPPED,
    KEY,
    WEB_PAGE,
    Mailgun,
    Postmark,
    Provider,
    Reply,
    Resend,
    Ses,
    SparkPost,
    serving,
)
from tests.web_files import serving as serving_web

URLS: dict[type[Provider], str] = {
    Postmark: "postmark://{key}@default?endpoint={url}",
    Resend: "resend://{key}@default?endpoint={url}",
    SparkPost: "sparkpost+raw://{key}@default?endpoint={url}",
    Mailgun: "mailgun+mime://{key}@mg.example.org?endpoint={url}",
    Ses: "ses+raw://AKIDEXAMPLE:{key}@eu-west-2?endpoint={url}",
}
REMEMBER = (Resend, SparkPost)
every = pytest.mark.parametrize("provider", URLS, indirect=True, ids=lambda kind: kind.__name__)
forgetful = pytest.mark.parametrize(
    "provider", [kind for kind in URLS if kind not in REMEMBER], indirect=True, ids=lambda kind: kind.__name__
)
remembering = pytest.mark.parametrize("provider", REMEMBER, indirect=True, ids=lambda kind: kind.__name__)


@pytest.fixture
def provider(request: pytest.FixtureRequest) -> Iterator[Provider]:
    with serving(request.param()) as running:
        yield running


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, of no length."""
    made: list[float] = []
    monkeypatch.setattr("barnstorm.mail.http_session.sleep", made.append)
    return made


def url(provider: Provider, key: str = KEY, more: str = "") -> str:
    return URLS[type(provider)].format(key=key, url=provider.url) + more


def send(url: str, *batch: Outgoing) -> list[Result]:
    with backend_for(url).session() as session:
        return list(session.send(batch or [message()], ours))


def meaning(result: Result) -> tuple[Outcome, Scope]:
    return result.outcome, result.scope


class OverHttp(MailboxContract):
    kind: type[Provider]

    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        with serving(self.kind()) as running:
            yield Mailbox(backend_for(url(running)), lambda: list(running.arrived))


class TestPostmark(OverHttp):
    kind = Postmark


class TestResend(OverHttp):
    kind = Resend


class TestSparkPost(OverHttp):
    kind = SparkPost


class TestMailgun(OverHttp):
    kind = Mailgun


class TestSes(OverHttp):
    kind = Ses


@pytest.mark.parametrize("kind", [SparkPost, Mailgun, Ses])
def test_whole_letters_arrive_byte_for_byte(kind: type[Provider]) -> None:
    with serving(kind()) as provider:
        sent = invitation()
        [result] = send(url(provider), sent)
    assert provider.arrived == [sent.raw]
    assert result.provider_id


@every
def test_a_wrong_key_is_a_matter_of_settings_and_is_not_shown(provider: Provider) -> None:
    [result] = send(url(provider, key="wrong-hunter3"))
    assert result.outcome is Outcome.CONFIG
    assert "hunter" not in result.text
    assert provider.arrived == []


@every
def test_a_key_may_stay_in_the_environment(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_SECRET_MAIL", KEY)
    who = "AKIDEXAMPLE:" if isinstance(provider, Ses) else ""
    without = url(provider).replace(f"{who}{KEY}@", f"{who.strip(':')}@" if who else "")
    [result] = send(f"{without}&password_env=BARNSTORM_SECRET_MAIL")
    assert result.outcome is Outcome.ACCEPTED


@every
def test_a_key_that_cannot_be_had_is_told_before_anything_is_committed(provider: Provider) -> None:
    without = url(provider, key="").replace("://@", "://").replace(":@", "@")
    backend = backend_for(f"{without}&password_env=BARNSTORM_SECRET_MAIL")
    with pytest.raises(NoSecret), backend.session() as session:
        list(session.send([message()], lambda _: pytest.fail("it was committed")))


@every
@pytest.mark.parametrize("key", ["with space", "clé", "two\nlines"])
def test_a_key_that_cannot_be_one_is_refused_before_anything_is_committed(
    provider: Provider, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_SECRET_MAIL", key)
    without = url(provider, key="").replace("://@", "://").replace(":@", "@")
    backend = backend_for(f"{without}&password_env=BARNSTORM_SECRET_MAIL")
    with pytest.raises(NoSecret, match="no key has"), backend.session() as session:
        list(session.send([message()], lambda _: pytest.fail("it was committed")))


def test_a_command_is_asked_for_the_key_once_a_session(tmp_path: Path) -> None:
    script = tmp_path / "key"
    script.write_text(f"#!/bin/sh\necho asked >> {tmp_path / 'log'}\necho {KEY}\n")
    script.chmod(0o755)
    with serving(Postmark()) as provider:
        backend = backend_for(f"postmark:?endpoint={provider.url}&password_cmd={script}")
        with backend.session() as session:
            list(session.send([message(1)], ours))
            list(session.send([message(2)], ours))
    assert (tmp_path / "log").read_text() == "asked\n"
    assert len(provider.arrived) == 2


@every
def test_a_short_pause_that_is_asked_for_is_made(provider: Provider, pauses: list[float]) -> None:
    provider.troubles = [Reply(429, headers={"Retry-After": "2"}), Reply(429, headers={"retry-after": "1"})]
    [result] = send(url(provider))
    assert result.outcome is Outcome.ACCEPTED
    assert pauses == [2, 1]
    assert len(provider.arrived) == 1


@every
def test_a_long_pause_is_left_to_the_outbox(provider: Provider, pauses: list[float]) -> None:
    provider.troubles = [Reply(429, headers={"Retry-After": "90"})]
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.DEFERRED, Scope.SENDER)
    assert result.retry_after == 90
    assert pauses == []


@every
def test_a_provider_that_never_has_time_is_not_asked_for_ever(provider: Provider) -> None:
    provider.troubles = [Reply(429, headers={"Retry-After": "0"})] * 9
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.DEFERRED, Scope.SENDER)
    assert len(provider.asked) == 4


@forgetful
@pytest.mark.parametrize("trouble", [Reply(500), Reply(502, WEB_PAGE), Reply(200, WEB_PAGE), DROPPED, Reply(409)])
def test_without_a_clear_answer_it_is_unknown_and_not_asked_again(provider: Provider, trouble: Reply) -> None:
    provider.troubles, provider.taken_all_the_same = [trouble], True
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.UNKNOWN, Scope.MESSAGE)
    assert "html" not in result.text
    assert len(provider.arrived) == 1, "it was in fact taken: sending it again would have been wrong"


@remembering
@pytest.mark.parametrize("trouble", [Reply(500), Reply(502, WEB_PAGE), DROPPED, Reply(409)])
def test_where_it_is_recognised_the_same_request_is_made_again(provider: Provider, trouble: Reply) -> None:
    provider.troubles, provider.taken_all_the_same = [trouble], True
    [result] = send(url(provider))
    assert result.outcome is Outcome.ACCEPTED
    assert len(provider.arrived) == 1
    first, second = provider.asked
    assert first.body == second.body
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


@remembering
@pytest.mark.parametrize("last", [DROPPED, Reply(500), Reply(429), Reply(401)])
def test_after_some_requests_without_an_answer_it_is_unknown(provider: Provider, last: Reply) -> None:
    """Also if the last one was refused unseen: that says nothing of the first."""
    provider.troubles = [DROPPED, DROPPED, last]
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.UNKNOWN, Scope.MESSAGE)
    assert len(provider.asked) == 3


@remembering
def test_an_answer_that_makes_no_sense_is_unknown(provider: Provider) -> None:
    provider.troubles = [Reply(200, WEB_PAGE)]
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.UNKNOWN, Scope.MESSAGE)


@every
def test_nobody_listening_means_not_sent(provider: Provider) -> None:
    with serving(type(provider)()) as gone:
        there = url(gone)
    [result] = send(there)
    assert meaning(result) == (Outcome.DEFERRED, Scope.CONNECTION)


@every
def test_a_message_that_is_refused_says_why(provider: Provider) -> None:
    provider.troubles = [
        Reply.json(400, {"message": "too odd", "Message": "too odd", "errors": [{"message": "too odd"}]})
    ]
    [result] = send(url(provider))
    assert meaning(result) == (Outcome.REJECTED, Scope.MESSAGE)
    assert (result.code, "too odd" in result.text) == (400, True)


@every
def test_a_redirect_is_not_followed_with_the_key_in_hand(provider: Provider) -> None:
    provider.troubles = [Reply(307, headers={"Location": f"{provider.url}/elsewhere"})]
    [result] = send(url(provider))
    assert result.outcome is Outcome.CONFIG
    assert len(provider.asked) == 1


def test_a_certificate_nobody_vouches_for_is_refused_and_one_of_the_house_is_taken(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with serving_web(context) as web:
        stranger = f"resend://{KEY}@default?endpoint={web.url}"
        [refused] = send(stranger)
        [known] = send(f"{stranger}&cafile={tmp_path / 'ca.pem'}")
    assert meaning(refused) == (Outcome.CONFIG, Scope.CONNECTION)
    assert "certificate is not trusted" in refused.text
    assert known.code == 501, "it was asked, and takes no letters"


class TestBatches:
    @pytest.mark.parametrize("kind", [Postmark, Resend])
    def test_letters_without_files_share_a_request(self, kind: type[Provider]) -> None:
        with serving(kind()) as provider:
            results = send(url(provider), *(message(number) for number in range(1, 6)))
        assert len(provider.asked) == 1
        assert [result.id for result in results] == [1, 2, 3, 4, 5]
        assert len({result.provider_id for result in results}) == 5

    @pytest.mark.parametrize("kind", [Postmark, Resend])
    def test_one_bad_address_does_not_hold_up_the_others(self, kind: type[Provider]) -> None:
        with serving(kind()) as provider:
            results = send(url(provider), message(1), message(2, to="inactive@example.org"), message(3))
        assert [result.outcome for result in results] == [Outcome.ACCEPTED, Outcome.BOUNCED, Outcome.ACCEPTED]
        assert results[1].scope is Scope.RECIPIENT
        assert [results[0].provider_id[1:], results[2].provider_id[1:]] == ["1", "2"]

    @pytest.mark.parametrize("kind", [Postmark, Resend])
    def test_a_batch_may_be_made_smaller(self, kind: type[Provider]) -> None:
        with serving(kind()) as provider:
            send(url(provider, more="&batch=2"), *(message(number) for number in range(1, 6)))
        assert len(provider.asked) == 3

    def test_resend_takes_letters_with_files_one_by_one_and_in_order(self) -> None:
        with serving(Resend()) as provider:
            results = send(url(provider), message(1), message(2), invitation(3), message(4))
        assert [asked.path for asked in provider.asked] == ["/emails/batch", "/emails", "/emails"]
        assert [result.id for result in results] == [1, 2, 3, 4]

    @pytest.mark.parametrize(
        "body", [b'[{"ErrorCode": 0}]', b'{"data": [{"id": "1"}]}', b"[]", b'{"data": 7}', b'{"data": [1, 2]}']
    )
    @pytest.mark.parametrize("kind", [Postmark, Resend])
    def test_an_answer_that_leaves_one_out_makes_all_unknown(self, kind: type[Provider], body: bytes) -> None:
        with serving(kind()) as provider:
            provider.troubles = [Reply(200, body)]
            results = send(url(provider), message(1), message(2))
        assert [meaning(result) for result in results] == [(Outcome.UNKNOWN, Scope.MESSAGE)] * 2

    def test_only_what_is_remembered_alone_is_safe_to_send_again(self) -> None:
        assert backend_for("resend://k@default").caps.idempotency is None
        assert backend_for("resend://k@default?batch=1").caps.idempotency is not None
        assert backend_for("sparkpost+raw://k@default").caps.idempotency is not None


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        (406, "inactive", (Outcome.BOUNCED, Scope.RECIPIENT)),
        (300, "Invalid 'To' address: 'x'.", (Outcome.BOUNCED, Scope.RECIPIENT)),
        (300, "Invalid 'From' address: not a verified sender.", (Outcome.CONFIG, Scope.SENDER)),
        (300, "Zero recipients specified", (Outcome.REJECTED, Scope.MESSAGE)),
        (412, "pending approval", (Outcome.CONFIG, Scope.SENDER)),
        (429, "slow down", (Outcome.DEFERRED, Scope.SENDER)),
        (100, "maintenance", (Outcome.DEFERRED, Scope.SENDER)),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_postmark_says_it_by_number(code: int, said: str, expected: tuple[Outcome, Scope], whole: bool) -> None:
    one = {"ErrorCode": code, "Message": said}
    with serving(Postmark()) as provider:
        provider.troubles = [Reply.json(422, one) if whole else Reply.json(200, [one])]
        [result] = send(url(provider))
    assert meaning(result) == expected
    assert f"({code}) {said}" in result.text


def test_postmark_down_for_maintenance_has_taken_nothing() -> None:
    with serving(Postmark()) as provider:
        provider.troubles = [Reply.json(503, {"ErrorCode": 100, "Message": "Maintenance"})]
        [result] = send(url(provider))
    assert meaning(result) == (Outcome.DEFERRED, Scope.SENDER)


def test_postmark_keeps_our_message_id_and_follows_nobody() -> None:
    with serving(Postmark()) as provider:
        send(url(provider, more="&stream=broadcast"), invitation())
    [sent] = provider.asked[0].json()
    headers = {each["Name"]: each["Value"] for each in sent["Headers"]}
    assert (headers["Message-ID"], headers["X-PM-KeepID"]) == ("<1@example.org>", "true")
    assert (sent["TrackOpens"], sent["TrackLinks"], sent["MessageStream"]) == (False, "None", "broadcast")
    assert [(file["Name"], file["ContentType"]) for file in sent["Attachments"]] == [
        ("invite.ics", "text/calendar; method=REQUEST")
    ]


@pytest.mark.parametrize(
    ("status", "name", "expected", "wait"),
    [
        (429, "daily_quota_exceeded", (Outcome.DEFERRED, Scope.SENDER), 3600),
        (403, "validation_error", (Outcome.CONFIG, Scope.SENDER), None),
        (422, "invalid_from_address", (Outcome.CONFIG, Scope.SENDER), None),
        (422, "invalid_attachment", (Outcome.REJECTED, Scope.MESSAGE), None),
    ],
)
def test_resend_says_it_by_name(status: int, name: str, expected: tuple[Outcome, Scope], wait: float | None) -> None:
    with serving(Resend()) as provider:
        provider.troubles = [Reply.json(status, {"name": name, "message": "no"})]
        [result] = send(url(provider))
    assert (meaning(result), result.retry_after) == (expected, wait)


@pytest.mark.parametrize(
    ("status", "code", "expected", "wait"),
    [
        (400, "7001", (Outcome.CONFIG, Scope.SENDER), None),
        (400, "1902", (Outcome.BOUNCED, Scope.RECIPIENT), None),
        (420, "2102", (Outcome.DEFERRED, Scope.SENDER), 3600),
        (422, "1300", (Outcome.REJECTED, Scope.MESSAGE), None),
    ],
)
def test_sparkpost_says_it_by_code(status: int, code: str, expected: tuple[Outcome, Scope], wait: float | None) -> None:
    with serving(SparkPost()) as provider:
        provider.troubles = [Reply.json(status, {"errors": [{"message": "no", "code": code}]})]
        [result] = send(url(provider))
    assert (meaning(result), result.retry_after) == (expected, wait)


def test_sparkpost_refusing_the_recipient_is_a_dead_address() -> None:
    with serving(SparkPost()) as provider:
        counts = {"total_accepted_recipients": 0, "total_rejected_recipients": 1}
        provider.troubles = [Reply.json(200, {"results": counts})]
        [result] = send(url(provider))
    assert meaning(result) == (Outcome.BOUNCED, Scope.RECIPIENT)


def test_what_sparkpost_would_change_is_refused_before_it_is_committed() -> None:
    with serving(SparkPost()) as provider:
        odd = Outgoing(1, "a@example.org", "b@example.org", b"Subject: {{name}}\r\n\r\nHello {{you}}\r\n", "<1@x>")
        with backend_for(url(provider)).session() as session:
            [result] = session.send([odd], lambda _: pytest.fail("it was committed"))
    assert result.outcome is Outcome.REJECTED
    assert "variable" in result.text


@pytest.mark.parametrize(
    ("status", "kind", "said", "expected", "wait"),
    [
        (429, "TooManyRequestsException", "Maximum sending rate exceeded.", (Outcome.DEFERRED, Scope.SENDER), None),
        (400, "LimitExceededException", "Daily message quota exceeded.", (Outcome.DEFERRED, Scope.SENDER), 600),
        (400, "SendingPausedException", "", (Outcome.CONFIG, Scope.SENDER), None),
        (400, "MessageRejected", "Email address is not verified.", (Outcome.CONFIG, Scope.SENDER), None),
        (400, "MessageRejected", "It holds a virus.", (Outcome.REJECTED, Scope.MESSAGE), None),
        (400, "AccountSuspendedException:http://x", "", (Outcome.CONFIG, Scope.SENDER), None),
        (403, "SignatureDoesNotMatchException", "", (Outcome.CONFIG, Scope.SENDER), None),
    ],
)
def test_amazon_says_it_by_type(
    status: int, kind: str, said: str, expected: tuple[Outcome, Scope], wait: float | None
) -> None:
    with serving(Ses()) as provider:
        provider.troubles = [Reply.json(status, {"message": said}, x_amzn_ErrorType=kind)]
        [result] = send(url(provider))
    assert (meaning(result), result.retry_after) == (expected, wait)


def test_amazon_is_told_of_a_configuration_set() -> None:
    with serving(Ses()) as provider:
        send(url(provider, more="&configuration_set=nights"))
    assert provider.asked[0].json()["ConfigurationSetName"] == "nights"


def test_mailgun_calls_a_wrong_address_by_name() -> None:
    with serving(Mailgun()) as provider:
        provider.troubles = [Reply.json(400, {"message": "'to' parameter is not a valid address. please check"})]
        [result] = send(url(provider))
    assert meaning(result) == (Outcome.BOUNCED, Scope.RECIPIENT)


FROM_A = b"From: a@example.org\r\n"
TO_B = b"To: b@example.org\r\n"


@pytest.mark.parametrize(
    "head",
    [
        FROM_A + b"To: b@example.org, c@example.org",
        FROM_A + b"To: c@example.org",
        FROM_A + TO_B + b"Bcc: d@example.org",
        FROM_A + TO_B + b"Content-Type: text/plain; charset=klingon",
        FROM_A + TO_B + b"Content-Type: image/png",
        FROM_A + TO_B + b"Content-Type: multipart/signed; boundary=x",
        FROM_A,
        TO_B,
    ],
)
def test_what_cannot_be_put_together_again_is_refused_and_not_dropped(head: bytes) -> None:
    raw = head + b"\r\n\r\n--x\r\n\r\nHello\r\n--x--\r\n"
    odd = Outgoing(1, "a@example.org", "b@example.org", raw, "<1@x>")
    with serving(Postmark()) as provider:
        first, second = send(url(provider), odd, message(2))
    assert (first.outcome, second.outcome) == (Outcome.REJECTED, Outcome.ACCEPTED)
    assert "cannot be sent this way" in first.text
    assert len(provider.arrived) == 1


def test_a_letter_leaves_through_a_provider(
    sqlite: str, run_line: Callable[..., Any], refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARNSTORM_FROM", "Carlisle Together <hello@example.org>")
    with serving(Postmark()) as provider:
        monkeypatch.setenv("BARNSTORM_MAIL", url(provider))
        run_line("db upgrade")
        [row] = run_line("mail test zoe@example.org --json").json()
        provider.troubles = [Reply.json(401, {"ErrorCode": 10, "Message": f"{KEY} is not a token"})]
        said = refused("mail test ann@example.org", 5)
    assert row["state"] == "accepted"
    assert "(10) *** is not a token" in said
    assert KEY not in said


@pytest.mark.parametrize(
    "url",
    [
        "resend://hunter2",
        "postmark://hunter2hunter2hunter2?stream=broadcast",
        "resend:",
        "resend://hunter2@default/path",
        "resend://hunter2@default?endpoint=http://example.org",
        "resend://hunter2@default?endpoint=hunter2",
        "resend://hunter2@default?endpoint=https://user:hunter2@example.org",
        "resend://hunter2@default?endpoint=https://example.org:port",
        "resend://hunter2@default?endpoint=https://exa%20mple.org",
        "resend://hunter2@default?endpoint=https://",
        "resend://hunter2@default?batch=101",
        "mailgun+mime://hunter2@",
        "mailgun+mime://hunter2@mg.example.org?region=mars",
        "sparkpost+raw://hunter2@default?region=mars",
        "ses+raw://AKID:hunter2@default",
        "ses+raw://hunter2@eu-west-2",
    ],
)
def test_a_url_that_makes_no_sense_is_refused_without_showing_the_key(url: str) -> None:
    with pytest.raises(BadMailUrl) as refusal:
        backend_for(url)
    assert "hunter2" not in refusal.value.sentence + refusal.value.hint
    assert refusal.value.hint


def test_an_option_of_another_provider_is_refused() -> None:
    with pytest.raises(UnknownMailOption, match="no option “stream”"):
        backend_for("resend://k@default?stream=outbound")
