"""barnstorm reminder …"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli import reminder_rules
from barnstorm.cli.options import Csv, DryRun, Json, Yes, app_of, form, noun
from barnstorm.output.columns import evening
from barnstorm.output.notes import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from barnstorm.rows.mail import MailRow

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
    from barnstorm.cli.deliveries import show_letters
    from barnstorm.services.reminder import reminders

    app = app_of(ctx)
    with app.transaction() as session:
        planned = reminders.plan(session, event, app.now(), quiet=app.campaign.quiet_hours, dry_run=dry_run)
    show_letters(planned.rows, form(as_json, as_csv), "Nobody is to be reminded of anything.")
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
    from barnstorm.cli.deliveries import confirm_many, deliver, refuse_without_sender, show_letters
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
    empty = _none_is_due(planned.rows)
    if dry_run:
        show_letters(planned.due, form(as_json, as_csv), empty)
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
        empty=empty,
    )


@app.command("list")
def list_(ctx: typer.Context, event: MaybeEvent = None, as_json: Json = False, as_csv: Csv = False) -> None:
    """List every reminder with its state, and of those not sent, why.

    Example: barnstorm reminder list carlisle-2017-05-16
    """
    from barnstorm.cli.deliveries import show_letters
    from barnstorm.services.reminder import reminders

    app = app_of(ctx)
    with app.reading() as session:
        rows = reminders.rows(session, event, app.now())
    show_letters(rows, form(as_json, as_csv), "No reminder was planned yet.")


def _none_is_due(planned: "Sequence[MailRow]") -> str:
    from barnstorm.domain.delivery import WAITING

    waiting = [row.due_at for row in planned if row.state in WAITING]
    return f"No reminder is due; the next goes {evening(min(waiting))}." if waiting else "No reminder is due."
