"""barnstorm seat …"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, app_of, form, noun
from barnstorm.cli.seat_card import aside_card, detail_card, import_card, seat_card
from barnstorm.cli.seat_find import find
from barnstorm.cli.seat_view import (
    COLUMNS,
    Cluster,
    Marginal,
    OfElection,
    On,
    Region,
    Target,
    Uncovered,
    days_to,
    seats_on,
)
from barnstorm.errors import listed
from barnstorm.errors.results import NotAllLanded
from barnstorm.output.notes import ask, can_ask, hint, note
from barnstorm.output.show import show_one, show_rows

if TYPE_CHECKING:
    from datetime import date as Day  # noqa: N812 - `date` is the option

    from barnstorm.app import App
    from barnstorm.rows.seat import ResultImportRow

app = noun("Constituencies, their results, and which to win or hold.")

SeatName = Annotated[str, typer.Argument(metavar="SEAT", help="A name in any spelling, a GSS code or an alias.")]
PollingDay = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="The polling day; known for general elections since 2010.")
]

BAD_LINES_SHOWN = 20


class Aim(StrEnum):
    WIN = "win"
    HOLD = "hold"


@app.command("import")
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
    """Import election results by candidate, or by constituency to add electorates.

    From the House of Commons Library, electionresults.parliament.uk or Democracy Club: each is known by its header.
    A seat whose figures disagree is told of and left out whole; the others land, and the exit code is 4.

    Example: barnstorm seat import HoC-GE2015-results.csv --election "2015 general"
    """
    from barnstorm.cli.file_in import bytes_and_source
    from barnstorm.files.seats import read_results
    from barnstorm.output.progress import progress
    from barnstorm.services.seat_import import import_results

    data, source = bytes_and_source(file)
    reading = read_results(data)
    named, day = _which_election(election, date)
    unit = app_of(ctx).reading() if dry_run else app_of(ctx).transaction()
    with unit as session, progress(f"Importing {reading.rows:,} lines", reading.rows) as advance:
        row = import_results(
            session, reading, named, _day(app_of(ctx), day), source=source, dry_run=dry_run, advance=advance
        )
    show_one(row, form(as_json, as_csv), import_card)
    _tell_import(row)


@app.command("list")
def list_(
    ctx: typer.Context,
    marginal: Marginal = None,
    region: Region = None,
    target: Target = False,
    cluster: Cluster = None,
    uncovered: Uncovered = False,
    election: OfElection = None,
    on: On = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List seats, the most marginal first.

    Example: barnstorm seat list --marginal 10 --region "North West"
    """
    from barnstorm.rows.seat import SeatRow
    from barnstorm.services.seats import Wanted

    app = app_of(ctx)
    polling_day = app.settings.polling_day
    wanted = Wanted(marginal, region, target, cluster, uncovered, polling_day, election)
    rows = seats_on(app, on, wanted)
    nothing = "No seat to show. Results come with: barnstorm seat import FILE"
    show_rows(rows, COLUMNS, SeatRow, form(as_json, as_csv), empty=nothing)
    if polling_day and rows:
        note(days_to(polling_day, _today(app)))


