"""barnstorm report …"""

import typer

from barnstorm.cli.options import Json, app_of, noun
from barnstorm.cli.seat_view import Cluster, Marginal, OfElection, On, Region, Target, Uncovered, seats_on
from barnstorm.output.show import Form, show_rows

app = noun("What the campaign looks like, for a spreadsheet.")


@app.command()
def seats(
    ctx: typer.Context,
    marginal: Marginal = None,
    region: Region = None,
    target: Target = False,
    cluster: Cluster = None,
    uncovered: Uncovered = False,
    election: OfElection = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Write the seats as CSV: the map of the campaign, asked as `seat list` is.

    Example: barnstorm report seats --target > seats.csv
    """
    from barnstorm.rows.seat import SeatRow
    from barnstorm.services.seats import Wanted

    app = app_of(ctx)
    wanted = Wanted(marginal, region, target, cluster, uncovered, app.settings.polling_day, election)
    show_rows(seats_on(app, on, wanted), [], SeatRow, Form.JSON if as_json else Form.CSV)
