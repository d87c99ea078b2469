"""barnstorm seat …"""

from enum import StrEnum
from typing import Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form, noun
from barnstorm.cli.seat_card import aside_card, detail_card, seat_card
from barnstorm.cli.seat_find import find
from barnstorm.cli.seat_import import PollingDay, import_
from barnstorm.cli.seat_view import (
    Cluster,
    Marginal,
    OfElection,
    On,
    Region,
    Target,
    Uncovered,
    columns_for,
    day_of,
    days_to,
    seats_on,
    today,
)
from barnstorm.errors import listed
from barnstorm.errors.typed import typed
from barnstorm.output.notes import note
from barnstorm.output.show import show_one, show_rows

app = noun("Constituencies, their results, and which to win or hold.")

SeatName = Annotated[str, typer.Argument(metavar="SEAT", help="A name in any spelling, a GSS code or an alias.")]


class Aim(StrEnum):
    WIN = "win"
    HOLD = "hold"


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
    from barnstorm.services.seat.seats import Wanted

    app = app_of(ctx)
    polling_day = app.settings.polling_day
    wanted = Wanted(marginal, region, target, cluster, uncovered, polling_day, election)
    rows = seats_on(app, on, wanted)
    nothing = "No seat to show. Results come with: barnstorm seat import FILE"
    show_rows(rows, columns_for(rows), SeatRow, form(as_json, as_csv), empty=nothing)
    if polling_day and rows:
        note(days_to(polling_day, today(app)))


@app.command()
def show(
    ctx: typer.Context,
    seat: SeatName,
    alliance: Annotated[str | None, typer.Option(metavar="PARTIES", help="Add parties together: Lab+LD+Green.")] = None,
    on: On = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show a seat: its last result, who is best placed, who stands or stood aside, what comes next.

    Example: barnstorm seat show Carlisle --alliance "Lab+LD+Green"
    """
    from barnstorm.services.seat.seats import show_seat

    app = app_of(ctx)
    with app.reading() as session:
        detail = show_seat(
            session,
            seat,
            day_of(app, on) or today(app),
            app.now(),
            alliance=alliance,
            polling_day=app.settings.polling_day,
        )
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
    from barnstorm.services.seat.seats import set_aim

    if (aim is None) is not none:
        raise MissingOption("--aim", f"barnstorm seat target {typed(seat)} --aim win")
    now = app_of(ctx).now()
    with app_of(ctx).transaction() as session:
        row = set_aim(session, seat, aim.value if aim else None, today(app_of(ctx)), now, cluster=cluster)
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
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take it back: it was recorded by mistake.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Put on record that a party does not stand in a seat. It is never inferred from a missing candidate.

    Example: barnstorm seat stand-aside Carlisle Green --election "2017 general" --on 2017-05-12
    """
    from barnstorm.services.seat.seats import record_stand_aside, withdraw_stand_aside

    day, announced = day_of(app_of(ctx), date), day_of(app_of(ctx), on)
    if withdraw:
        with app_of(ctx).transaction() as session:
            row = withdraw_stand_aside(session, seat, party, election=election, polling_day=day)
        show_one(row, form(as_json, as_csv), aside_card)
        note(f"It is not on record any more that {row.party} stood aside in {row.seat} at the {row.election}.")
        return
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
    remove: Annotated[bool, typer.Option("--remove", help="Take it back: the name means the seat no longer.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Give a seat another name that commands understand.

    Example: barnstorm seat alias "Barrow and Furness" Barrow
    """
    from barnstorm.services.seat.seats import add_alias, remove_alias

    change = remove_alias if remove else add_alias
    now = app_of(ctx).now()
    with app_of(ctx).transaction() as session:
        row = change(session, seat, name, today(app_of(ctx)), now)
    show_one(row, form(as_json, as_csv), seat_card)
    note(f"“{name}” {'does not mean' if remove else 'means'} {row.name} ({row.code}){' any more' if remove else ''}.")


app.command("import")(import_)
app.command()(find)
