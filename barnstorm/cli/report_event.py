"""barnstorm report event, barnstorm report tree."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.cli.paper_options import PaperSize
from barnstorm.cli.paper_out import drawn, refuse_mixture
from barnstorm.output.notes import note
from barnstorm.output.show import Form, show_one, show_rows

if TYPE_CHECKING:
    from barnstorm.rows.campaign import Campaign
    from barnstorm.rows.report import EventReport


def event(
    ctx: typer.Context,
    event: EventName,
    pdf: Annotated[str | None, typer.Option(metavar="FILE", help="Print it: a page as PDF, or - for stdout.")] = None,
    paper: Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)] = PaperSize.A4,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Tell what a meeting gave: invited, going, confirmed, came, committed, kept; by source and by organisation.

    People are counted by name. Where a tick is missing nothing is held against anybody: it is counted apart.

    Example: barnstorm report event carlisle-2017-05-16 --pdf report.pdf
    """
    from barnstorm.cli.report_view import PARTS, show_report
    from barnstorm.rows.report import YieldRow
    from barnstorm.services.report.event import report

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    refuse_mixture(pdf, as_form)
    with app.reading() as session:
        row = report(session, event, app.now())
    if pdf is not None:
        _print(row, app.campaign, pdf, paper)
    if as_form is Form.JSON:
        show_one(row, as_form, lambda _: [])
    elif as_form is Form.CSV or (pdf is None and not sys.stdout.isatty()):
        show_rows(row.groups, PARTS, YieldRow, as_form)
    elif pdf is None:
        show_report(row)


def tree(ctx: typer.Context, event: EventName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Draw what came of a meeting: its actions, what was born at these, who came, and who of them is new.

    Example: barnstorm report tree carlisle-2017-05-16 --csv > born.csv
    """
    from barnstorm.cli.report_view import BORN, show_tree
    from barnstorm.rows.report import TreeRow
    from barnstorm.services.report.tree import tree as tree_of

    app = app_of(ctx)
    with app.reading() as session:
        rows = tree_of(session, event, app.now())
    as_form = form(as_json, as_csv)
    if as_form is Form.AUTO and sys.stdout.isatty():
        show_tree(rows)
    else:
        show_rows(rows, BORN, TreeRow, as_form)
    if len(rows) == 1:
        note(f"Nothing was born at {rows[0].event} yet.")


def _print(row: "EventReport", campaign: "Campaign", target: str, size: PaperSize) -> None:
    from barnstorm.paper.page import Paper
    from barnstorm.paper.report import write_report

    pages = drawn(target, lambda out: write_report(row, campaign, out, paper=Paper(size.value)))
    if pages is not None:
        note(f"Wrote {target}.")
