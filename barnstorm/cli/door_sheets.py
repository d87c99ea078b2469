"""barnstorm door sheets: no row of paper is lost."""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_rows

if TYPE_CHECKING:
    from barnstorm.rows.door_entry import SheetRowState

COLUMNS = [
    Column("sheet", "sheet", whole=True),
    Column("kind", "kind"),
    Column("of", lambda row: row.desk or row.event, spare=True),
    Column("rows", "printed", align="right"),
    Column("used", "used", align="right", whole=True),
    Column("entered", "entered", align="right", whole=True),
    Column("illegible", "illegible", align="right"),
    Column("left", "outstanding", align="right", whole=True),
    Column("photo", "photographed"),
]

Counts = list[str] | None


def sheets(
    ctx: typer.Context,
    event: EventName,
    rows: Annotated[
        Counts, typer.Option(metavar="CODE=N", help="So many rows of the sheet have a tick or a name. Repeatable.")
    ] = None,
    illegible: Annotated[
        Counts, typer.Option(metavar="CODE=N", help="So many of them nobody can read. Repeatable.")
    ] = None,
    photographed: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="There is a photograph of it. Repeatable.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show what was printed, what came back, and what is still to be typed in; note what you counted on the paper.

    Count the rows with a pen mark when a sheet comes back. It is done when rows − entered − illegible is 0.

    Example: barnstorm door sheets carlisle-2017-05-16 --rows D1=17 --illegible W1=1 --photographed D1
    """
    from barnstorm.rows.door_entry import SheetRowState
    from barnstorm.services.door import sheets as service

    used, unread, app = _counts("--rows", rows), _counts("--illegible", illegible), app_of(ctx)
    if used or unread or photographed:
        with app.transaction() as session:
            found = service.count(
                session, event, app.now(), used=used, illegible=unread, photographed=photographed or ()
            )
    else:
        with app.reading() as session:
            found = service.sheets(session, event, app.now())
    nothing = f"No sheet has been printed for {event}."
    show_rows(found, COLUMNS, SheetRowState, form(as_json, as_csv), empty=nothing)
    _tell(found, event)


def _counts(option: str, given: Counts) -> dict[str, int]:
    """`["D1=17"]` -> `{"D1": 17}`. BadCount."""
    from barnstorm.errors.door_entry import BadCount

    found = {}
    for text in given or ():
        code, sign, number = text.partition("=")
        digits = number.strip()
        if not sign or not code.strip() or not (digits.isascii() and digits.isdecimal() and len(digits) < 7):  # noqa: PLR2004 - no sheet is that long
            raise BadCount(option, text)
        found[code.strip().upper()] = int(digits)
    return found


def _tell(found: "list[SheetRowState]", event: str) -> None:
    left = {row.sheet: row.outstanding for row in found if row.outstanding}
    for sheet, number in left.items():
        if number > 0:
            note(f"{sheet}: {number} {'row is' if number == 1 else 'rows are'} still to be typed in.")
        else:
            note(f"{sheet}: {-number} more typed in than counted.")
    uncounted = [row.sheet for row in found if row.outstanding is None]
    if uncounted:
        note(f"Not counted yet: {', '.join(uncounted)}.")
        hint(f"Count the rows with a pen mark: barnstorm door sheets {event} --rows {uncounted[0]}=N")
    if any(number > 0 for number in left.values()):
        hint(f"To type them in: barnstorm door entry {event}")
    if found and not left and not uncounted:
        note("All that is on paper is in.")
