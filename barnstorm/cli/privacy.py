"""barnstorm privacy …"""

from typing import Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, Yes, app_of, form, noun
from barnstorm.cli.privacy_view import CONSENTS, LEFT_TO_THE_SERVER, PERIODS, WORDINGS
from barnstorm.domain.consents import Channel
from barnstorm.domain.retention import Data, periods, read_keep
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_rows
from barnstorm.rows.privacy import ConsentRow, PurgeRow, WordingRow

app = noun("Who agreed to what, and how long things are kept.")

_KINDS = ", ".join(data.value for data in Data)


@app.command()
def purge(
    ctx: typer.Context,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT=TIME", help=f"Another period: access=7d, phones=8w. WHAT is one of {_KINDS}."),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show what may not be kept any more; take it away with --yes. Counts are kept for ever.

    Access needs go a week after each event, the rest so many days after BARNSTORM_POLLING_DAY.

    Example: barnstorm privacy purge --keep phones=8w
    """
    from barnstorm.db.scrub import scrub
    from barnstorm.errors.settings import SettingMissing
    from barnstorm.services.privacy.purge import purge as purge_privacy

    app = app_of(ctx)
    wanted = periods(read_keep(text) for text in keep or [])
    polling_day = app.settings.polling_day
    if polling_day is None:
        raise SettingMissing("BARNSTORM_POLLING_DAY", "periods are counted from that day", "2017-06-08")
    doing = yes and not dry_run
    with app.transaction() if doing else app.reading() as session:
        rows = purge_privacy(session, polling_day, wanted, app.zone, app.now(), dry_run=not doing)
    show_rows(rows, PERIODS, PurgeRow, form(as_json, as_csv))
    due = sum(row.count for row in rows)
    if doing:
        note(f"Taken away: {due}." if due else "Nothing was due.")
        if due and not scrub(app.engine):
            note(LEFT_TO_THE_SERVER)
    else:
        note("Nothing was changed." if due else "Nothing is due.")
        if due:
            hint("To take it away: barnstorm privacy purge --yes")


@app.command()
def consents(
    ctx: typer.Context,
    organisation: Annotated[str | None, typer.Option(metavar="NAME", help="Only to this one.")] = None,
    channel: Annotated[Channel | None, typer.Option(help="Only by this one.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Only those that still hold.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the ledger of consents: who agreed to what, when, where, and when they withdrew it.

    Example: barnstorm privacy consents --organisation Compass --channel email --live
    """
    from barnstorm.services.privacy.consent_rows import ledger

    with app_of(ctx).reading() as session:
        rows = ledger(session, organisation, channel, live=live)
    show_rows(rows, CONSENTS, ConsentRow, form(as_json, as_csv), empty="Nobody has agreed to that.")
    if not rows:
        hint("To write one down: barnstorm person consent PERSON --organisation NAME --channel email …")


@app.command()
def wordings(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """List what people were asked to agree to, word for word, each with the number it is used again by.

    Example: barnstorm privacy wordings
    """
    from barnstorm.services.privacy.consent_rows import wordings as all_wordings

    with app_of(ctx).reading() as session:
        rows = all_wordings(session)
    show_rows(rows, WORDINGS, WordingRow, form(as_json, as_csv), empty="There are none yet.")


@app.command()
def scrub(ctx: typer.Context) -> None:
    """Write the database file anew, so that nothing that was erased stays in its free pages.

    Erasing does so itself; this is for when another program held the file open.

    Example: barnstorm privacy scrub
    """
    from barnstorm.db.scrub import scrub as scrub_file

    if scrub_file(app_of(ctx).engine):
        note("Nothing that was erased is left in the database file.")
    else:
        note(LEFT_TO_THE_SERVER)
