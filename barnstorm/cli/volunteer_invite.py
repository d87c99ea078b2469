"""barnstorm volunteer invite"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form
from barnstorm.output.notes import note

if TYPE_CHECKING:
    from barnstorm.services.volunteer.shift_invites import Plan

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
    from barnstorm.cli.deliveries import plan_and_deliver, refuse_without_sender
    from barnstorm.services.volunteer.shift_invites import plan

    app, asked = app_of(ctx), to or []
    refuse_without_sender(app)
    leaves, domain = app.mailer.caps.leaves, app.campaign.domain
    plan_and_deliver(
        app,
        form(as_json, as_csv),
        lambda session, dry: plan(session, event, asked, app.now(), domain, leaves=leaves, dry_run=dry),
        kinds=("shift",),
        what=lambda _: "shifts",
        empty=_nothing_new,
        tell=_tell,
        dry_run=dry_run,
        yes=yes,
    )


def _nothing_new(planned: "Plan") -> str:
    return f"Nobody has to be told anything new about a shift at {planned.ref}."


def _tell(planned: "Plan") -> None:
    if planned.without_address:
        note(f"{planned.without_address} without an email address; tell them another way.")
