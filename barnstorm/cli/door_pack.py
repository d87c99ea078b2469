"""barnstorm door pack"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import PaperSize
from barnstorm.cli.paper_out import drawn, refuse_mixture
from barnstorm.domain.events import Status
from barnstorm.domain.forecast import MOST_HOST_SHEETS
from barnstorm.output.columns import share
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one
from barnstorm.rows.pack import Outlook, Pack

if TYPE_CHECKING:
    from barnstorm.app import App

Desks = Annotated[
    int | None, typer.Option(metavar="N", help="Desks at the door. Default: one for each hundred expected.")
]


def pack(
    ctx: typer.Context,
    event: EventName,
    desks: Desks = None,
    pdf: Annotated[str | None, typer.Option(metavar="FILE", help="Print it: a PDF, or - for stdout.")] = None,
    blank_rows: Annotated[
        int | None, typer.Option(metavar="N", min=0, max=500, help="Lines for walk-ins, at each desk. Default: a page.")
    ] = None,
    host_sheets: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=MOST_HOST_SHEETS, help="Blank sheets for hosts. Default: one for nine expected."
        ),
    ] = None,
    paper: Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)] = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print everything an evening needs, or see how many to expect and what to bring.

    In it: a summary, the poster with the wall codes, each desk's list and
    walk-in sheet, the greeter's copy with who needs what, cards for the roles,
    and a sheet for each host.

    Example: barnstorm door pack carlisle-2017-05-16 --desks 2 --pdf pack.pdf
    """
    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    refuse_mixture(pdf, as_form)
    if pdf is None:
        from barnstorm.services.event.outlook import outlook

        with app.reading() as session:
            seen = outlook(session, event, app.now(), desks=desks)
        show_one(seen, as_form, outlook_card)
        if as_form is Form.AUTO:
            hint(f"To print it: barnstorm door pack {seen.event} --desks {seen.desks} --pdf pack.pdf")
        return
    made = _made(app, event, desks, blank_rows, host_sheets, paper)
    _print(app, made, pdf, paper)
    if as_form is not Form.AUTO:
        show_one(made.outlook, as_form, outlook_card)


def outlook_card(row: Outlook) -> list[tuple[str, str]]:
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
    app: "App", event: str, desks: int | None, blank_rows: int | None, host_sheets: int | None, size: PaperSize
) -> Pack:
    """The pack with its sheets registered."""
    from barnstorm.paper.door import page_room
    from barnstorm.paper.host_sheets import host_room
    from barnstorm.paper.page import Paper
    from barnstorm.services.door.pack import Rooms, print_pack

    paper, campaign = Paper(size.value), app.campaign
    rooms = Rooms(
        door=lambda row: page_room(row, campaign, paper),
        host=lambda row: host_room(row, campaign, paper),
    )
    with app.transaction() as session:
        return print_pack(session, event, app.now(), rooms, desks=desks, blank_rows=blank_rows, host_sheets=host_sheets)


def _print(app: "App", made: Pack, target: str, size: PaperSize) -> None:
    """Write it, and say what somebody should know before they hand it out."""
    from barnstorm.paper.door import unwritable
    from barnstorm.paper.pack import write_pack
    from barnstorm.paper.page import Paper

    pages = drawn(target, lambda out: write_pack(made, app.campaign, out, paper=Paper(size.value)))
    ref, sheets = made.event.ref, made.outlook.sheets
    if pages is not None:
        note(f"Wrote {target}, {pages} pages: sheets {_codes([sheet.sheet for sheet in sheets])}.")
    if made.event.status == Status.CANCELLED:
        note(f"{ref} is cancelled.")
    if len(made.door.desks) < made.outlook.desks and made.door.rows:
        note(f"The names can be split over {len(made.door.desks)} only.")
    if made.needs:
        note(f"{len(made.needs)} told us of a need: the greeter’s copy (◆) and the page after it stay in a pocket.")
    if made.under_review:
        note(f"Not on the wall, because nobody has approved them yet: {made.under_review} of the actions offered.")
    for row, instead in unwritable(made.door):
        note(f"{row.name} ({row.sheet}, no. {row.row}) is printed as {instead}: our fonts have no letters for it.")
