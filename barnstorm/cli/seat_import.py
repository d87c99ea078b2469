"""barnstorm seat import"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, app_of, form
from barnstorm.cli.seat_card import Card, named
from barnstorm.cli.seat_view import day_of
from barnstorm.errors.results import NotAllLanded
from barnstorm.output.columns import thousands
from barnstorm.output.notes import ask, can_ask, hint, note
from barnstorm.output.show import show_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from barnstorm.rows.seat_import import ResultImportRow

PollingDay = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="The polling day; known for general elections since 2010.")
]

LINES_SHOWN = 20


def import_(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A CSV or XLSX of results, its http(s) address, or - for stdin.")
    ],
    election: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which election: “2015 general”, “2017 Copeland by-election”.")
    ] = None,
    date: PollingDay = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Import election results, electorates, or before polling day who stands.

    From the House of Commons Library, electionresults.parliament.uk or Democracy Club: each is known by its header.
    A seat whose figures disagree is told of and left out whole; the others land, and the exit code is 4. Importing a
    file again changes what is different in it; candidates who are missing from a later list have withdrawn.

    Example: barnstorm seat import HoC-GE2015-results.csv --election "2015 general"
    """
    from barnstorm.cli.file_in import bytes_and_source
    from barnstorm.domain.elections import split_notional
    from barnstorm.files.seats import read_results
    from barnstorm.output.progress import progress
    from barnstorm.services.seat.importing import import_results

    data, source = bytes_and_source(file)
    name, day = _which_election(election, date)
    reading = read_results(data, notional=split_notional(name or "")[1])
    app, polled = app_of(ctx), day_of(app_of(ctx), day)
    unit = app.reading() if dry_run else app.transaction()
    with unit as session, progress(f"Importing {reading.rows:,} lines", reading.rows) as advance:
        row = import_results(session, reading, name, polled, source=source, dry_run=dry_run, advance=advance)
    show_one(row, form(as_json, as_csv), _card)
    _tell(row)


def _which_election(name: str | None, day: str | None) -> tuple[str | None, str | None]:
    """As given; a person at the terminal is asked for what is missing."""
    if name is None and day is None and can_ask():
        name = ask("Which election is it (2015 general, 2017 Copeland by-election)") or None
        day = ask("Its polling day, if it was no general election") or None
    return name, day


def _card(row: "ResultImportRow") -> Card:
    counts = ("created", "updated", "unchanged", "skipped", "errors", "removed")
    told = ", ".join(f"{getattr(row, name):,} {name}" for name in counts if getattr(row, name)) or "nothing"
    return [
        ("election", f"{named(row.election, row.notional)}, {row.polling_day.day} {row.polling_day:%B %Y}"),
        ("file", f"{row.kind}, {row.rows:,} lines"),
        ("lines", told),
        ("seats", thousands(row.seats)),
    ]


def _tell(row: "ResultImportRow") -> None:
    """What changed and what was left out, the first lines of each; then what to do next, or NotAllLanded."""
    _note_first([str(change) for change in row.changes])
    if row.kept:
        seats = "1 seat keeps its" if row.kept == 1 else f"{row.kept:,} seats keep their"
        note(f"{seats} count of votes, which a notional result does not take the place of.")
    _note_first([str(bad) for bad in row.bad])
    if row.bad:
        raise NotAllLanded(row.errors, row.seats, dry_run=row.dry_run)
    if row.dry_run:
        note("Nothing was changed: this was a dry run.")
    else:
        hint("barnstorm seat list --marginal 10")


def _note_first(lines: "Sequence[str]") -> None:
    for line in lines[:LINES_SHOWN]:
        note(line)
    if len(lines) > LINES_SHOWN:
        note(f"… and {len(lines) - LINES_SHOWN:,} more; --json tells of all.")
