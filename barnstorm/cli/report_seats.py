"""barnstorm report seats."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form
from barnstorm.cli.seat_view import (
    Cluster,
    Marginal,
    OfElection,
    On,
    Region,
    Target,
    Uncovered,
    day_of,
    days_to,
    today,
)
from barnstorm.domain.parties import shortest_name
from barnstorm.domain.yields import GOAL_HOSTS
from barnstorm.errors import listed
from barnstorm.output.bars import bar
from barnstorm.output.columns import Column, share
from barnstorm.output.notes import note
from barnstorm.output.show import Form, show_rows

if TYPE_CHECKING:
    from barnstorm.rows.report import SeatReportRow

COLUMNS = [
    Column("seat", "name"),
    Column("held by", "held_by", shortest_name, spare=True),
    Column("share", "majority_share", share, "right"),
    Column("aim", "aim"),
    Column("hosts", lambda row: f"{row.hosts} of {row.hosts_goal}" if row.aim else row.hosts or None, align="right"),
    Column("", lambda row: bar(row.hosts / row.hosts_goal) if row.aim else None, drawn=True),
    Column("filled", lambda row: row.filled or None, align="right"),
    Column("empty", lambda row: row.places_free or None, align="right"),
    Column("next event", "next_event", spare=True),
    Column("best placed", "best_placed", shortest_name, spare=True),
    Column("result", lambda row: "notional" if row.notional else None),
]

_NAMED = 5


def seats(
    ctx: typer.Context,
    marginal: Marginal = None,
    region: Region = None,
    target: Target = False,
    cluster: Cluster = None,
    uncovered: Uncovered = False,
    goal_hosts: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many hosts each target should have.")
    ] = GOAL_HOSTS,
    election: OfElection = None,
    on: On = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Map the campaign: hosts against the goal, places filled and still empty. Targets without a host come first.

    Asked as `seat list` is.

    Example: barnstorm report seats --target --csv > seats.csv
    """
    from barnstorm.rows.report import SeatReportRow
    from barnstorm.services.report.seats import report
    from barnstorm.services.seat.seats import Wanted

    app = app_of(ctx)
    polling_day = app.settings.polling_day
    wanted = Wanted(marginal, region, target, cluster, uncovered, polling_day, election)
    day = day_of(app, on) or today(app)
    with app.reading() as session:
        rows = report(session, day, app.now(), wanted, goal_hosts=goal_hosts)
    as_form = form(as_json, as_csv)
    show_rows(
        rows, COLUMNS, SeatReportRow, as_form, empty="No seat to show. Results come with: barnstorm seat import FILE"
    )
    if as_form is Form.AUTO:
        _say_without_host(rows)
        if polling_day and rows:
            note(days_to(polling_day, day))


def _say_without_host(rows: "Sequence[SeatReportRow]") -> None:
    targets = [row for row in rows if row.aim]
    bare = [row.name for row in targets if not row.hosts]
    if not bare:
        return
    named = listed(
        bare[:_NAMED] if len(bare) <= _NAMED else [*bare[:_NAMED], f"{len(bare) - _NAMED} more"], joint="and"
    )
    note(f"{len(bare)} of {len(targets)} {'target has' if len(targets) == 1 else 'targets have'} no host: {named}.")
