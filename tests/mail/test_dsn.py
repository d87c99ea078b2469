"""The URL in BARNSTORM_MAIL, and that its secrets are never shown."""

import sys
import traceback
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.backends import NoSecret
from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.dsn import Dsn, Limits, parse
from barnstorm.mail.registry import backend_for

printable = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="\x7f"), min_size=1)


def test_a_url_is_taken_apart() -> None:
    dsn = parse("smtp+starttls://frances:pa%40ss@Mail.Example.org:587?connections=4&timeout=60")
    assert (dsn.scheme, dsn.host, dsn.port) == ("smtp+starttls", "mail.example.org", 587)
    assert (dsn.user, dsn.password()) == ("frances", "pa@ss")
    assert dict(dsn.options) == {"connections": "4", "timeout": "60"}


def test_an_address_as_the_user_needs_no_encoding() -> None:
    dsn = parse("smtps://frances@example.org:secret@mail.example.org")
    assert (dsn.user, dsn.password(), dsn.host) == ("frances@example.org", "secret", "mail.example.org")


def test_an_ipv6_address_is_a_host() -> None:
    dsn = parse("smtp://[::1]:2525")
    assert (dsn.host, dsn.port, dsn.place) == ("::1", 2525, "[::1]:2525")


def test_a_path_is_taken_as_it_is_written() -> None:
    assert parse(r"maildir:C:\Users\Ann 100%\outbox").path == r"C:\Users\Ann 100%\outbox"
    assert parse("maildir:///home/ann%20b/outbox").path == "/home/ann b/outbox"


@given(user=printable, password=printable)
def test_any_user_and_password_can_be_written_and_neither_is_ever_shown(user: str, password: str) -> None:
    url = f"smtps://{quote(user, safe='')}:{quote('#' + password, safe='')}@mail.example.org"
    dsn = parse(url)
    assert (dsn.user, dsn.password()) == (user, f"#{password}")
    assert str(dsn) == "smtps://***@mail.example.org"
    assert repr(dsn) == "Dsn(smtps://***@mail.example.org)"


@given(st.text())
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        dsn = parse(text)
    except BadMailUrl:
        return
    assert isinstance(dsn, Dsn)


@pytest.mark.parametrize(
    ("text", "a_second"), [("10/s", 10), ("0.5/s", 0.5), ("30/min", 0.5), ("1800/h", 0.5), ("1/h", 1 / 3600)]
)
def test_a_rate_is_so_many_in_a_unit_of_time(text: str, a_second: float) -> None:
    assert parse(f"smtps://host?rate={text}").limits().rate == pytest.approx(a_second)


@pytest.mark.parametrize("text", ["10", "0/s", "-1/s", "10/d", "1e3/s", "ten/s", "", "/s", "٣/s", "nan/s", "10/s/s"])
def test_a_rate_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadMailUrl, match="rate is not written like 10/s"):
        parse(f"smtps://host?rate={text}").limits()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="&")))
def test_any_rate_is_read_as_more_than_nothing_or_refused(text: str) -> None:
    try:
        rate = parse(f"smtps://host?rate={quote(text)}").limits().rate
    except BadMailUrl:
        return
    assert rate is not None
    assert rate > 0


def test_what_is_not_said_is_as_usual_with_that_server() -> None:
    usual = Limits(connections=3, rate=0.5, per_day=10_000, timeout=30)
    assert parse("smtps://host").limits() == Limits(connections=1, rate=None, per_day=None, timeout=60)
    assert parse("smtps://host").limits(usual) == usual
    assert parse("smtps://host?per_day=20&connections=2").limits(usual) == Limits(2, 0.5, 20, 30)


@pytest.mark.parametrize("option", ["per_day=0", "per_day=many", "connections=51", "timeout=601"])
def test_a_limit_that_makes_no_sense_is_refused(option: str) -> None:
    with pytest.raises(BadMailUrl, match="is not a number from 1 to"):
        parse(f"smtps://host?{option}").limits()


def test_a_key_put_where_a_host_belongs_is_masked() -> None:
    assert str(parse("post://0f3fa2b1aaaabbbbccccdddd?a=b")) == "post://***?a=b"
    assert str(parse("post://a-rather-long-name-for-a.host")) == "post://a-rather-long-name-for-a.host"


