"""smtp:, smtp+starttls:, smtps: and lmtp: — a mail server."""

from contextlib import AbstractContextManager

from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.backends.smtp_connection import Door
from barnstorm.mail.backends.smtp_session import SmtpSession
from barnstorm.mail.certificates import trusted
from barnstorm.mail.dsn import LIMITS, Dsn, Limits
from barnstorm.mail.interface import Caps

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465, "lmtp": 24}

OPTIONS = (*LIMITS, "max_per_connection", "cafile", "password_env", "password_cmd", "token_env", "token_cmd")
_MOST_PER_CONNECTION = 100_000


class Smtp:
    """`most` messages go over one connection; 0 is as many as the server takes."""

    def __init__(self, name: str, door: Door, limits: Limits, most: int = 0) -> None:
        self.name = name
        self.caps = Caps().within(limits)
        self._door = door
        self._most = most

    def session(self) -> AbstractContextManager[SmtpSession]:
        return SmtpSession(self._door, self._most)


def smtp(dsn: Dsn) -> Smtp:
    """BadMailUrl for what makes no sense; the password is asked for when a connection needs it."""
    dsn.only(*OPTIONS)
    if not dsn.host:
        raise BadMailUrl("it names no server", f"Write it like {dsn.scheme}://user@mail.example.org")
    if dsn.path not in {"", "/"}:
        raise BadMailUrl("there is something behind the server's name", "In a password write / as %2F")
    port = dsn.port or PORTS[dsn.scheme]
    return server(dsn, f"{dsn.scheme}://{dsn.host}:{port}", dsn.host, port, Limits())


def lmtp(dsn: Dsn) -> Smtp:
    """A mailbox server of this house, at a host or at a socket: `lmtp:/run/dovecot/lmtp`."""
    if dsn.host:
        return smtp(dsn)
    dsn.only(*OPTIONS)
    if not dsn.path.startswith("/"):
        raise BadMailUrl("it names neither a server nor a socket", "Write lmtp://localhost:24 or lmtp:/path/of/socket")
    return server(dsn, f"lmtp:{dsn.path}", dsn.path, 0, Limits())


def server(dsn: Dsn, name: str, host: str, port: int, usual: Limits) -> Smtp:
    """What `dsn` says of the server at `host`, which is a path for a socket."""
    has_secret = dsn.has("password") or dsn.has("token")
    if has_secret and not dsn.user:
        raise BadMailUrl("it has a password and no user")
    if dsn.user and not has_secret:
        raise BadMailUrl("it has a user and no password", "Add ?password_env=NAME, or write user:password@")
    limits = dsn.limits(usual)
    door = Door(dsn, host, port, trusted(dsn), limits.timeout)
    return Smtp(name, door, limits, dsn.number("max_per_connection", 0, 1, _MOST_PER_CONNECTION))
