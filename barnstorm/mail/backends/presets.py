"""gmail+smtp:, m365+smtp: and others — mail servers of which host, port, encryption and limits are known.

Sources, as of 2026: each provider's page on sending by SMTP. An option in the URL wins over the limits given here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.backends.smtp import OPTIONS, PORTS, Smtp, server
from barnstorm.mail.dsn import Dsn, Limits


@dataclass(frozen=True)
class Preset:
    """A provider's mail server. `user` is the same for all its customers, if not empty."""

    host: str
    usual: Limits
    user: str = ""
    tokens_only: bool = False
    """Passwords are no longer taken."""


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        # 500 a day with a free account; Workspace has 2000, for which per_day= is there.
        "gmail+smtp": Preset("smtp.gmail.com", Limits(connections=2, per_day=500)),
        # Three connections and 30 messages a minute for one mailbox, 10 000 recipients a day.
        "m365+smtp": Preset(
            "smtp.office365.com", Limits(connections=3, rate=30 / 60, per_day=10_000), tokens_only=True
        ),
        "sendgrid+smtp": Preset("smtp.sendgrid.net", Limits(connections=4), user="apikey"),
        "brevo+smtp": Preset("smtp-relay.brevo.com", Limits(connections=2)),
        "mailjet+smtp": Preset("in-v3.mailjet.com", Limits(connections=2)),
    }
)


def preset(dsn: Dsn) -> Smtp:
    """`gmail+smtp://ann@gmail.com?password_env=NAME`: what stands behind // is the user, not a server.

    `user:password@default` is understood as well, and `default:2525` for another port of the same server.
    """
    known = PRESETS[dsn.scheme]
    dsn.only(*OPTIONS)
    user = known.user or _user(dsn)
    if not user or dsn.path not in {"", "/"}:
        raise BadMailUrl(
            "it names no user", f"Write it like {dsn.scheme}://you@example.org?password_env=BARNSTORM_SECRET_MAIL"
        )
    if known.tokens_only and not dsn.has("token"):
        raise BadMailUrl(
            f"{dsn.scheme} needs a token, not a password",
            "Add ?token_cmd= with the program that prints an OAuth token for SMTP, or ?token_env=NAME",
        )
    port = dsn.port or PORTS["smtp+starttls"]
    there = replace(dsn, scheme="smtp+starttls", user=user)
    return server(there, f"{dsn.scheme}://{known.host}:{port}", known.host, port, known.usual)


def _user(dsn: Dsn) -> str:
    """An address is mostly the login; it may be written as it is, or with its @ as %40 before another."""
    whole_login = "@" in dsn.user or dsn.host in {"", "default"}
    return dsn.user if whole_login or not dsn.user else f"{dsn.user}@{dsn.host}"
