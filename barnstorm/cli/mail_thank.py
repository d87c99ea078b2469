"""barnstorm mail thank."""

from typing import TYPE_CHECKING

import typer

from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form
from barnstorm.output.notes import confirm, note

if TYPE_CHECKING:
    from barnstorm.services.mail.after_event import Plan


def thank(
    ctx: typer.Context,
    event: EventName,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Thank those who came, and write to those who were missed.

    Thanks tell people what they took on; those who did not come hear what comes
    next. Only those who agreed to mail from those who called the event. Shows a
    draft of each, then asks.

    Example: barnstorm mail thank carlisle-2017-05-16 --dry-run
    """
    from barnstorm.cli.deliveries import deliver, refuse_without_sender, show_letters
    from barnstorm.services.mail import after_event

    app = app_of(ctx)
    refuse_without_sender(app)
    shown_as, leaves = form(as_json, as_csv), app.mailer.caps.leaves
    with app.transaction() as session:
        planned = after_event.plan(session, event, app.campaign, app.now(), leaves=leaves, dry_run=True)
    _show_drafts(planned)
    if dry_run:
        show_letters(planned.rows, shown_as, "Nobody is to be thanked.")
        return
    if planned.due:
        confirm(_question(planned), yes=yes)
        with app.transaction() as session:
            after_event.plan(session, event, app.campaign, app.now(), leaves=leaves)
    deliver(
        app,
        shown_as,
        event_id=planned.event_id,
        kinds=after_event.KINDS,
        count=len(planned.due),
        what="thanks",
        empty="Nobody is to be thanked; see why: barnstorm mail thank EVENT --dry-run",
    )


def _show_drafts(planned: "Plan") -> None:
    for draft in planned.drafts:
        note(f"--- {draft.subject}\n\n{draft.text.strip()}\n")


def _question(planned: "Plan") -> str:
    thanks = sum(row.kind == "thanks" for row in planned.due)
    parts = [f"{thanks} who came", f"{len(planned.due) - thanks} who did not"]
    return f"Letters like these go to {' and '.join(part for part in parts if not part.startswith('0 '))}."
