"""barnstorm door …"""

from typing import Annotated

import typer

from barnstorm.cli.door_entry import entry
from barnstorm.cli.door_list import list_
from barnstorm.cli.door_merge import export, merge
from barnstorm.cli.door_pack import pack
from barnstorm.cli.door_run import run
from barnstorm.cli.door_sheets import sheets
from barnstorm.cli.door_view import closed_card, tally_card, ticked_in, ticked_out
from barnstorm.cli.options import Csv, DryRun, EventName, Json, PersonName, Yes, app_of, form, noun
from barnstorm.cli.rsvp_view import card
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import Form, show_one
from barnstorm.output.watch import watch
from barnstorm.rows.door import Ticked

app = noun("The list at the door, and ticking people in.")
app.command("list")(list_)
app.command()(pack)
app.command()(run)
app.command()(export)
app.command()(merge)
app.command()(entry)
app.command()(sheets)


@app.command()
def check_in(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    heads: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="So many of the party come in now, the others later.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Tick somebody in. The first time counts; again changes nothing.

    Example: barnstorm door check-in next "Ann Bell"
    """
    from barnstorm.services.door.arrivals import check_in as tick_in

    app = app_of(ctx)
    with app.transaction() as session:
        ticked = tick_in(session, event, person, app.now(), heads=heads)
    _tell(ticked, ticked_in(ticked), form(as_json, as_csv))


@app.command()
def undo(ctx: typer.Context, event: EventName, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Take back a tick made by mistake.

    Example: barnstorm door undo next "Ann Bell"
    """
    from barnstorm.services.door.arrivals import undo as take_back

    app = app_of(ctx)
    with app.transaction() as session:
        ticked = take_back(session, event, person, app.now())
    _tell(ticked, ticked_out(ticked), form(as_json, as_csv))


@app.command()
def walk_in(
    ctx: typer.Context,
    event: EventName,
    name: Annotated[str, typer.Argument(metavar="NAME", help='A whole name: "Ann Bell" or "Bell, Ann".')],
    email: Annotated[str | None, typer.Option(help="If they want to hear from you.")] = None,
    phone: Annotated[str | None, typer.Option(help="07700 900123, or with a country code.")] = None,
    postcode: Annotated[str | None, typer.Option(help="CA3 8TP.")] = None,
    another: Annotated[bool, typer.Option("--another", help="One more of a name that is on the list already.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Let in somebody who was not on the list.

    Example: barnstorm door walk-in next "Jo March" --phone "07700 900123"
    """
    from barnstorm.contact.read import read_contact
    from barnstorm.services.door.arrivals import walk_in as let_in

    contact = read_contact(name, email, phone, postcode)
    app = app_of(ctx)
    with app.transaction() as session:
        ticked = let_in(session, event, contact, app.now(), another=another)
    _tell(ticked, ticked_in(ticked), form(as_json, as_csv))
    if not ticked.changed and not another:
        hint("If this is another person of that name: add --another")


@app.command()
def tally(
    ctx: typer.Context,
    event: EventName,
    watched: Annotated[bool, typer.Option("--watch", help="Count again every two seconds, until Ctrl-C.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Count the room.

    Example: barnstorm door tally next --watch
    """
    from barnstorm.services.door.arrivals import tally as count

    app = app_of(ctx)

    def show() -> None:
        with app.reading() as session:
            row = count(session, event, app.now())
        show_one(row, form(as_json, as_csv), tally_card)

    watch(show) if watched else show()


@app.command()
def close(
    ctx: typer.Context,
    event: EventName,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """End the evening: who was to come and was not ticked in did not come.

    A meeting where not everybody was ticked is better left open: no tick is no proof that somebody stayed away.

    Example: barnstorm door close carlisle-2017-05-16
    """
    from barnstorm.services.door.closing import close as close_door
    from barnstorm.services.door.closing import to_close

    app = app_of(ctx)
    with app.reading() as session:
        row = to_close(session, event, app.now())
    if row.not_come and not dry_run:
        confirm(f"{row.came} came. Note that {row.not_come} did not?", yes=yes)
        with app.transaction() as session:
            row = close_door(session, row.event, app.now())
    done = "would be noted" if dry_run else "are noted"
    note(f"{row.not_come} {done} as not having come." if row.not_come else "Nobody is without a tick; nothing changed.")
    show_one(row, form(as_json, as_csv), closed_card)


def _tell(ticked: Ticked, lines: list[str], as_form: Form) -> None:
    for line in lines:
        note(line)
    show_one(ticked.rsvp, as_form, card)
