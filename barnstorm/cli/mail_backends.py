"""barnstorm mail backends."""

import sys
from typing import TYPE_CHECKING

from barnstorm.cli.options import Csv, Json, form
from barnstorm.output.columns import Column
from barnstorm.output.show import Form, say, show_rows

if TYPE_CHECKING:
    from barnstorm.rows.mail import BackendRow

COLUMNS = [
    Column("scheme", "scheme"),
    Column("example", "example"),
    Column("what", "does"),
    Column("from", "source"),
]


def backends(as_json: Json = False, as_csv: Csv = False) -> None:
    """List the ways to send mail, each with an example for BARNSTORM_MAIL.

    Example: barnstorm mail backends
    """
    from barnstorm.mail.registry import OURS, known
    from barnstorm.rows.mail import BackendRow

    ways, shown_as = known(), form(as_json, as_csv)
    if shown_as is Form.AUTO and sys.stdout.isatty():
        _list(ways, OURS)
    else:
        show_rows(ways, COLUMNS, BackendRow, shown_as)


def _list(ways: "list[BackendRow]", ours: str) -> None:
    """Two lines each: an example is as long as a terminal is wide, and is there to be copied."""
    for way in ways:
        say(way.example, heading=True)
        say(f"  {way.does}" if way.source == ours else f"  {way.does} From {way.source}.")
