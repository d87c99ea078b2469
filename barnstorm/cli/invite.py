"""barnstorm invite …"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.invite_born_at import BornAt, MaybeEvent, refuse_mixture, send_born_at
from barnstorm.cli.invite_feed import feed
from barnstorm.cli.invite_replies import replies
from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form, noun
from barnstorm.output.notes import note

if TYPE_CHECKING:
    from barnstorm.app import App
    from barnstorm.services.invite.invites import Plan

app = noun("Calendar invitations.")

To = Annotated[list[str] | None, typer.Option("--to", metavar="PERSON", help="Only these: a name, an email or an id.")]
OneTo = Annotated[
    str | None, typer.Option("--to", metavar="PERSON", help="The invitation of one person, with its buttons.")
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout, FOLDER/ is a file for each.")
]


@app.command()
def write(
    ctx: typer.Context,
    event: EventName,
    output: Output,
    to: OneTo = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="A file for everybody on the list, into the folder of -o.")
    ] = False,
) -> None:
    """Write the event, or invitations to it, as calendar files.

    Without --to it is for anybody: for a website, or to hand on. With --to it
    is one person's own invitation, as their letter would carry it; with --all,
    or into a FOLDER/, everybody's.

    Example: barnstorm invite write next -o carlisle.ics
    """
    from barnstorm.cli.file_out import write_out
    from barnstorm.errors.invite import OneOrAll
    from barnstorm.services.invite.files import personal_file, public_file

    app = app_of(ctx)
    if to and everybody:
        raise OneOrAll
    into_folder = output.endswith("/") or Path(output).is_dir()
    if not to and (everybody or into_folder):
        _write_all(app, event, output)
        return
    with app.transaction() if to else app.reading() as session:
        if to:
            made = personal_file(session, event, to, app.campaign, app.now())
        else:
            made = public_file(session, event, app.campaign, app.now())
    where = f"{_folder(output)}/{made.name}" if into_folder else output
    write_out(where, made.data, private=bool(to))
    if output != "-":
        note(f"Wrote {made.event} to {where} ({made.method}).")
    if not app.campaign.address:
        note("It names no organiser, because BARNSTORM_FROM is not set.")


@app.command()
def send(
    ctx: typer.Context,
    event: MaybeEvent = None,
    to: To = None,
    born_at: BornAt = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Send the invitations, changes and cancellations of an event, once each.

    They go to everybody who was asked or may come. After a change of time or
    place the new version goes; if the event is cancelled, its cancellation.
    Those taken off the list get one of their own. People who share an address
    get one letter.

    Example: barnstorm invite send carlisle-2017-05-16
    """
    from barnstorm.cli.deliveries import plan_and_deliver, refuse_without_sender
    from barnstorm.services.invite import invites

    app, asked = app_of(ctx), to or []
    refuse_mixture(event, born_at, asked)
    refuse_without_sender(app)
    if event is None:
        send_born_at(app, born_at or "", form(as_json, as_csv), dry_run=dry_run, yes=yes)
        return
    leaves = app.mailer.caps.leaves
    plan_and_deliver(
        app,
        form(as_json, as_csv),
        lambda session, dry: invites.plan(session, event, asked, app.now(), leaves=leaves, dry_run=dry),
        kinds=("invite", "cancel"),
        what=lambda planned: "cancellations" if planned.kind == "cancel" else "invitations",
        empty=_nothing_new,
        tell=_tell,
        dry_run=dry_run,
        yes=yes,
    )


app.command()(feed)
app.command()(replies)


def _write_all(app: "App", event: str, output: str) -> None:
    from barnstorm.cli.file_out import write_out
    from barnstorm.services.invite.files import personal_files

    folder = _folder(output)
    with app.transaction() as session:
        files, without_address = personal_files(session, event, app.campaign, app.now())
    for made in files:
        write_out(f"{folder}/{made.name}", made.data, private=True)
    note(f"Wrote {len(files)} {'file' if len(files) == 1 else 'files'} into {folder}.")
    if without_address:
        note(f"{without_address} without an email address; an invitation must name one.")


def _folder(output: str) -> str:
    """The folder that is meant, made if it is not there. FolderWanted if it is a file, or stdout."""
    from barnstorm.errors.invite import FolderWanted, MayNotWriteFile

    folder = Path(output)
    if output == "-" or folder.is_file():
        raise FolderWanted(output)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as e:
        raise MayNotWriteFile(output, (e.strerror or "it failed").lower()) from e
    return str(folder)


def _nothing_new(planned: "Plan") -> str:
    if planned.kind == "cancel":
        return f"Everybody who holds an invitation to {planned.ref} has been sent its cancellation."
    return f"Everybody on the list of {planned.ref} has been sent this version."


def _tell(planned: "Plan") -> None:
    if planned.without_address:
        note(f"{planned.without_address} without an email address; tell them another way.")
    if planned.never_invited:
        note(f"{planned.never_invited} who were to come were never sent an invitation; tell them another way.")
