"""The URL in BARNSTORM_MAIL, taken apart. What it holds of secrets is never shown."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote

from dotenv import dotenv_values

from barnstorm.errors.mail import BadMailUrl, NoPassword, UnknownMailOption

MASK = "***"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_PASSWORD_OPTIONS = ("password_env", "password_cmd")
_ENCODE = "In a password write @ as %40, / as %2F, : as %3A, ? as %3F, # as %23 and % as %25"
_LARGEST_PORT = 65535
_COMMAND_SECONDS = 60


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
        """`host:port`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
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

    def password(self) -> str:
        """The password: from the URL, from the variable password_env names, or the first line password_cmd prints.

        Asked for when a connection needs it, never before. NoPassword if it cannot be had.
        """
        if name := self.options.get("password_env"):
            return _from_variable(name)
        if command := self.options.get("password_cmd"):
            return _from_command(command)
        return self.given_password


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
    if all(name in options for name in _PASSWORD_OPTIONS):
        raise BadMailUrl("password_env and password_cmd exclude each other")
    return MappingProxyType(options)


def _place(where: str) -> tuple[str, int | None]:
    """Host and port of `host`, `host:587` or `[::1]:587`."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]\s]*)(?::([0-9]{1,6}))?", where)
    if found is None or (found[2] and not 0 < int(found[2]) <= _LARGEST_PORT):
        raise BadMailUrl(f"its port is not a number from 1 to {_LARGEST_PORT}", _ENCODE)
    return unquote(found[1]).strip("[]").lower(), int(found[2]) if found[2] else None


def _secret(option: str) -> bool:
    return option != "password_env" and bool(re.search("pass|secret|token|key", option))


def _from_variable(name: str) -> str:
    if not _VARIABLE.fullmatch(name):
        raise NoPassword("password_env does not give the name of a variable in capitals")
    value = os.environ.get(name) or dotenv_values(".env").get(name)
    if not value:
        raise NoPassword(f"the variable {name} is not set")
    return value


def _from_command(command: str) -> str:
    """No shell: what stands in a setting is a program and its arguments. Nothing of what it says is repeated."""
    try:
        ran = subprocess.run(  # noqa: S603 - the organiser's own command, from the organiser's own settings
            shlex.split(command), stdout=subprocess.PIPE, timeout=_COMMAND_SECONDS, check=True, text=True
        )
    except subprocess.CalledProcessError as e:
        raise NoPassword(f"password_cmd ended with status {e.returncode}") from None
    except subprocess.TimeoutExpired:
        raise NoPassword(f"password_cmd took longer than {_COMMAND_SECONDS} seconds") from None
    except (OSError, ValueError):
        raise NoPassword("password_cmd cannot be run") from None
    lines = ran.stdout.splitlines()
    if not lines or not lines[0]:
        raise NoPassword("password_cmd printed nothing")
    return lines[0]
