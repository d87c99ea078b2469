"""barnstorm mail …"""

from contextlib import nullcontext
from typing import Annotated

import typer

from barnstorm.cli.deliveries import show_letters
from barnstorm.cli.mail_backends import backends
from barnstorm.cli.mail_doctor import doctor
from barnstorm.cli.mail_preview import preview
from barnstorm.cli.mail_suppress import suppress, suppressed, unsuppress
from barnstorm.cli.mail_thank import thank
from barnstorm.cli.options import Csv, DryRun, Json, app_of, form, noun
from barnstorm.domain.delivery import Decision, State
from barnstorm.errors import listed
from barnstorm.output.notes import hint, note
from barnstorm.output.progress import progress
from barnstorm.rows.mail import MailRow, trouble

app = noun("How mail leaves, and what became of it.")
for verb in (preview, thank, doctor, backends, suppress, unsuppress, suppressed):
    app.command()(verb)

OneEvent = Annotated[
    str | None, typer.Argument(metavar="[EVENT]", help="Only what is about this event; see barnstorm event list.")
]


@app.command("list")
def list_(
    ctx: typer.Context,
    event: OneEvent = None,
    state: Annotated[
        State | None, typer.Option(metavar="STATE", help=f"Only messages in this state: {listed(State)}.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only messages of this kind: invite, cancel, reminder, reminder-1d, test.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the messages in the outbox, sent or not, and what became of each.

    Example: barnstorm mail list carlisle-2017-05-16 --state unknown
    """
    from barnstorm.services.finding.event import find_event
    from barnstorm.services.outbox.rows import mail_rows

    with app_of(ctx).reading() as session:
        event_id = find_event(session, event, app_of(ctx).now()).id if event else None
        rows = mail_rows(session, event_id=event_id, state=state, kinds=[kind] if kind else None)
    show_letters(rows, form(as_json, as_csv), "There are no such messages.")


@app.command("test")
def send_one(
    ctx: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Where to: your own address.")],
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Send one test message now, the way all mail leaves.

    Example: barnstorm mail test you@example.org
    """
    from barnstorm.contact.email import read_email
    from barnstorm.services.outbox.writers import send_test

    app = app_of(ctx)
    to = read_email(address)
    row = send_test(app.transaction, app.mailer, app.campaign, app.now, to)
    show_letters([row], form(as_json, as_csv))
    _end([row])
    note(f"Sent through {app.mailer.name}.")


@app.command()
def retry(
    ctx: typer.Context,
    event: OneEvent = None,
    at_once: Annotated[
        bool, typer.Option("--now", help="Also what waits for a later try, without waiting for it.")
    ] = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Send what is due and was left in the outbox.

    After a failure, a crash, an evening without network.

    Example: barnstorm mail retry
    """
    from barnstorm.services.finding.event import find_event
    from barnstorm.services.letter.previews import try_out
    from barnstorm.services.outbox.decisions import try_now
    from barnstorm.services.outbox.order import Order
    from barnstorm.services.outbox.outbox import drain
    from barnstorm.services.outbox.rows import due_rows
    from barnstorm.services.outbox.writers import EveryLetter

    app = app_of(ctx)
    with app.transaction() as session:
        order = Order(find_event(session, event, app.now()).id if event else None)
        kept = session.begin_nested()
        if at_once:
            try_now(session, order, app.now())
        rows = due_rows(session, order, app.now())
        if app.campaign.templates:
            try_out(session, rows, app.campaign, app.now())
        if dry_run:
            kept.rollback()
        else:
            kept.commit()
    if not dry_run:
        with progress("Sending", len(rows)) if rows else nullcontext() as advance:
            rows = drain(
                app.transaction,
                app.mailer,
                EveryLetter(),
                campaign=app.campaign,
                now=app.now,
                event_id=order.event_id,
                progress=advance,
                patient=not at_once,
            )
    show_letters(rows, form(as_json, as_csv), "Nothing is due.")
    if not dry_run:
        _end(rows)


@app.command()
def resolve(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The message's number; see mail list --state unknown.")],
    decision: Annotated[
        Decision,
        typer.Option("--as", help="It was delivered; send it again (it may arrive twice); or hold it as it is."),
    ],
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Decide about a message of which it is unknown whether it arrived.

    Example: barnstorm mail resolve 17 --as delivered
    """
    from barnstorm.services.outbox.decisions import resolve as resolve_mail

    app = app_of(ctx)
    with app.transaction() as session:
        row = resolve_mail(session, number, decision, app.now())
    show_letters([row], form(as_json, as_csv))
    if decision is Decision.RESEND:
        hint("To send it: barnstorm mail retry")


def _end(rows: list[MailRow]) -> None:
    """Leave with 6 if some failed or are unknown, with 75 if some wait."""
    ended = trouble(rows)
    if ended is not None:
        raise ended
