"""barnstorm door …"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.door_view import BY_GIVEN_NAME, COLUMNS, closed_card, printed, tally_card, ticked_in, ticked_out
from barnstorm.cli.options import Csv, DryRun, EventName, Json, PersonName, Yes, app_of, form, noun
from barnstorm.cli.paper_options import PaperSize
from barnstorm.cli.paper_out import drawn, refuse_mixture
from barnstorm.cli.rsvp_view import card
from barnstorm.domain.events import Status
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import Form, show_one, show_rows
from barnstorm.output.watch import watch
from barnstorm.rows.door import DoorRow, DoorSheet, Ticked

if TYPE_CHECKING:
    from barnstorm.rows.campaign import Campaign

app = noun("The list at the door, and ticking people in.")


class Sort(StrEnum):
    SURNAME = "surname"
    GIVEN = "given"


@app.command("list")
def list_(
    ctx: typer.Context,
    event: EventName,
    pdf: Annotated[str | None, typer.Option(metavar="FILE", help="Print it: a PDF, or - for stdout.")] = None,
    split: Annotated[
        int, typer.Option(metavar="N", help="Over how many desks; each gets its part of the alphabet.")
    ] = 1,
    blank_rows: Annotated[
        int, typer.Option(metavar="N", min=0, max=500, help="Lines for walk-ins, at each desk.")
    ] = 12,
    sort: Annotated[Sort, typer.Option(help="By which name.")] = Sort.SURNAME,
    paper: Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)] = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who is expected and who is here, on the screen or as a sheet to tick with a pen.

    Example: barnstorm door list carlisle-2017-05-16 --pdf door.pdf --split 2
    """
    from barnstorm.services.door_list import door_sheet

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    refuse_mixture(pdf, as_form)
    with app.reading() as session:
        sheet = door_sheet(session, event, app.now(), desks=split, by_given_name=sort is Sort.GIVEN)
    if sheet.event.status == Status.CANCELLED:
        note(f"{sheet.event.ref} is cancelled.")
    if len(sheet.desks) < split and sheet.rows:
        note(f"The names can be split over {len(sheet.desks)} only.")
    if pdf is not None:
        _print(sheet, app.campaign, pdf, blank_rows, paper)
    if pdf is None or as_form is not Form.AUTO:
        nobody = f"Nobody is expected at {sheet.event.ref} yet."
        columns = BY_GIVEN_NAME if sheet.by_given_name else COLUMNS
        show_rows(sheet.rows, columns, DoorRow, as_form, empty=nobody)


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
    from barnstorm.services.door import check_in as tick_in

    app = app_of(ctx)
    with app.transaction() as session:
        ticked = tick_in(session, event, person, app.now(), heads=heads)
    _tell(ticked, ticked_in(ticked), form(as_json, as_csv))


@app.command()
def undo(ctx: typer.Context, event: EventName, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Take back a tick made by mistake.

    Example: barnstorm door undo next "Ann Bell"
    """
    from barnstorm.services.door import undo as take_back

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
    from barnstorm.services.door import walk_in as let_in

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
    from barnstorm.services.door import tally as count

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
    from barnstorm.services.door_close import close as close_door
    from barnstorm.services.door_close import to_close

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


def _print(sheet: DoorSheet, campaign: "Campaign", target: str, blank_rows: int, size: PaperSize) -> None:
    """Write the PDF to a file or stdout, and say what it holds and which names it could not write."""
    from barnstorm.paper.door import unwritable, write_door_list
    from barnstorm.paper.page import Paper

    pages = drawn(
        target, lambda out: write_door_list(sheet, campaign, out, blank_rows=blank_rows, paper=Paper(size.value))
    )
    if pages is not None:
        note(printed(sheet, target, pages))
    for row, instead in unwritable(sheet):
        note(f"{row.name} (no. {row.person_id}) is printed as {instead}: our fonts have no letters for it.")


def _tell(ticked: Ticked, lines: list[str], as_form: Form) -> None:
    for line in lines:
        note(line)
    show_one(ticked.rsvp, as_form, card)
