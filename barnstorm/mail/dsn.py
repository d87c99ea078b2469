"""The URL in BARNSTORM_MAIL, taken apart. What it holds of secrets is never shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote

from barnstorm.errors.mail import BadMailUrl, UnknownMailOption
from barnstorm.mail import dsn_secret

MASK = "***"
LIMITS = ("connections", "rate", "per_day", "timeout")
"""The options of every way to send over a network; `Dsn.limits` reads them."""

SECRETS = ("password", "token")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_RATE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)/(s|min|h)")
_SECONDS = {"s": 1, "min": 60, "h": 3600}
_ENCODE = "In a password write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23 and % as %25"
_LARGEST_PORT = 65535
_MOST_CONNECTIONS = 50
_MOST_PER_DAY = 10_000_000
_LONGEST_TIMEOUT = 600
_BARE_TOKEN = 20
"""A host of so many letters and no dot is no host but a key that was put in its place."""


@dataclass(frozen=True)
class Limits:
    """How much may be asked of a server. `rate` is messages a second, `timeout` seconds; None is no limit."""

    connections: int = 1
    rate: float | None = None
    per_day: int | None = None
    timeout: int = 60


@dataclass(frozen=True, repr=False)
class Dsn:
    """`scheme://user:password@host:port?option=value`, or `scheme:path`.

    Behind `//` everything is percent-decoded; a path without `//` is taken as it is written.
    """

    scheme: str
    host: str = ""
    port: int | None = None
    user: str = ""
    given_password: str = ""
    path: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """With `***` for the user and the password, and for what options may hold of them."""
        if not self.host:
            return f"{self.scheme}:{MASK if '@' in self.path else self.path}"
        who = f"{MASK}@" if self.user or self.given_password else ""
        shown = "&".join(f"{name}={MASK if _secret(name) else value}" for name, value in self.options.items())
        return f"{self.scheme}://{who}{self.place}{self.path}{'?' if shown else ''}{shown}"

    def __repr__(self) -> str:
        return f"Dsn({self})"

    @property
    def place(self) -> str:
        """`host:port`, fit to be shown."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        if len(host) >= _BARE_TOKEN and not re.search("[.:]", host):
            host = MASK
        return f"{host}:{self.port}" if self.port else host

    def only(self, *known: str) -> None:
        """Refuse options that are not among `known`: one that is misspelt would silently do nothing."""
        for name in self.options:
            if name not in known:
                raise UnknownMailOption(self.scheme, name, known)

    def number(self, option: str, default: int, low: int, high: int) -> int:
        """The option as a whole number, `low` and `high` included."""
        text = self.options.get(option)
        if text is None:
            return default
        if not text.isascii() or not text.isdecimal() or not low <= int(text) <= high:
            raise BadMailUrl(f"{option} is not a number from {low} to {high}")
        return int(text)

    def limits(self, usual: Limits = Limits()) -> Limits:
        """What the options in LIMITS say, or else what is `usual` with this server."""
        return Limits(
            self.number("connections", usual.connections, 1, _MOST_CONNECTIONS),
            _rate(self.options["rate"]) if "rate" in self.options else usual.rate,
            self.number("per_day", usual.per_day or 0, 1, _MOST_PER_DAY) or None,
            self.number("timeout", usual.timeout, 1, _LONGEST_TIMEOUT),
        )

    def has(self, what: str) -> bool:
        """Whether the URL says where the "password" or "token" is; that need not mean that it can be had."""
        given = what == "password" and bool(self.given_password)
        return given or any(option in self.options for option in dsn_secret.options(what))

    def password(self) -> str:
        """From the URL, from the variable password_env names, or the first line password_cmd prints.

        Asked for when a connection needs it, never before. NoSecret if it cannot be had.
        """
        fetched = dsn_secret.fetched("password", self.options)
        return self.given_password if fetched is None else fetched

    def token(self) -> str:
        """From the variable token_env names or the first line token_cmd prints: it is too short-lived for a URL.

        Asked for at each login, so that a command may renew it. NoSecret if it cannot be had.
        """
        return dsn_secret.fetched("token", self.options) or ""


def parse(text: str) -> Dsn:
    """BadMailUrl says what is wrong, without a word of what was typed: any part of it may be the password."""
    scheme, colon, rest = text.strip().partition(":")
    scheme = scheme.lower()
    if not colon or not _SCHEME.fullmatch(scheme):
        raise BadMailUrl("it does not begin with a way to send, such as smtps:// or maildir:")
    if any(ord(ch) < ord(" ") for ch in rest):
        raise BadMailUrl("it holds a control character")
    before, _, query = rest.partition("?")
    options = _options(query)
    if not before.startswith("//"):
        return Dsn(scheme, path=before, options=options)
    authority, slash, path = before[2:].partition("/")
    if "@" in path or "@" in query.partition("=")[0] or "#" in before:
        raise BadMailUrl("a character in it must be written in another way", _ENCODE)
    who, _, where = authority.rpartition("@")
    user, _, password = who.partition(":")
    host, port = _place(where)
    return Dsn(scheme, host, port, unquote(user), unquote(password), unquote(slash + path), options)


def _options(query: str) -> Mapping[str, str]:
    pairs = parse_qsl(query.replace("+", "%2B"), keep_blank_values=True)
    options = dict(pairs)
    if len(options) < len(pairs):
        raise BadMailUrl("an option is given twice")
    if sum(name in options for what in SECRETS for name in dsn_secret.options(what)) > 1:
        raise BadMailUrl("password_env, password_cmd, token_env and token_cmd exclude one another")
    return MappingProxyType(options)


def _place(where: str) -> tuple[str, int | None]:
    """Host and port of `host`, `host:587` or `[::1]:587`."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]\s]*)(?::([0-9]{1,6}))?", where)
    if found is None or (found[2] and not 0 < int(found[2]) <= _LARGEST_PORT):
        raise BadMailUrl(f"its port is not a number from 1 to {_LARGEST_PORT}", _ENCODE)
    return unquote(found[1]).strip("[]").lower(), int(found[2]) if found[2] else None


def _rate(text: str) -> float:
    """Messages a second, of `10/s`, `30/min` or `500/h`."""
    found = _RATE.fullmatch(text)
    if found is None or not float(found[1]):
        raise BadMailUrl("rate is not written like 10/s, 30/min or 500/h")
    return float(found[1]) / _SECONDS[found[2]]


def _secret(option: str) -> bool:
    return not option.endswith("_env") and bool(re.search("pass|secret|token|key", option))
