"""barnstorm invite feed"""

from typing import Annotated

import typer

from barnstorm.cli.event_options import KINDS, Seat
from barnstorm.cli.options import app_of
from barnstorm.domain.events import Kind
from barnstorm.output.notes import note

Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")]


def feed(
    ctx: typer.Context,
    output: Output,
    seat: Seat = None,
    organisation: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this organisation calls.")] = None,
    kind: Annotated[Kind | None, typer.Option(metavar="KIND", help=KINDS)] = None,
) -> None:
    """Write the events to come as one calendar to subscribe to.

    People subscribe to it once it lies on a web server. It names no guest and
    tells no private address. Cancelled events stay in it for 30 days. Write it
    anew whenever something has changed, from cron for example.

    Example: barnstorm invite feed --seat Carlisle -o public/carlisle.ics
    """
    from barnstorm.cli.file_out import write_out
    from barnstorm.services.invite.feeds import written

    app = app_of(ctx)
    with app.reading() as session:
        made = written(session, app.campaign, app.now(), seat=seat, organisation=organisation, kind=kind)
    write_out(output, made.data)
    if output != "-":
        note(f"Wrote {made.events} {'event' if made.events == 1 else 'events'} to {output}.")
    elif not made.events:
        note("No event fits; the calendar is empty.")
    if not app.campaign.address:
        note("It names no organiser, because BARNSTORM_FROM is not set.")
