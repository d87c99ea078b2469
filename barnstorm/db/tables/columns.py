"""Columns that several tables have."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, false
from sqlmodel import Field, SQLModel

from barnstorm.db.types import UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can find it on both databases."""

SQLModel.metadata.naming_convention = NAMING


def key() -> Any:
    return Field(default=None, primary_key=True)


def to(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    """A foreign key; the row pointed at cannot vanish under it."""
    return Field(default=None if nullable else ..., foreign_key=target, index=index, nullable=nullable)


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A UTC instant."""
    default: datetime | Any | None = None if nullable else ...
    return Field(default=default, sa_type=UtcDateTime, nullable=nullable, index=index)


def added(value: bool | int | str) -> Any:
    """A column that a table got later, never NULL: rows from before have `value`, which the store itself fills in."""
    return Field(default=value, sa_column_kwargs={"server_default": false() if value is False else str(value)})


def one_of(column: str, values: type[Any]) -> CheckConstraint:
    """CHECK that a text column holds a member of a StrEnum: native enums cannot grow by a simple migration."""
    allowed = ", ".join(f"'{member.value}'" for member in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")
