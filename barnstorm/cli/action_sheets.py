"""barnstorm action sheets."""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import PaperSize
from barnstorm.cli.paper_out import drawn, refuse_mixture
from barnstorm.output.columns import Column
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_rows
from barnstorm.rows.action_sheet import DueSheet
from barnstorm.rows.sheet import PrintedSheet

if TYPE_CHECKING:
    from barnstorm.app import App
    from barnstorm.rows.action_sheet import ActionPaper


def _clock(row: DueSheet) -> str:
    """`61 h`, `late by 5 h`."""
    return f"{row.hours_left} h" if row.hours_left >= 0 else f"late by {-row.hours_left} h"


DUE = [
    Column("sheet", "sheet", whole=True),
    Column("kind", "kind"),
    Column("code", "code", str.upper),
    Column("for", "title"),
    Column("begins", "starts_at", lambda moment: f"{moment:%a} {moment.day} {moment:%b %H:%M}", whole=True),
    Column("used", lambda row: "not back" if row.used is None else row.used, align="right"),
    Column("entered", "entered", align="right"),
    Column("left", "outstanding", align="right"),
    Column("clock", _clock, align="right", whole=True),
    Column("photo", lambda row: "yes" if row.photographed else None, spare=True),
]
PRINTED = [
    Column("sheet", "sheet"),
    Column("kind", "kind"),
    Column("for", "of"),
    Column("rows", "rows", align="right"),
    Column("pages", "pages", align="right"),
]


def sheets(
    ctx: typer.Context,
    event: EventName,
    pdf: Annotated[str | None, typer.Option(metavar="FILE", help="Print them: a PDF, or - for stdout.")] = None,
    blank: Annotated[
        int, typer.Option(metavar="N", min=0, max=200, help="Blank sheets for hosts who have yet to stand up.")
    ] = 0,
    blank_rows: Annotated[
        int, typer.Option(metavar="N", min=0, max=500, help="Lines on each sign-in list for those who just come.")
    ] = 12,
    paper: Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)] = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the sheets of actions that are out or not typed in yet, or print new ones: host sheets and sign-in lists.

    The earliest action comes first. The clock runs 72 hours from the end of the meeting, and stops when the action
    begins. Type host sheets in with `action entry`, sign-in lists with `door entry ACTION`.

    Example: barnstorm action sheets carlisle-2017-05-16 --pdf sheets.pdf --blank 5
    """
    app, as_form = app_of(ctx), form(as_json, as_csv)
    refuse_mixture(pdf, as_form)
    if pdf is None:
        _list_due(app, event, as_form)
        return
    made = _made(app, event, blank, blank_rows, paper)
    _print(app, made, pdf, paper)
    if as_form is not Form.AUTO:
        show_rows(made.sheets, PRINTED, PrintedSheet, as_form)


def _list_due(app: "App", event: str, as_form: Form) -> None:
    from barnstorm.services.action.sheets import due_sheets

    with app.reading() as session:
        ref, rows = due_sheets(session, event, app.now())
    show_rows(rows, DUE, DueSheet, as_form, empty=f"Nothing is outstanding of the actions born at {ref}.")
    if late := sum(row.hours_left < 0 for row in rows):
        note(f"{late} of {len(rows)} should have been typed in already.")
    if any(row.used is None for row in rows):
        hint(f"What came back is counted with: barnstorm door sheets {ref} --rows {rows[0].sheet}=N")


def _made(app: "App", event: str, blank: int, lines: int, size: PaperSize) -> "ActionPaper":
    """The sheets, registered, so that what comes back can be typed in."""
    from barnstorm.paper.door import page_room
    from barnstorm.paper.host_sheets import host_room
    from barnstorm.paper.page import Paper
    from barnstorm.services.action.sheets import print_sheets

    paper, campaign = Paper(size.value), app.campaign
    rooms = (lambda row: host_room(row, campaign, paper), lambda row: page_room(row, campaign, paper))
    with app.transaction() as session:
        return print_sheets(session, event, app.now(), rooms, blank=blank, lines=lines)


def _print(app: "App", made: "ActionPaper", target: str, size: PaperSize) -> None:
    from barnstorm.paper.action_sheets import write_action_sheets
    from barnstorm.paper.door import unwritable
    from barnstorm.paper.page import Paper

    pages = drawn(target, lambda out: write_action_sheets(made, app.campaign, out, paper=Paper(size.value)))
    if pages is not None:
        codes = ", ".join(sheet.sheet for sheet in made.sheets)
        note(f"Wrote {target}, {pages} page{'' if pages == 1 else 's'}: sheets {codes}.")
    for listed in made.sign_ins:
        for row, instead in unwritable(listed):
            note(f"{row.name} (no. {row.person_id}) is printed as {instead}: our fonts have no letters for it.")
