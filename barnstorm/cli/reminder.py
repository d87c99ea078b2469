"""barnstorm reminder …"""

from typing import Annotated

import typer

from barnstorm.cli import reminder_rules
from barnstorm.cli.options import Csv, DryRun, Json, Yes, app_of, form, noun
from barnstorm.output.notes import note
from barnstorm.output.show import show_rows

app = noun("Reminders, each sent once.")
app.command("rules")(reminder_rules.rules)

MaybeEvent = Annotated[str | None, typer.Argument(metavar="[EVENT]", help="One event; without it, all that lie ahead.")]


@app.command()
def plan(
    ctx: typer.Context, event: MaybeEvent = None, dry_run: DryRun = False, as_json: Json = False, as_csv: Csv = False
) -> None:
    """Plan the reminders of everybody who may come.

    They go 7 days, 1 day and 2 hours before the event, or as `reminder rules`
    says.

    Example: barnstorm reminder plan
    """
    from barnstorm.cli.deliveries import COLUMNS
    from barnstorm.rows.mail import MailRow
    from barnstorm.services.reminder import reminders

    app = app_of(ctx)
    with app.transaction() as session:
        planned = reminders.plan(session, event, app.now(), quiet=app.campaign.quiet_hours, dry_run=dry_run)
    show_rows(planned.rows, COLUMNS, MailRow, form(as_json, as_csv), empty="Nobody is to be reminded of anything.")
    if not dry_run:
        note(f"{planned.changed} planned or changed." if planned.changed else "Everything was planned already.")


@app.command()
def send(
    ctx: typer.Context,
    event: MaybeEvent = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Plan, then send the reminders that are due.

    Safe to run every few minutes, and twice at once: nobody is reminded twice.

    Example: barnstorm reminder send
    """
    from barnstorm.cli.deliveries import COLUMNS, confirm_many, deliver, refuse_without_sender
    from barnstorm.rows.mail import MailRow
    from barnstorm.services.letter import previews
    from barnstorm.services.mail.doctor import ran
    from barnstorm.services.reminder import reminders

    app = app_of(ctx)
    refuse_without_sender(app)
    with app.transaction() as session:
        planned = reminders.plan(
            session,
            event,
            app.now(),
            quiet=app.campaign.quiet_hours,
            leaves=app.mailer.caps.leaves,
            dry_run=dry_run,
        )
        if not dry_run:
            ran(session, app.now())
    if dry_run:
        show_rows(planned.due, COLUMNS, MailRow, form(as_json, as_csv), empty="No reminder is due.")
        return
    confirm_many(app, len(planned.due), yes=yes)
    if app.campaign.templates:
        with app.transaction() as session:
            previews.try_out(session, planned.due, app.campaign, app.now())
    deliver(
        app,
        form(as_json, as_csv),
        event_id=planned.event_id,
        kinds=("reminder-",),
        count=len(planned.due),
        what="reminders",
        empty="No reminder is due.",
    )


@app.command("list")
def list_(ctx: typer.Context, event: MaybeEvent = None, as_json: Json = False, as_csv: Csv = False) -> None:
    """List every reminder with its state, and of those not sent, why.

    Example: barnstorm reminder list carlisle-2017-05-16
    """
    from barnstorm.cli.deliveries import COLUMNS
    from barnstorm.rows.mail import MailRow
    from barnstorm.services.reminder import reminders

    app = app_of(ctx)
    with app.reading() as session:
        rows = reminders.rows(session, event, app.now())
    show_rows(rows, COLUMNS, MailRow, form(as_json, as_csv), empty="No reminder was planned yet.")
