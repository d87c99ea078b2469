"""barnstorm action reshift."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, Yes, app_of, form
from barnstorm.output.columns import Column
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import show_rows
from barnstorm.rows.reshift import ReshiftRow

if TYPE_CHECKING:
    from barnstorm.services.action.reshift import Reshift

COLUMNS = [
    Column("no.", "person_id", align="right"),
    Column("name", "name", whole=True),
    Column("phone", "phone", whole=True),
    Column("missed", "missed_title", spare=True),
    Column("could come to", "next_title"),
    Column("when", "next_starts_at", lambda moment: f"{moment:%a} {moment.day} {moment:%b %H:%M}", whole=True),
    Column("free", "next_free", align="right", spare=True),
    Column("letter", "letter", whole=True),
    Column("code", "next_code", str.upper, spare=True),
    Column("email", "email", spare=True),
    Column("why", "why", spare=True),
]


def reshift(
    ctx: typer.Context,
    event: EventName,
    send: Annotated[bool, typer.Option("--send", help="Send the letters, after a question.")] = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who signed up and did not come, with the nearest open action: to ring, or with --send to write to.

    Of a meeting, all actions born at it; of an action, its own. Letters go to those who agreed to them; the list is for
    ringing everybody. Without --send a draft is shown and nothing leaves.

    Example: barnstorm action reshift carlisle-2017-05-16 --csv > calls.csv
    """
    from barnstorm.cli.deliveries import deliver, refuse_without_sender
    from barnstorm.services.action import reshift as no_shows

    app = app_of(ctx)
    if send:
        refuse_without_sender(app)
    leaves, as_form = app.mailer.caps.leaves, form(as_json, as_csv)
    with app.transaction() as session:
        planned = no_shows.plan(session, event, app.campaign, app.now(), leaves=leaves, dry_run=True)
    _say(planned)
    if not send:
        show_rows(planned.rows, COLUMNS, ReshiftRow, as_form, empty=f"Nobody is noted as a no-show at {planned.event}.")
        if planned.due:
            hint(f"To send the letters ({len(planned.due)}): barnstorm action reshift {planned.event} --send")
        return
    if planned.due:
        confirm(f"Letters like this go to {len(planned.due)}.", yes=yes)
        with app.transaction() as session:
            planned = no_shows.plan(session, event, app.campaign, app.now(), leaves=leaves)
    deliver(
        app,
        as_form,
        event_id=None,
        kinds=no_shows.KINDS,
        count=len(planned.due),
        what="letters",
        empty=f"No letter is to be sent; see why: barnstorm action reshift {planned.event} --json",
        keys=frozenset(mail.key for mail in planned.due),
    )


def _say(planned: "Reshift") -> None:
    """A letter, and what stands in the way of others."""
    if planned.draft is not None:
        note(f"--- {planned.draft.subject}\n\n{planned.draft.text.strip()}\n")
    for why, people in Counter(row.why for row in planned.rows if row.why).items():
        note(f"{people} of {len(planned.rows)}: no letter, only a call. {why}")
    for ref, people in planned.unticked.items():
        note(f"{people} at {ref} have no tick yet; nobody knows whether they came.")
        hint(f"If everybody who came is ticked: barnstorm door close {ref}")
