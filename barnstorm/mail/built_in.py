"""The ways to send that barnstorm brings: what `barnstorm mail backends` lists, and where each is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_HERE = "barnstorm.mail.backends"
_SERVER = f"{_HERE}.smtp:smtp"
_PRESET = f"{_HERE}.presets:preset"
_FROM_ENV = "password_env=BARNSTORM_SECRET_MAIL"
_FROM_CMD = "token_cmd=your-token-program"


@dataclass(frozen=True)
class BuiltIn:
    """`factory` is `module:function`, imported on use."""

    factory: str
    does: str
    example: str


BUILT_IN: Mapping[str, BuiltIn] = MappingProxyType(
    {
        "maildir": BuiltIn(
            f"{_HERE}.maildir:maildir",
            "Puts messages into a Maildir folder; nothing leaves this machine.",
            "maildir:/path/to/outbox",
        ),
        "mbox": BuiltIn(
            f"{_HERE}.mbox:mbox",
            "Adds messages to one mbox file; nothing leaves this machine.",
            "mbox:/path/to/outbox.mbox",
        ),
        "console": BuiltIn(
            f"{_HERE}.console:console", "Shows messages on stderr; nothing leaves this machine.", "console:"
        ),
        "null": BuiltIn(f"{_HERE}.null:null", "Throws messages away, for measuring.", "null:"),
        "smtp+starttls": BuiltIn(
            _SERVER,
            "A mail server, encrypted by STARTTLS or not at all. The usual choice.",
            f"smtp+starttls://user@mail.example.org:587?{_FROM_ENV}",
        ),
        "smtps": BuiltIn(
            _SERVER,
            "A mail server, encrypted from the first byte.",
            f"smtps://user@mail.example.org:465?{_FROM_ENV}",
        ),
        "smtp": BuiltIn(
            _SERVER, "A relay on this machine or in the house; anywhere else as smtp+starttls.", "smtp://localhost:25"
        ),
        "lmtp": BuiltIn(
            f"{_HERE}.smtp:lmtp", "A mailbox server of this machine or house, at a socket or host.", "lmtp:/run/lmtp"
        ),
        "sendmail": BuiltIn(
            f"{_HERE}.sendmail:sendmail",
            "The mail system of this machine, which retries by itself.",
            "sendmail:/usr/sbin/sendmail",
        ),
        "gmail+smtp": BuiltIn(
            _PRESET, "Gmail with an app password or an OAuth token.", f"gmail+smtp://you@gmail.com?{_FROM_ENV}"
        ),
        "m365+smtp": BuiltIn(_PRESET, "Microsoft 365 with an OAuth token.", f"m365+smtp://you@example.org?{_FROM_CMD}"),
        "sendgrid+smtp": BuiltIn(_PRESET, "SendGrid with an API key.", f"sendgrid+smtp:?{_FROM_ENV}"),
        "brevo+smtp": BuiltIn(_PRESET, "Brevo with an SMTP key.", f"brevo+smtp://you@example.org?{_FROM_ENV}"),
        "mailjet+smtp": BuiltIn(
            _PRESET, "Mailjet with its two API keys.", f"mailjet+smtp://APIKEY@default?{_FROM_ENV}"
        ),
        "ses+raw": BuiltIn(f"{_HERE}.ses:ses", "Amazon SES over HTTPS.", f"ses+raw://ACCESSKEY@eu-west-2?{_FROM_ENV}"),
        "mailgun+mime": BuiltIn(
            f"{_HERE}.mailgun:mailgun", "Mailgun over HTTPS.", f"mailgun+mime://mg.example.org?region=eu&{_FROM_ENV}"
        ),
        "sparkpost+raw": BuiltIn(
            f"{_HERE}.sparkpost:sparkpost", "SparkPost over HTTPS.", f"sparkpost+raw:?region=eu&{_FROM_ENV}"
        ),
        "resend": BuiltIn(
            f"{_HERE}.resend:resend", "Resend over HTTPS; invitations become attachments.", f"resend:?{_FROM_ENV}"
        ),
        "postmark": BuiltIn(
            f"{_HERE}.postmark:postmark",
            "Postmark over HTTPS; invitations become attachments.",
            f"postmark:?stream=broadcast&{_FROM_ENV}",
        ),
    }
)
"""Scheme -> backend; in the order in which they are listed."""
