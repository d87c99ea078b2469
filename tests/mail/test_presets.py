"""gmail+smtp:, m365+smtp: and others: what is known of a provider need not be typed."""

import pytest

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.backends.presets import PRESETS
from barnstorm.mail.registry import backend_for


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("gmail+smtp://ann@gmail.com?password_env=X", "gmail+smtp://smtp.gmail.com:587"),
        ("gmail+smtp://ann%40gmail.com:secret@default", "gmail+smtp://smtp.gmail.com:587"),
        ("m365+smtp://ann@example.org?token_cmd=x", "m365+smtp://smtp.office365.com:587"),
        ("sendgrid+smtp:?password_env=X", "sendgrid+smtp://smtp.sendgrid.net:587"),
        ("brevo+smtp://ann@example.org?password_env=X", "brevo+smtp://smtp-relay.brevo.com:587"),
        ("mailjet+smtp://KEY:SECRET@default:2525", "mailjet+smtp://in-v3.mailjet.com:2525"),
    ],
)
def test_the_server_is_known(url: str, name: str) -> None:
    assert backend_for(url).name == name


def test_the_limits_are_known_and_may_be_changed() -> None:
    caps = backend_for("m365+smtp://ann@example.org?token_cmd=x").caps
    assert (caps.connections, caps.rate, caps.per_day) == (3, 0.5, 10_000)
    caps = backend_for("gmail+smtp://ann@gmail.com?password_env=X&per_day=2000&connections=1").caps
    assert (caps.connections, caps.rate, caps.per_day) == (1, None, 2000)


def test_microsoft_takes_no_passwords() -> None:
    with pytest.raises(BadMailUrl, match="needs a token") as refusal:
        backend_for("m365+smtp://ann@example.org?password_env=X")
    assert "token_cmd" in refusal.value.hint


@pytest.mark.parametrize("scheme", [scheme for scheme, known in PRESETS.items() if not known.user])
def test_who_sends_must_be_said(scheme: str) -> None:
    with pytest.raises(BadMailUrl, match="names no user"):
        backend_for(f"{scheme}:?password_env=X")


@pytest.mark.parametrize("scheme", PRESETS)
def test_a_path_is_a_mistake(scheme: str) -> None:
    with pytest.raises(BadMailUrl):
        backend_for(f"{scheme}://ann@default/outbox?token_env=X")
