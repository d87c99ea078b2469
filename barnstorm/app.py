"""What a command needs, made on first use: settings, then the engine, the clock and the mailer.

Nothing here is imported or connected until a command asks for it, so `--help` stays light.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import URL, Engine
    from sqlmodel import Session

    from barnstorm.mail.interface import Backend
    from barnstorm.rows.campaign import Campaign
    from barnstorm.settings import Settings


@dataclass
class App:
    """One run of the program. `db` is the --db given before the noun, which wins over the settings."""

    db: str | None = None
    debug: bool = False

    @cached_property
    def settings(self) -> "Settings":
        from barnstorm.settings import load

        return load()

    @cached_property
    def zone(self) -> "ZoneInfo":
        return self.settings.zone

    def now(self) -> datetime:
        """The present instant (UTC), or BARNSTORM_NOW; without an offset that is wall time in BARNSTORM_TIMEZONE."""
        frozen = self.settings.now
        if frozen is None:
            return datetime.now(UTC)
        return (frozen if frozen.tzinfo else frozen.replace(tzinfo=self.zone)).astimezone(UTC)

    @cached_property
    def database_url(self) -> "URL":
        from barnstorm.db.engine import database_url

        return database_url(self.db or self.settings.database_url)

    @cached_property
    def unchecked_engine(self) -> "Engine":
        """The engine whatever the schema's age: only `db` commands may use it."""
        from barnstorm.db.engine import open_engine
        from barnstorm.settings import default_database

        return open_engine(self.database_url, make_folder=self.database_url.database == default_database())

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "unchecked_engine" in self.__dict__:
            self.unchecked_engine.dispose()

    @cached_property
    def engine(self) -> "Engine":
        from barnstorm.db.schema import ensure_current

        ensure_current(self.unchecked_engine)
        return self.unchecked_engine

    @contextmanager
    def transaction(self) -> Iterator["Session"]:
        """The unit of work: all of it is committed at the end, or none."""
        from barnstorm.db.session import writing

        with writing(self.engine) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator["Session"]:
        """A transaction that only looks; on SQLite it waits for no writer."""
        from barnstorm.db.session import looking

        with looking(self.engine) as session:
            yield session

    @cached_property
    def campaign(self) -> "Campaign":
        """What every mail and sheet says of the campaign itself."""
        from email.utils import parseaddr

        from barnstorm.rows.campaign import Campaign

        name, address = parseaddr(self.settings.from_)
        return Campaign(
            name=self.settings.campaign or name,
            address=address,
            sender_name=name or self.settings.campaign,
            imprint=self.settings.imprint,
            privacy=self.settings.privacy,
            plus=self.settings.plus,
            unsubscribe=self.settings.unsubscribe,
            templates=str(self.settings.templates or ""),
            quiet_hours=self.settings.quiet_hours,
        )

    @cached_property
    def mail_url(self) -> str:
        """BARNSTORM_MAIL, or a Maildir beside the database, so that nothing leaves by accident."""
        from pathlib import Path

        if self.settings.mail not in {"", "maildir:"}:
            return self.settings.mail
        beside = self.database_url.database if self.database_url.get_backend_name() == "sqlite" else None
        return f"maildir:{Path(beside or 'outbox').with_name('outbox')}"

    @cached_property
    def mailer(self) -> "Backend":
        from barnstorm.mail.registry import backend_for

        return backend_for(self.mail_url)
