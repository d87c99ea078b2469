"""barnstorm invite …"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form, noun
from barnstorm.output.notes import note

if TYPE_CHECKING:
    from barnstorm.services.invites import Plan

app = noun("Calendar invitations.")

To = Annotated[list[str] | None, typer.Option("--to", metavar="PERSON", help="Only these: a name, an email or an id.")]
OneTo = Annotated[
    str | None, typer.Option("--to", metavar="PERSON", help="The invitation of one person, with its buttons.")
]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")]


@app.command()
def write(ctx: typer.Context, event: EventName, output: Output, to: OneTo = None) -> None:
    """Write the event as a calendar file, for a website or to hand on; or one person's own invitation.

    Example: barnstorm invite write next -o carlisle.ics
    """
    from barnstorm.cli.file_out import write_out
    from barnstorm.services.invites import calendar_file

    app = app_of(ctx)
    with app.reading() as session:
        made = calendar_file(session, event, to, app.campaign, app.now())
    write_out(output, made.data)
    if output != "-":
        note(f"Wrote {made.event} to {output} ({made.method}).")
    if not app.campaign.address:
        note("It names no organiser, because BARNSTORM_FROM is not set.")


@app.command()
def send(
    ctx: typer.Context,
    event: EventName,
    to: To = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Send this version of the event to everybody who was asked or may come, once each. After a change of time or
    place the new version goes; if the event is cancelled, its cancellation.

    Example: barnstorm invite send carlisle-2017-05-16
    """
    from barnstorm.cli.deliveries import COLUMNS, asks_first, confirm_many, deliver, refuse_without_sender
    from barnstorm.output.show import show_rows
    from barnstorm.rows.mail import MailRow
    from barnstorm.services import invites

    app, asked = app_of(ctx), to or []
    refuse_without_sender(app)
    if dry_run or asks_first(app, yes=yes):
        with app.transaction() as session:
            planned = invites.plan(session, event, asked, app.now(), dry_run=True)
        if dry_run:
            show_rows(planned.rows, COLUMNS, MailRow, form(as_json, as_csv), empty=_nothing_new(planned))
            _tell(planned)
            return
        confirm_many(app, len(planned.rows), yes=yes)
    with app.transaction() as session:
        planned = invites.plan(session, event, asked, app.now())
    _tell(planned)
    deliver(
        app,
        form(as_json, as_csv),
        event_id=planned.event_id,
        kinds=(planned.kind,),
        count=len(planned.rows),
        what="cancellations" if planned.kind == "cancel" else "invitations",
        empty=_nothing_new(planned),
    )


def _nothing_new(planned: "Plan") -> str:
    if planned.kind == "cancel":
        return f"Everybody who holds an invitation to {planned.ref} has been sent its cancellation."
    return f"Everybody on the list of {planned.ref} has been sent this version."


def _tell(planned: "Plan") -> None:
    if planned.without_address:
        note(f"{planned.without_address} without an email address; tell them another way.")
    if planned.never_invited:
        note(f"{planned.never_invited} who were to come were never sent an invitation; tell them another way.")
