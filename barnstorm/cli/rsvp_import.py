"""barnstorm rsvp import"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, app_of, form
from barnstorm.errors.imports import BadRows, ErrorsWouldOverwrite
from barnstorm.output.notes import hint, note
from barnstorm.output.progress import progress
from barnstorm.output.show import show_one
from barnstorm.rows.imports import ImportRow

if TYPE_CHECKING:
    from barnstorm.files.attendees.table import AttendeeTable

_TOLD = 20
"""Lines told one by one on the terminal; --json and the errors file have them all."""


def import_(
    ctx: typer.Context,
    event: EventName,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file, or - for stdin.")],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="THEIRS=OURS", help='Which column is which: "Mobile (UK)=phone". Repeatable.'),
    ] = None,
    system: Annotated[
        str | None,
        typer.Option(
            "--profile", metavar="NAME", help="The system it comes from, if names alone do not say: meetup, van."
        ),
    ] = None,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where rows that could not be taken go; else FILE.errors.csv.")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Take in another system's attendees, or your own list. The same file a second time changes nothing.

    Columns: first_name, last_name, name, email, phone, postcode, answer, party_size, guests, notes, access, source;
    any order, any case, and most other systems' names for them.

    Example: barnstorm rsvp import carlisle-2017-05-16 guests.csv --dry-run
    """
    from barnstorm.services.rsvp_import import import_rsvps
    from barnstorm.services.rsvp_lines import read_lines

    app = app_of(ctx)
    begin = app.reading if dry_run else app.transaction
    table = _table(file, mapping or [], system)
    errors_file = _errors_file(file, errors)
    with progress(f"Reading {table.path}", len(table.lines), garbage=False) as advance:
        lines = read_lines(table, advance)
    doing = "Working out who is known" if dry_run else "Putting them on the list"
    with progress(doing, len(lines.attendees), garbage=False) as advance, begin() as session:
        source = f"import of {Path(table.path).name}"
        result = import_rsvps(session, event, lines, app.now(), source, dry_run=dry_run, advance=advance)
    _tell(result, table, dry_run=dry_run)
    show_one(result, form(as_json, as_csv), _card)
    if result.bad:
        written = None if dry_run else _write_errors(errors_file, table, result)
        raise BadRows(result.errors, result.rows, written, result.event, dry_run=dry_run)


def _table(file: str, mapping: list[str], system: str | None) -> "AttendeeTable":
    from barnstorm.files.attendees.columns import read_mappings
    from barnstorm.files.attendees.profiles import profile
    from barnstorm.files.attendees.table import read_bytes, read_table

    said = read_mappings(mapping)
    usual = profile(system) if system else {}
    content, path = (sys.stdin.buffer.read(), "stdin") if file == "-" else (read_bytes(Path(file)), file)
    return read_table(content, path, said, usual)


def _errors_file(file: str, errors: Path | None) -> Path | None:
    """Where bad rows go: beside the file, unless it came from stdin and nobody said where."""
    if errors is None:
        return None if file == "-" else Path(f"{file}.errors.csv")
    if file != "-" and errors.exists() and errors.samefile(file):
        raise ErrorsWouldOverwrite(file)
    return errors


def _write_errors(path: Path | None, table: "AttendeeTable", result: ImportRow) -> str | None:
    from barnstorm.files.attendees.errors_file import write_errors

    if path is not None:
        write_errors(path, table, [(row.line, row.reason) for row in result.bad])
    return None if path is None else str(path)


def _tell(result: ImportRow, table: "AttendeeTable", *, dry_run: bool) -> None:
    if table.encoding != "UTF-8":
        note(f"{table.path} is written in {table.encoding}, not in UTF-8: look whether the accents are right.")
    if table.ignored:
        note(f"Not taken over: {', '.join(f'“{name}”' for name in table.ignored)}.")
    if not {"email", "phone"} & set(table.columns):
        note("There is neither an email nor a phone column: nobody in it can be reached.")
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


def _card(row: ImportRow) -> list[tuple[str, str]]:
    return [
        (name, str(getattr(row, name))) for name in ("rows", "created", "updated", "unchanged", "skipped", "errors")
    ]
