"""barnstorm door pack"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import Html, PaperSize, Pdf, Size, Text
from barnstorm.cli.paper_out import Targets, drawn
from barnstorm.domain.events import Status
from barnstorm.domain.forecast import MOST_HOST_SHEETS
from barnstorm.output.columns import share
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one

if TYPE_CHECKING:
    from barnstorm.app import App
    from barnstorm.rows.campaign import Campaign
    from barnstorm.rows.pack import Outlook, Pack
    from barnstorm.services.door.pack import Rooms

Desks = Annotated[
    int | None, typer.Option(metavar="N", help="Desks at the door. Default: one for each hundred expected.")
]


def pack(
    ctx: typer.Context,
    event: EventName,
    desks: Desks = None,
    pdf: Pdf = None,
    html: Html = None,
    text: Text = None,
    blank_rows: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=500, help="Lines for walk-ins, at each desk. Default: a page.")
    ] = None,
    host_sheets: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=MOST_HOST_SHEETS, help="Blank sheets for hosts. Default: one for nine expected."
        ),
    ] = None,
    paper: Size = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print everything an evening needs, or see how many to expect and what to bring.

    In it: a summary, the poster with the wall codes, each desk's list and
    walk-in sheet, the greeter's copy with who needs what, cards for the roles,
    and a sheet for each host. The sheets and their rows are the same in a PDF,
    in HTML and in plain text.

    Example: barnstorm door pack carlisle-2017-05-16 --desks 2 --pdf pack.pdf
    """
    app = app_of(ctx)
    as_form, targets = form(as_json, as_csv), Targets(pdf, html, text)
    targets.refuse_mixture(as_form)
    if not targets.any:
        from barnstorm.services.event.outlook import outlook

        with app.reading() as session:
            seen = outlook(session, event, app.now(), desks=desks)
        show_one(seen, as_form, outlook_card)
        if as_form is Form.AUTO:
            hint(f"To print it: barnstorm door pack {seen.event} --desks {seen.desks} --pdf pack.pdf")
        return
    made = _made(app, event, desks, blank_rows, host_sheets, _rooms(app.campaign, targets, paper))
    _print(made, app.campaign, targets, paper)
    _tell(made)
    if as_form is not Form.AUTO:
        show_one(made.outlook, as_form, outlook_card)


def outlook_card(row: "Outlook") -> list[tuple[str, str]]:
    """An evening on one screen, before it."""
    room = f"; the venue holds {row.venue_capacity}" if row.venue_capacity else ""
    evenings = f"{row.evenings} closed evening{'' if row.evenings == 1 else 's'} of yours"
    basis = evenings if row.evenings else "the usual rate; none of yours is closed yet"
    missing = [f"{one.role} {one.wanted - one.found}" for one in row.helpers if one.found < one.wanted]
    return [
        ("event", f"{row.title} ({row.event})"),
        ("going", f"{row.going}, {row.maybe} maybe, {row.waitlisted} waiting"),
        ("expect", f"{row.expected} ({row.expected_low} to {row.expected_high}){room}"),
        ("because", f"{share(row.show_rate)} of those going, by {basis}"),
        ("desks", str(row.desks)),
        ("tables", str(row.tables)),
        ("chairs", str(row.chairs)),
        ("pens", str(row.pens)),
        ("host sheets", str(row.host_sheets)),
        ("still wanted", ", ".join(missing)),
        ("access needs", str(row.needs) if row.needs else ""),
    ]


def _codes(codes: Sequence[str]) -> str:
    """`D1, D2, W1, H1 to H22`: a run of three or more is told by its ends."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code == f"{code[0]}{int(runs[-1][-1][1:]) + 1}" and runs[-1][-1][0] == code[0]:
            runs[-1].append(code)
        else:
            runs.append([code])
    told = [[f"{run[0]} to {run[-1]}"] if len(run) > 2 else run for run in runs]  # noqa: PLR2004 - two are named
    return ", ".join(part for run in told for part in run)


def _made(
    app: "App", event: str, desks: int | None, blank_rows: int | None, host_sheets: int | None, rooms: "Rooms"
) -> "Pack":
    """The pack with its sheets registered."""
    from barnstorm.services.door.pack import print_pack

    with app.transaction() as session:
        return print_pack(session, event, app.now(), rooms, desks=desks, blank_rows=blank_rows, host_sheets=host_sheets)


def _rooms(campaign: "Campaign", targets: Targets, size: PaperSize) -> "Rooms":
    """What the pages take. Sheets have as many rows as fill the PDF's pages, whichever form is printed; the HTML has
    the PDF's pages, and the text's are counted only if there is nothing else.
    """
    from barnstorm.paper.door import page_room
    from barnstorm.paper.host_sheets import host_room
    from barnstorm.paper.page import Paper
    from barnstorm.services.door.pack import Rooms

    paper = Paper(size.value)
    pdf = Rooms(
        door=lambda row: page_room(row, campaign, paper),
        host=lambda row: host_room(row, campaign, paper),
        walk_ins=lambda row: page_room(row, campaign, paper).lines or 0,
    )
    if targets.pdf is not None or targets.html is not None:
        return pdf
    from barnstorm.paper.text.door import text_room
    from barnstorm.paper.text.hosts import rows_as_on, text_host_room

    return Rooms(
        door=lambda row: text_room(row, campaign),
        host=lambda row: rows_as_on(pdf.host(row), text_host_room(row, campaign)),
        walk_ins=pdf.walk_ins,
    )


def _print(made: "Pack", campaign: "Campaign", targets: Targets, size: PaperSize) -> None:
    """Write the files, and say which names the PDF could not write."""
    from barnstorm.paper.page import Paper

    paper = Paper(size.value)
    if targets.pdf is not None:
        from barnstorm.paper.door import unwritable
        from barnstorm.paper.pack import write_pack

        _write(made, targets.pdf, lambda out: write_pack(made, campaign, out, paper=paper))
        for row, instead in unwritable(made.door):
            note(f"{row.name} ({row.sheet}, no. {row.row}) is printed as {instead}: our fonts have no letters for it.")
    if targets.html is not None:
        from barnstorm.paper.html.pack import write_pack_html

        _write(made, targets.html, lambda out: write_pack_html(made, campaign, out, paper=paper))
    if targets.text is not None:
        from barnstorm.paper.text.pack import write_pack_text

        _write(made, targets.text, lambda out: write_pack_text(made, campaign, out))


def _write(made: "Pack", target: str, draw: "Callable[[BinaryIO], int]") -> None:
    pages = drawn(target, draw)
    if pages is not None:
        note(f"Wrote {target}, {pages} pages: sheets {_codes([sheet.sheet for sheet in made.outlook.sheets])}.")


def _tell(made: "Pack") -> None:
    """What somebody should know before they hand it out."""
    if made.event.status == Status.CANCELLED:
        note(f"{made.event.ref} is cancelled.")
    if len(made.door.desks) < made.outlook.desks and made.door.rows:
        note(f"The names can be split over {len(made.door.desks)} only.")
    if made.needs:
        note(f"{len(made.needs)} told us of a need: the greeter’s copy (◆) and the page after it stay in a pocket.")
    if made.under_review:
        note(f"Not on the wall, because nobody has approved them yet: {made.under_review} of the actions offered.")
