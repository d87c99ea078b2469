"""barnstorm volunteer roster"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import PaperSize, Pdf, Size
from barnstorm.cli.paper_out import STDOUT, drawn, refuse_mixture
from barnstorm.cli.volunteer_view import HELPERS
from barnstorm.output.notes import note
from barnstorm.output.show import Form, show_rows
from barnstorm.rows.volunteer import HelperRow, Roster

if TYPE_CHECKING:
    from barnstorm.rows.campaign import Campaign


def roster(
    ctx: typer.Context,
    event: EventName,
    pdf: Pdf = None,
    cards: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Print a card for each role, to hand out: a PDF, or - for stdout."),
    ] = None,
    paper: Size = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who does what and when, on the screen, on a sheet for the wall or on cards.

    Example: barnstorm volunteer roster carlisle-2017-05-16 --pdf roster.pdf --cards cards.pdf
    """
    from barnstorm.services.volunteer.volunteers import roster as roster_of

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    _refuse_mixture(pdf, cards, as_form)
    with app.reading() as session:
        found = roster_of(session, event, app.now())
    if pdf is not None:
        _print_roster(found, app.campaign, pdf, paper)
    if cards is not None:
        _print_cards(found, app.campaign, cards, paper)
    if pdf is cards is None or as_form is not Form.AUTO:
        nobody = f"Nobody has a role at {found.event.ref} yet."
        show_rows(found.helpers, HELPERS, HelperRow, as_form, empty=nobody)


def _refuse_mixture(pdf: str | None, cards: str | None, as_form: Form) -> None:
    from barnstorm.errors.pack import OneDocumentAtATime, OneFileForTwo

    if pdf is not None and pdf == cards:
        raise OneDocumentAtATime("--pdf and --cards", "--cards cards.pdf") if pdf == STDOUT else OneFileForTwo(pdf)
    refuse_mixture(pdf, as_form)
    refuse_mixture(cards, as_form)


def _print_roster(found: Roster, campaign: "Campaign", target: str, size: PaperSize) -> None:
    from barnstorm.paper.page import Paper
    from barnstorm.paper.roster import write_roster

    volunteers = f"{len(found.helpers)} volunteer{'' if len(found.helpers) == 1 else 's'}"
    _write(target, lambda out: write_roster(found, campaign, out, paper=Paper(size.value)), volunteers)


def _print_cards(found: Roster, campaign: "Campaign", target: str, size: PaperSize) -> None:
    """NoCards: an empty page would look like a mistake of the printer's."""
    from barnstorm.errors.pack import NoCards
    from barnstorm.paper.page import Paper
    from barnstorm.paper.role_cards import write_role_cards

    if not found.roles:
        raise NoCards(found.event.ref)
    roles = f"{len(found.roles)} role{'' if len(found.roles) == 1 else 's'}"
    _write(target, lambda out: write_role_cards(found, campaign, out, paper=Paper(size.value)), roles)


def _write(target: str, draw: "Callable[[BinaryIO], int]", holds: str) -> None:
    pages = drawn(target, draw)
    if pages is not None:
        note(f"Wrote {target}, {pages} page{'' if pages == 1 else 's'}, {holds}.")
