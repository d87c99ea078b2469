"""barnstorm volunteer invite"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form
from barnstorm.output.notes import note

if TYPE_CHECKING:
    from barnstorm.services.shift_invites import Plan

To = Annotated[list[str] | None, typer.Option("--to", metavar="PERSON", help="Only these: a name, an email or an id.")]


def invite(
    ctx: typer.Context,
    event: EventName,
    to: To = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Put every shift into its volunteer's calendar, at its own hours and with its brief, once each. After a change the
    new hours go; to those who were dropped, or if the event is cancelled, the cancellation.

    Example: barnstorm volunteer invite carlisle-2017-05-16
    """
    from barnstorm.cli.deliveries import COLUMNS, asks_first, confirm_many, deliver, refuse_without_sender
    from barnstorm.output.show import show_rows
    from barnstorm.rows.mail import MailRow
    from barnstorm.services import previews
    from barnstorm.services.shift_invites import plan

    app, asked, as_form = app_of(ctx), to or [], form(as_json, as_csv)
    refuse_without_sender(app)
    leaves, domain = app.mailer.caps.leaves, app.campaign.domain
    if dry_run or asks_first(app, yes=yes):
        with app.transaction() as session:
            planned = plan(session, event, asked, app.now(), domain, leaves=leaves, dry_run=True)
        if dry_run:
            show_rows(planned.rows, COLUMNS, MailRow, as_form, empty=_nothing_new(planned))
            _tell(planned)
            return
        confirm_many(app, len(planned.rows), yes=yes)
    with app.transaction() as session:
        planned = plan(session, event, asked, app.now(), domain, leaves=leaves)
        if app.campaign.templates:
            previews.try_out(session, planned.rows, app.campaign, app.now())
    _tell(planned)
    deliver(
        app,
        as_form,
        event_id=planned.event_id,
        kinds=("shift",),
        keys=planned.keys,
        count=len(planned.rows),
        what="shifts",
        empty=_nothing_new(planned),
    )


def _nothing_new(planned: "Plan") -> str:
    return f"Nobody has to be told anything new about a shift at {planned.ref}."


def _tell(planned: "Plan") -> None:
    if planned.without_address:
        note(f"{planned.without_address} without an email address; tell them another way.")
