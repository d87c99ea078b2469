"""barnstorm venue …"""

from typing import Annotated

import typer

from barnstorm.cli.event_view import VENUE_COLUMNS, venue_card
from barnstorm.cli.options import Csv, Json, app_of, form, noun
from barnstorm.errors.event import NothingToChange
from barnstorm.errors.typed import typed
from barnstorm.output.notes import note
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.event import VenueRow

app = noun("Halls and rooms.")

VenueName = Annotated[str, typer.Argument(metavar="VENUE", help="A venue's name, its beginning, or its number.")]
Address = Annotated[str | None, typer.Option(metavar="TEXT", help="Street and town.")]
Postcode = Annotated[str | None, typer.Option(metavar="POSTCODE", help="For example CA3 8TP.")]
Capacity = Annotated[int | None, typer.Option(metavar="N", help="How many people may be in the room.")]
StepFree = Annotated[bool | None, typer.Option("--step-free/--no-step-free", help="Can it be reached without steps?")]
HearingLoop = Annotated[bool | None, typer.Option("--hearing-loop/--no-hearing-loop", help="Is there a hearing loop?")]
Access = Annotated[
    str | None, typer.Option(metavar="TEXT", help='Anything else people need to know: "Lift by the side door".')
]

Private = Annotated[
    bool | None,
    typer.Option("--private/--public", help="Somebody's home: only who has a place is told the address."),
]


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name; the address may follow after a comma.")],
    address: Address = None,
    postcode: Postcode = None,
    capacity: Capacity = None,
    step_free: StepFree = None,
    hearing_loop: HearingLoop = None,
    access: Access = None,
    private: Private = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Add a venue. (`event create --venue` makes one on the fly.)

    Example: barnstorm venue add "Tullie House" --address "Castle Street, Carlisle" --postcode "CA3 8TP"
    --capacity 120 --step-free
    """
    from barnstorm.domain.venues import described
    from barnstorm.services.venues import add as add_venue

    app = app_of(ctx)
    text = described(name, address, postcode)
    with app.transaction() as session:
        facts = {"capacity": capacity, "step_free": step_free, "hearing_loop": hearing_loop, "access": access or ""}
        facts["private"] = bool(private)
        row = add_venue(session, text, app.now(), **facts)
    note(f"Added {row.name}.")
    show_one(row, form(as_json, as_csv), venue_card)


@app.command("list")
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the venues by name.

    Example: barnstorm venue list
    """
    from barnstorm.services.venues import rows

    with app_of(ctx).reading() as session:
        found = rows(session)
    nothing = "No venues yet. To add one: barnstorm venue add NAME --address … --postcode …"
    show_rows(found, VENUE_COLUMNS, VenueRow, form(as_json, as_csv), empty=nothing)


@app.command()
def show(ctx: typer.Context, venue: VenueName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show one venue.

    Example: barnstorm venue show "Tullie House"
    """
    from barnstorm.services.venues import show as show_venue

    with app_of(ctx).reading() as session:
        row = show_venue(session, venue)
    show_one(row, form(as_json, as_csv), venue_card)


@app.command()
def edit(
    ctx: typer.Context,
    venue: VenueName,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What it is called.")] = None,
    address: Address = None,
    postcode: Postcode = None,
    capacity: Capacity = None,
    step_free: StepFree = None,
    hearing_loop: HearingLoop = None,
    access: Access = None,
    private: Private = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Change what is known of a venue.

    Example: barnstorm venue edit "Tullie House" --capacity 150 --hearing-loop
    """
    from barnstorm.services.venues import edit as edit_venue

    given = {"name": name, "address": address, "postcode": postcode, "capacity": capacity, "step_free": step_free}
    changes = {key: value for key, value in given.items() if value is not None}
    more = {"hearing_loop": hearing_loop, "access": access, "private": private}
    changes |= {key: value for key, value in more.items() if value is not None}
    if not changes:
        raise NothingToChange(f"barnstorm venue edit {typed(venue)} --capacity 150")
    app = app_of(ctx)
    with app.transaction() as session:
        row, notes = edit_venue(session, venue, app.now(), **changes)
    note(f"Changed {row.name}.")
    for line in notes:
        note(line)
    show_one(row, form(as_json, as_csv), venue_card)
