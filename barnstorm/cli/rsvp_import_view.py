"""How an import looks, and what is said of it."""

from typing import TYPE_CHECKING

from barnstorm.cli.rsvp_view import taken_back
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_rows
from barnstorm.rows.imports import ImportRow, Outcome

if TYPE_CHECKING:
    from barnstorm.files.attendees.table import AttendeeTable

_TOLD = 20
"""Lines told one by one on the terminal; --json and the errors file have them all."""

_COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "errors")

_WORDS = {"errors": "refused"}

_OUTCOMES = [
    Column("line", "line", align="right"),
    Column("name", "name"),
    Column("would be", lambda row: _WORDS.get(row.outcome, row.outcome), whole=True),
    Column("why", "why"),
]


def tell_file(table: "AttendeeTable") -> None:
    """What was made of the file before a line of it is taken."""
    if table.profile:
        note(f"Read as an export of {table.profile.title}.")
    if table.encoding == "Windows-1252":
        note(f"{table.path} is written in {table.encoding}, not in UTF-8: look whether the accents are right.")
    if table.ignored:
        note(f"Not taken over: {', '.join(f'“{name}”' for name in table.ignored)}.")
    if not {"email", "phone"} & set(table.columns):
        note("There is neither an email nor a phone column: nobody in it can be reached.")


def tell(result: ImportRow, *, dry_run: bool) -> None:
    for rows in (result.kept, result.passed_over, result.bad):
        for row in rows[:_TOLD]:
            note(f"Line {row.line}: {row.reason}")
        if len(rows) > _TOLD:
            note(f"… and {len(rows) - _TOLD} more like that.")
    if result.waitlisted:
        parties = "party waits" if result.waitlisted == 1 else "parties wait"
        note(f"{result.waitlisted} {parties} for a place.")
        hint(f"See: barnstorm rsvp list {result.event} --answer waitlisted")
    for name in result.moved_up[:_TOLD]:
        note(f"{name} moves up from the waiting list.")
    if dry_run:
        note("Nothing was changed: this was a dry run.")
        return
    for line in taken_back(result.taken_back, result.event):
        note(line)


def show_dry_run(result: ImportRow, wanted: Form) -> None:
    """A row for each line, and the counts beside them."""
    show_rows(result.lines, _OUTCOMES, Outcome, wanted)
    counted = ((getattr(result, name), _WORDS.get(name, name)) for name in (*_COUNTS, "joined"))
    counts = ", ".join(f"{count} {word}" for count, word in counted if count)
    note(f"It would be: {counts}.")


def card(row: ImportRow) -> list[tuple[str, str]]:
    return [(name, str(getattr(row, name))) for name in (*_COUNTS, *_joined(row))]


def _joined(row: ImportRow) -> tuple[str, ...]:
    return ("joined",) if row.joined else ()
