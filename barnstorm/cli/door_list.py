"""barnstorm door list"""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from barnstorm.cli.door_view import BY_GIVEN_NAME, COLUMNS, printed
from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import Html, PaperSize, Pdf, Size, Text
from barnstorm.cli.paper_out import Targets, drawn
from barnstorm.domain.events import Status
from barnstorm.output.notes import note
from barnstorm.output.show import Form, show_rows
from barnstorm.rows.door import DoorRow, DoorSheet

if TYPE_CHECKING:
    from barnstorm.app import App
    from barnstorm.rows.campaign import Campaign
    from barnstorm.rows.event import EventRow
    from barnstorm.rows.sheet import PageRoom


class Sort(StrEnum):
    SURNAME = "surname"
    GIVEN = "given"


def list_(
    ctx: typer.Context,
    event: EventName,
    pdf: Pdf = None,
    html: Html = None,
    text: Text = None,
    split: Annotated[
        int, typer.Option(metavar="N", help="Over how many desks; each gets its part of the alphabet.")
    ] = 1,
    blank_rows: Annotated[
        int, typer.Option(metavar="N", min=0, max=500, help="Lines for walk-ins, at each desk.")
    ] = 12,
    sort: Annotated[Sort, typer.Option(help="By which name.")] = Sort.SURNAME,
    paper: Size = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who is expected and who is here, on the screen or as a sheet to tick with a pen.

    Printed rows are numbered and kept, so that ticks on paper can be typed in.

    Example: barnstorm door list carlisle-2017-05-16 --pdf door.pdf --split 2
    """
    app = app_of(ctx)
    as_form, targets = form(as_json, as_csv), Targets(pdf, html, text)
    targets.refuse_mixture(as_form)
    sheet = _sheet(app, event, targets, paper, split, by_given_name=sort is Sort.GIVEN, blank_rows=blank_rows)
    if sheet.event.status == Status.CANCELLED:
        note(f"{sheet.event.ref} is cancelled.")
    if len(sheet.desks) < split and sheet.rows:
        note(f"The names can be split over {len(sheet.desks)} only.")
    _print(sheet, app.campaign, targets, blank_rows, paper)
    if not targets.any or as_form is not Form.AUTO:
        nobody = f"Nobody is expected at {sheet.event.ref} yet."
        columns = BY_GIVEN_NAME if sheet.by_given_name else COLUMNS
        show_rows(sheet.rows, columns, DoorRow, as_form, empty=nobody)


def _sheet(
    app: "App",
    event: str,
    targets: Targets,
    paper: PaperSize,
    split: int,
    *,
    by_given_name: bool,
    blank_rows: int,
) -> DoorSheet:
    """The list: looked at, or with its sheets registered because it is printed."""
    if not targets.any:
        from barnstorm.services.door.expected import door_sheet

        with app.reading() as session:
            return door_sheet(session, event, app.now(), desks=split, by_given_name=by_given_name)
    from barnstorm.services.door.printed import print_door

    room = _room(app.campaign, targets, paper)
    with app.transaction() as session:
        return print_door(
            session, event, app.now(), room, desks=split, by_given_name=by_given_name, blank_rows=blank_rows
        )


def _room(campaign: "Campaign", targets: Targets, size: PaperSize) -> "Callable[[EventRow], PageRoom]":
    """What a page takes; the HTML's are the PDF's, and the text's count only if there is nothing else."""
    if targets.pdf is not None or targets.html is not None:
        from barnstorm.paper.door import page_room
        from barnstorm.paper.page import Paper

        return lambda row: page_room(row, campaign, Paper(size.value))
    from barnstorm.paper.text.door import text_room

    return lambda row: text_room(row, campaign)


def _print(sheet: DoorSheet, campaign: "Campaign", targets: Targets, blank_rows: int, size: PaperSize) -> None:
    """Write the files, and say what they hold and which names the PDF could not write."""
    from barnstorm.paper.page import Paper

    paper = Paper(size.value)
    if targets.pdf is not None:
        from barnstorm.paper.door import unwritable, write_door_list

        _write(
            sheet, targets.pdf, lambda out: write_door_list(sheet, campaign, out, blank_rows=blank_rows, paper=paper)
        )
        for row, instead in unwritable(sheet):
            note(f"{row.name} ({row.sheet}, no. {row.row}) is printed as {instead}: our fonts have no letters for it.")
    if targets.html is not None:
        from barnstorm.paper.html.door import write_door_html

        _write(
            sheet, targets.html, lambda out: write_door_html(sheet, campaign, out, blank_rows=blank_rows, paper=paper)
        )
    if targets.text is not None:
        from barnstorm.paper.text.door import write_door_text

        _write(sheet, targets.text, lambda out: write_door_text(sheet, campaign, out, blank_rows=blank_rows))


def _write(sheet: DoorSheet, target: str, draw: "Callable[[BinaryIO], int]") -> None:
    pages = drawn(target, draw)
    if pages is not None:
        note(printed(sheet, target, pages))
