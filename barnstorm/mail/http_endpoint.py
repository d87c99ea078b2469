"""The options of every way to send over HTTP: where the provider is, and with which key."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from ssl import SSLContext
from urllib.parse import urlsplit

from barnstorm.errors.backends import NoSecret
from barnstorm.errors.mail import BadMailUrl
from barnstorm.mail.certificates import trusted
from barnstorm.mail.dsn import LIMITS, Dsn, Limits

OPTIONS = (*LIMITS, "endpoint", "cafile", "password_env", "password_cmd")
_VISIBLE = re.compile(r"[!-~]+")
_HOST = re.compile(r"[A-Za-z0-9.:-]+")
_HINT = "Write it like endpoint=https://gateway.example.org"


@dataclass(frozen=True, repr=False)
class Endpoint:
    """Where a provider is asked. `here` is on this machine, where no proxy has any business."""

    dsn: Dsn
    url: str
    """Without a / at its end."""
    host: str
    here: bool
    verified: SSLContext
    limits: Limits

    def key(self) -> str:
        """What the provider knows us by, asked for when it is needed. NoSecret if it cannot be had, or be one."""
        key = self.dsn.password() if self.dsn.has("password") else self.dsn.user
        if not _VISIBLE.fullmatch(key):
            raise NoSecret("password", "it holds a space or a letter that no key has")
        return key


def endpoint(dsn: Dsn, usual_url: str, usual: Limits) -> Endpoint:
    """BadMailUrl if there is no key, or if ?endpoint= is no address to ask over an encrypted connection."""
    if not dsn.user and not dsn.has("password"):
        raise BadMailUrl("it has no key", "Add ?password_env=NAME, or write KEY@ in front of the host or of “default”")
    url = dsn.options.get("endpoint", usual_url).rstrip("/")
    host, here = _checked(url)
    return Endpoint(dsn, url, host, here, trusted(dsn), dsn.limits(usual))


def default_host(dsn: Dsn) -> None:
    """For a provider that has one address only: what stands there instead may be the key, and is refused."""
    if dsn.host not in {"", "default"} or dsn.path not in {"", "/"}:
        raise BadMailUrl(
            "it names a host, and there is only one",
            f"Write it like {dsn.scheme}://KEY@default or {dsn.scheme}:?password_env=NAME",
        )


def choice(dsn: Dsn, option: str, choices: tuple[str, ...]) -> str:
    """The option's value, the first of `choices` if it is not given."""
    value = dsn.options.get(option, choices[0])
    if value not in choices:
        raise BadMailUrl(f"{option} is not one of {', '.join(choices)}")
    return value


def _checked(url: str) -> tuple[str, bool]:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise BadMailUrl("endpoint is not an address", _HINT) from None
    sound = _HOST.fullmatch(host) and _VISIBLE.fullmatch(url)
    if not sound or parts.username is not None or parts.query or parts.fragment:
        raise BadMailUrl("endpoint is not an address", _HINT)
    here = _is_loopback(host)
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise BadMailUrl("endpoint is neither https:// nor on this machine", _HINT)
    return host, here


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