@app.command()
def show(
    ctx: typer.Context,
    seat: SeatName,
    alliance: Annotated[str | None, typer.Option(metavar="PARTIES", help="Add parties together: Lab+LD+Green.")] = None,
    on: On = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show a seat: its last result, who is best placed, who stood aside, what comes next.

    Example: barnstorm seat show Carlisle --alliance "Lab+LD+Green"
    """
    from barnstorm.services.seats import show_seat

    app = app_of(ctx)
    with app.reading() as session:
        detail = show_seat(session, seat, _day(app, on) or _today(app), app.now(), alliance=alliance)
    show_one(detail, form(as_json, as_csv), detail_card)
    if detail.namesakes and seat.strip().upper() != detail.code:
        note(f"Taken as {detail.code}. The same name is also {listed(detail.namesakes)}: give a code, or --on a day.")


@app.command()
def target(
    ctx: typer.Context,
    seat: SeatName,
    aim: Annotated[Aim | None, typer.Option(help="To win it, or to hold it.")] = None,
    none: Annotated[bool, typer.Option("--none", help="Neither: it is no target any more.")] = False,
    cluster: Annotated[str | None, typer.Option(help="The seats it is worked together with; empty for none.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Make a seat a target of the campaign: to win or to hold.

    Example: barnstorm seat target Workington --aim hold --cluster "West Cumbria"
    """
    from barnstorm.errors import MissingOption
    from barnstorm.services.seats import set_aim

    if (aim is None) is not none:
        raise MissingOption("--aim", f"barnstorm seat target '{seat}' --aim win")
    now = app_of(ctx).now()
    with app_of(ctx).transaction() as session:
        row = set_aim(session, seat, aim.value if aim else None, _today(app_of(ctx)), now, cluster=cluster)
    show_one(row, form(as_json, as_csv), seat_card)


@app.command("stand-aside")
def stand_aside(
    ctx: typer.Context,
    seat: SeatName,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Its name or abbreviation: Green.")],
    election: Annotated[str, typer.Option(metavar="NAME", help="At which election: “2017 general”.")],
    date: PollingDay = None,
    source: Annotated[str, typer.Option(metavar="URL", help="Where it was announced.")] = "",
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it was announced.")] = None,
    reciprocal: Annotated[
        bool | None, typer.Option("--reciprocal/--no-reciprocal", help="Whether something was given in return.")
    ] = None,
    candidate: Annotated[str, typer.Option(metavar="NAME", help="Who had been selected.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Put on record that a party does not stand in a seat. It is never inferred from a missing candidate.

    Example: barnstorm seat stand-aside Carlisle Green --election "2017 general" --on 2017-05-12
    """
    from barnstorm.services.seats import record_stand_aside

    day, announced = _day(app_of(ctx), date), _day(app_of(ctx), on)
    with app_of(ctx).transaction() as session:
        row = record_stand_aside(
            session,
            seat,
            party,
            election=election,
            polling_day=day,
            announced_on=announced,
            reciprocal=reciprocal,
            prior_candidate=candidate,
            source=source,
        )
    show_one(row, form(as_json, as_csv), aside_card)


@app.command()
def alias(
    ctx: typer.Context,
    seat: SeatName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called as well.")],
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Give a seat another name that commands understand.

    Example: barnstorm seat alias "Barrow and Furness" Barrow
    """
    from barnstorm.services.seats import add_alias

    now = app_of(ctx).now()
    with app_of(ctx).transaction() as session:
        row = add_alias(session, seat, name, _today(app_of(ctx)), now)
    show_one(row, form(as_json, as_csv), seat_card)
    note(f"“{name}” means {row.name} ({row.code}).")


app.command()(find)


def _today(app: "App") -> "Day":
    return app.now().astimezone(app.zone).date()


def _day(app: "App", text: str | None) -> "Day | None":
    if text is None:
        return None
    from barnstorm.domain.when import read_day

    return read_day(text, app.now(), app.zone)


def _which_election(name: str | None, day: str | None) -> tuple[str | None, str | None]:
    """As given; a person at the terminal is asked for what is missing."""
    if name is None and day is None and can_ask():
        name = ask("Which election is it (2015 general, 2017 Copeland by-election)") or None
        day = ask("Its polling day, if it was no general election") or None
    return name, day


def _tell_import(row: "ResultImportRow") -> None:
    """The lines that were left out, the first of them one by one; then what to do next, or NotAllLanded."""
    for bad in row.bad[:BAD_LINES_SHOWN]:
        note(str(bad))
    if len(row.bad) > BAD_LINES_SHOWN:
        note(f"… and {len(row.bad) - BAD_LINES_SHOWN:,} more; --json tells of all.")
    if row.bad:
        raise NotAllLanded(row.errors, row.seats, dry_run=row.dry_run)
    if row.dry_run:
        note("Nothing was changed: this was a dry run.")
    else:
        hint("barnstorm seat list --marginal 10")
