"""How a command answers: the same rows as JSON, CSV, a table on a terminal, or tab-separated when piped."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from barnstorm.output.columns import Column
from barnstorm.output.machine import write_csv, write_json, write_tsv
from barnstorm.output.notes import note


class Form(StrEnum):
    """What was asked for; AUTO looks at where stdout goes."""

    AUTO = "auto"
    JSON = "json"
    CSV = "csv"


def show_rows(
    rows: Sequence[Any], columns: Sequence[Column], kind: type[Any], form: Form = Form.AUTO, empty: str = ""
) -> None:
    """A list. `kind` is the row class, so that an empty CSV has its header; without rows, `empty` is said on stderr."""
    if form is Form.JSON:
        write_json(list(rows))
    elif form is Form.CSV:
        write_csv(rows, kind)
    elif sys.stdout.isatty():
        from barnstorm.output.table import write_table

        write_table(rows, columns)
    else:
        write_tsv(rows, columns)
    if not rows and empty:
        note(empty)


def show_one(row: Any, form: Form, card: Callable[[Any], Sequence[tuple[str, str]]]) -> None:
    """One thing: an object, one line of CSV, or a card of facts."""
    if form is Form.JSON:
        write_json(row)
    elif form is Form.CSV:
        write_csv([row], type(row))
    else:
        from barnstorm.output.table import write_card

        write_card([(name, _safe(text)) for name, text in card(row)])


def say(text: str, *, heading: bool = False) -> None:
    """A line of the answer that is neither a row nor a card."""
    from barnstorm.output.style import BOLD, RESET, coloured

    bold, reset = (BOLD, RESET) if heading and coloured(sys.stdout) else ("", "")
    sys.stdout.write(f"{bold}{_safe(text)}{reset}\n")


def _safe(text: str) -> str:
    from barnstorm.domain.text import show_hidden

    return "\n".join(show_hidden(line) for line in text.splitlines())
