"""Which columns a list shows, and how a value becomes a cell."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal

from barnstorm.domain.text import show_hidden

type_name = type


@dataclass(frozen=True)
class Column:
    """A title and where its value comes from: the key of a row, or a function of the row. `show` words the value.

    When the terminal is narrow, a `spare` column is left out before others are cut, and one that is `whole`, because
    a person will type it back, is cut last. Pipes, JSON and CSV get everything but what is only `drawn`.
    """

    title: str
    key: str | Callable[[Any], Any]
    show: Callable[[Any], str] | None = None
    align: Literal["left", "right"] = "left"
    whole: bool = False
    spare: bool = False
    drawn: bool = False

    def value(self, row: Any) -> Any:
        return self.key(row) if callable(self.key) else getattr(row, self.key)

    def text(self, row: Any) -> str:
        """The cell for a person to read, with what cannot be seen shown escaped."""
        value = self.value(row)
        words = self.show(value) if self.show is not None and value is not None else plain(value)
        return words if words.isascii() and words.isprintable() else show_hidden(words)


def plain(value: Any) -> str:  # noqa: PLR0911 - a case for each type of value
    """A value as text, the same everywhere: nothing for unknown, yes and no, ISO times."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(plain(item) for item in value)
        case _:
            return str(value)


def evening(moment: datetime) -> str:
    """`Tue 16 May 2017 19:30`, in the moment's own zone."""
    return f"{moment:%a} {moment.day} {moment:%b %Y %H:%M}"


def share(part: float) -> str:
    """`6.5 %` of a share between 0 and 1."""
    return f"{part * 100:.1f} %"


def thousands(number: int) -> str:
    return f"{number:,}"


def keys(rows: Sequence[Any], kind: type[Any] | None = None) -> list[str]:
    """The keys of a row's JSON, in the order they are declared."""
    found = kind or (type_name(rows[0]) if rows else None)
    return [field.name for field in dataclasses.fields(found)] if found else []


def as_values(row: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in names]
