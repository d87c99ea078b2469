"""BARNSTORM_* from the environment and .env. Each is described once, here; .env.example is checked against it."""

import os
import re
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from barnstorm.domain.zones import zone_named
from barnstorm.errors.settings import BadSetting, UnknownSetting
from barnstorm.errors.when import UnknownZone

PREFIX = "BARNSTORM_"

_URLS = ("database_url", "mail", "reply_imap", "postcodes")
"""The settings that may hold a password."""

_OFF = "off"


def default_database() -> str:
    return str(user_data_path("barnstorm", appauthor=False) / "barnstorm.db")


class Settings(BaseSettings):
    """What a campaign sets once. The environment wins over .env in the working folder, and that over the default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = Field(
        default_factory=default_database,
        description="A SQLite file's path, sqlite:///path or postgresql+psycopg://user:password@host/name. "
        "Default: barnstorm.db in your data folder.",
    )
    mail: str = Field(
        default="",
        description="How mail leaves: maildir:PATH, console:, smtp://host:25, smtp+starttls://user:password@host:587, "
        "smtps://user:password@host:465. Default: a Maildir `outbox` beside the database, so that nothing "
        "leaves by accident. Secrets may stay out of the URL: ?password_env=NAME.",
    )
    from_: str = Field(
        default="",
        alias="BARNSTORM_FROM",
        description='The mailbox invitations come from and answers go to: "Carlisle Together <hello@example.org>".',
    )
    campaign: str = Field(default="", description="The campaign's name, in mails and on paper.")
    timezone: str = Field(default="Europe/London", description="The zone of new events.")
    imprint: str = Field(
        default="", description="Who promotes and prints this, on whose behalf: under every mail and on every sheet."
    )
    privacy: str = Field(
        default="", description="The privacy notice printed on every sheet; walk-ins at the screen agree to it."
    )
    polling_day: date | None = Field(default=None, description="The day the campaign is for, for example 2017-06-08.")
    reply_imap: str = Field(
        default="",
        description="Where answers to invitations arrive: imaps://user:password@host[:port][/folder]. "
        "The password may stay out of the URL: ?password_env=NAME.",
    )
    plus: bool = Field(
        default=False,
        description="yes if the mailbox of BARNSTORM_FROM also takes hello+anything@example.org: then an answer is "
        "known by the address it is sent to, whoever sends it.",
    )
    unsubscribe: str = Field(
        default="",
        description="An https address that takes people off by one click (RFC 8058), {token} in it standing for "
        "theirs. Without it they write a mail, which `invite replies` reads.",
    )
    templates: Path | None = Field(
        default=None, description="A folder with templates of your own for the letters; see barnstorm mail preview."
    )
    quiet: str = Field(
        default="21-8", description="The hours of the night in which no reminder leaves, in the event's zone, or `off`."
    )
    postcodes: str = Field(
        default="https://api.postcodes.io",
        description="Where `seat find` asks which seat a postcode is in, or `off` to ask nobody. "
        "Only the postcode is sent. Default: https://api.postcodes.io.",
    )
    now: datetime | None = Field(
        default=None, description="A frozen clock for rehearsals and tests, for example 2017-05-16T18:00+01:00."
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zone_named(value)
        except UnknownZone as e:
            raise ValueError(f"{e.sentence} {e.hint}") from None
        return value

    @field_validator("from_")
    @classmethod
    def _one_mailbox(cls, value: str) -> str:
        if value and "@" not in parseaddr(value)[1]:
            msg = 'it is not a mailbox like "Carlisle Together <hello@example.org>"'
            raise ValueError(msg)
        if any(ord(ch) < 32 for ch in value):  # noqa: PLR2004 - control characters
            msg = "it holds a control character"
            raise ValueError(msg)
        return value

    @field_validator("unsubscribe")
    @classmethod
    def _https_only(cls, value: str) -> str:
        if value and (not value.startswith("https://") or not value.isascii() or not value.isprintable()):
            msg = "it is not an address that begins with https://"
            raise ValueError(msg)
        return value

    @field_validator("quiet")
    @classmethod
    def _hours_or_off(cls, value: str) -> str:
        if value.casefold() == _OFF:
            return _OFF
        found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value)
        if not found or not all(int(hour) < 24 for hour in found.groups()) or found[1] == found[2]:  # noqa: PLR2004 - of a day
            msg = "it is neither two hours like 21-8 nor off"
            raise ValueError(msg)
        return value

    @field_validator("postcodes")
    @classmethod
    def _service_or_off(cls, value: str) -> str:
        if value.casefold() == _OFF:
            return _OFF
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0 or parts.query:
            msg = "it is neither a URL like https://api.postcodes.io nor off"
            raise ValueError(msg)
        return value.rstrip("/")

    @property
    def postcode_service(self) -> str | None:
        """The base URL; None if nobody may be asked."""
        return None if self.postcodes == _OFF else self.postcodes

    @property
    def quiet_hours(self) -> tuple[int, int] | None:
        """(from, to) in full hours of wall time, `to` not included; None if letters may leave at any hour."""
        if self.quiet == _OFF:
            return None
        begin, end = self.quiet.split("-")
        return int(begin), int(end)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class Sourced:
    """A setting as `config show` tells it: where its value comes from, secrets masked."""

    name: str
    value: str | None
    source: str
    description: str


def variable(field: str) -> str:
    """The environment variable of a field: `from_` -> `BARNSTORM_FROM`."""
    return PREFIX + field.rstrip("_").upper()


def load() -> Settings:
    """The settings in force. BadSetting or UnknownSetting name what is wrong."""
    _refuse_typos()
    try:
        return Settings()
    except ValidationError as e:
        first = e.errors()[0]
        name = str(first["loc"][0])
        known = name if name.startswith(PREFIX) else variable(name)
        raise BadSetting(known, first["msg"].removeprefix("Value error, ").rstrip(".")) from None


def sources() -> dict[str, str]:
    """Where each set variable comes from: `environment` or `.env`."""
    found = dict.fromkeys(_dotenv(), ".env")
    return found | {name: "environment" for name in os.environ if name.startswith(PREFIX)}


def in_force(settings: Settings, db_option: str | None, mail_url: str) -> list[Sourced]:
    """Every setting with its source, in the order they are declared."""
    given = sources()
    rows = []
    for field, info in Settings.model_fields.items():
        name = variable(field)
        value, source = getattr(settings, field), given.get(name, "default")
        if field == "database_url" and db_option:
            value, source = db_option, "--db"
        if field == "mail":
            value = mail_url
        shown = masked(str(value)) if field in _URLS else str(value)
        rows.append(Sourced(name, shown if value else None, source, info.description or ""))
    return rows


def masked(url: str) -> str:
    """A URL without who logs in and with what: everything before the last `@`, and options that hold a secret."""
    hidden = re.sub(r"(?<=://).*(?=@)", "***", url)
    hidden = re.sub(r"(?<=://)[\w-]{20,}(?=$|[/?#])", "***", hidden)  # a key where a host should stand
    return re.sub(r"(?<=[?&])((?:(?:password|token)_cmd|password|token|secret|key)=)[^&]*", r"\1***", hidden)


def _dotenv() -> list[str]:
    path = Path(".env")
    return [name.upper() for name in dotenv_values(path) if name.upper().startswith(PREFIX)] if path.is_file() else []


def _refuse_typos() -> None:
    """A misspelt BARNSTORM_MAIL would silently send nothing, or to the wrong place."""
    known = {variable(field) for field in Settings.model_fields}
    for name in sorted(sources()):
        if name not in known and not name.startswith(f"{PREFIX}SECRET_"):
            raise UnknownSetting(name, get_close_matches(name, known, n=2))
