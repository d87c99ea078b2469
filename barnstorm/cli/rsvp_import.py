"""barnstorm rsvp import"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, app_of, form
from barnstorm.cli.rsvp_import_view import card, show_dry_run, tell, tell_file
from barnstorm.errors.imports import BadRows, ErrorsWouldOverwrite
from barnstorm.output.progress import progress
from barnstorm.output.show import Form, show_one
from barnstorm.rows.imports import ImportRow

if TYPE_CHECKING:
    from barnstorm.files.attendees.table import AttendeeTable

File = Annotated[str, typer.Argument(metavar="FILE", help="A CSV file or Excel workbook (XLSX), or - for stdin.")]
Mapping = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="THEIRS=OURS", help='Which column is which: "Mobile (UK)=phone". Repeatable.'),
]
System = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="The system it comes from, if its first line does not tell: eventbrite, actionnetwork, mobilize, "
        "luma, meetup, van, nationbuilder, pretix, …",
    ),
]
ErrorsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Where rows that could not be taken go; else FILE.errors.csv.")
]


def import_(
    ctx: typer.Context,
    event: EventName,
    file: File,
    mapping: Mapping = None,
    system: System = None,
    errors: ErrorsFile = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Take in another system's attendees, or your own list.

    The same file a second time changes nothing. Columns: first_name, last_name,
    name, email, phone, postcode, answer, party_size, guests, attended,
    checked_in_at, confirmed_at, access, source, notes; any order, any case, and
    most other systems' names for them.

    Example: barnstorm rsvp import carlisle-2017-05-16 guests.csv --dry-run
    """
    from barnstorm.services.rsvp.importing import import_rsvps
    from barnstorm.services.rsvp.tickets import lines_of

    app = app_of(ctx)
    wanted = form(as_json, as_csv)
    table = _table(file, mapping or [], system)
    errors_file = _errors_file(file, errors)
    tell_file(table)
    doing = f"Looking at {table.path}" if dry_run else f"Taking in {table.path}"
    with progress(doing, table.about, garbage=False) as advance, app.transaction() as session:
        result = import_rsvps(
            session,
            event,
            lines_of(table),
            app.now(),
            f"import of {Path(table.path).name}",
            dry_run=dry_run,
            every_line=dry_run or as_json,
            errors_file=errors_file,
            advance=advance,
        )
    tell(result, dry_run=dry_run)
    if dry_run and wanted is not Form.JSON:
        show_dry_run(result, wanted)
    else:
        show_one(result, wanted, card)
    if result.bad:
        written = None if dry_run else _write_errors(errors_file, table, result)
        raise BadRows(result.errors, result.rows, written, result.event, dry_run=dry_run)


def _table(file: str, mapping: list[str], system: str | None) -> "AttendeeTable":
    from barnstorm.files.attendees.columns import read_mappings
    from barnstorm.files.attendees.profiles import profile
    from barnstorm.files.attendees.table import read_bytes, read_table

    said = read_mappings(mapping)
    known = profile(system) if system else None
    content, path = (sys.stdin.buffer.read(), "stdin") if file == "-" else (read_bytes(Path(file)), file)
    return read_table(content, path, said, known)


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
