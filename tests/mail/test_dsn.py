"""The URL in BARNSTORM_MAIL, and that its secrets are never shown."""

import sys
import traceback
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.errors import BarnstormError
from barnstorm.errors.mail import BadMailUrl, NoPassword
from barnstorm.mail.dsn import Dsn, parse
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
    with pytest.raises(NoPassword, match="BARNSTORM_SECRET_MAIL is not set"):
        dsn.password()
    (tmp_path / ".env").write_text("BARNSTORM_SECRET_MAIL=from the file\n")
    assert dsn.password() == "from the file"
    monkeypatch.setenv("BARNSTORM_SECRET_MAIL", "from the environment")
    assert dsn.password() == "from the environment"


def test_what_is_no_variables_name_is_not_repeated() -> None:
    with pytest.raises(NoPassword) as refusal:
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
    with pytest.raises(NoPassword, match=why) as refusal:
        parse(f"smtps://user@host?password_cmd={quote(command, safe='')}").password()
    assert "hunter2" not in refusal.value.sentence