def test_a_token_may_come_from_the_environment_or_from_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARNSTORM_SECRET_TOKEN", "ya29.x")
    assert parse("smtps://user@host?token_env=BARNSTORM_SECRET_TOKEN").token() == "ya29.x"
    command = quote(f"{sys.executable} -c \"print('ya29.y')\"", safe="")
    assert parse(f"smtps://user@host?token_cmd={command}").token() == "ya29.y"
    with pytest.raises(NoSecret, match="token for mail could not be had") as refusal:
        parse("smtps://user@host?token_cmd=/no/such/program").token()
    assert "token_cmd" in refusal.value.hint


def test_options_that_may_hold_secrets_are_masked() -> None:
    dsn = parse("post://KEY@host?token=abc&region=eu&password_cmd=echo%20abc")
    assert str(dsn) == "post://***@host?token=***&region=eu&password_cmd=***"


@pytest.mark.parametrize(
    "url",
    [
        "hunter2",
        "hunter2@mail.example.org",
        "://user:hunter2@host",
        "smtps://user:hunter2/x@host",
        "smtps://user:x/hunter2@host",
        "smtps://user:hunter2@host:port",
        "smtps://user:hunter2@host:99999",
        "smtps://user:x?hunter2@host",
        "smtps://user:x#hunter2@host",
        "smtps://hunter2:",
        "smtps:user:hunter2@host",
        "smtps://:hunter2@host",
        "smtps://user:hunter2@",
        "smtps://user:hunter2@host/path",
        "smtps://user:hunter2@host?password=hunter2",
        "smtps://user:hunter2@host?timeout=soon",
        "smtps://user:hunter2@host?timeout=0",
        "smtps://user:hunter2@host?cafile=/no/such/file",
        "smpts://user:hunter2@host",
        "smtps://user:hunter2@host?timeout=1&timeout=2",
        "smtps://user:hunter2@host\nX",
        "smtps://user@host?password_env=A&password_cmd=hunter2",
        "smtps://user@host?password_env=A&token_cmd=hunter2",
        "smtps://host?token_cmd=hunter2",
        "smtps://user:hunter2@host?rate=hunter2",
        "smtps://hunter2@host",
    ],
)
def test_a_mistake_is_refused_without_showing_the_secret(url: str) -> None:
    with pytest.raises(BarnstormError) as refusal:
        backend_for(url)
    shown = "".join(traceback.format_exception(refusal.value)) + refusal.value.hint
    assert "hunter2" not in shown
    assert refusal.value.exit_code == 5
    assert refusal.value.hint


def test_a_password_may_stay_in_the_environment_or_in_dotenv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dsn = parse("smtps://user@host?password_env=BARNSTORM_SECRET_MAIL")
    with pytest.raises(NoSecret, match="BARNSTORM_SECRET_MAIL is not set"):
        dsn.password()
    (tmp_path / ".env").write_text("BARNSTORM_SECRET_MAIL=from the file\n")
    assert dsn.password() == "from the file"
    monkeypatch.setenv("BARNSTORM_SECRET_MAIL", "from the environment")
    assert dsn.password() == "from the environment"


def test_what_is_no_variables_name_is_not_repeated() -> None:
    with pytest.raises(NoSecret) as refusal:
        parse("smtps://user@host?password_env=hunter2").password()
    assert "hunter2" not in refusal.value.sentence


def test_a_password_may_come_from_a_command() -> None:
    command = quote(f"{sys.executable} -c \"print('pa ss'); print('user')\"", safe="")
    assert parse(f"smtps://user@host?password_cmd={command}").password() == "pa ss"


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("/no/such/hunter2", "cannot be run"),
        ("'hunter2", "cannot be run"),
        (f'{sys.executable} -c "raise SystemExit(3)"', "status 3"),
        (f'{sys.executable} -c ""', "printed nothing"),
    ],
)
def test_a_command_that_fails_says_so_without_being_shown(command: str, why: str) -> None:
    with pytest.raises(NoSecret, match=why) as refusal:
        parse(f"smtps://user@host?password_cmd={quote(command, safe='')}").password()
    assert "hunter2" not in refusal.value.sentence
