"""barnstorm mail suppress, unsuppress, suppressed: addresses that are not written to."""

from typing import Annotated

import typer

from barnstorm.cli.options import Csv, Json, app_of, form
from barnstorm.errors.typed import typed
from barnstorm.output.columns import Column, evening
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_rows
from barnstorm.rows.mail import SuppressionRow

COLUMNS = [
    Column("address", "address"),
    Column("why", "reason"),
    Column("campaigning only", "campaigning_only", spare=True),
    Column("since", "since", show=evening),
    Column("note", "detail"),
]

Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="An email address, in small or capital letters.")]


def suppress(
    ctx: typer.Context,
    address: Address,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for whoever looks at the list later.")] = "",
    campaigning_only: Annotated[
        bool, typer.Option("--campaigning-only", help="Still send what belongs to what they signed up for.")
    ] = False,
) -> None:
    """From now on send nothing to an address, whoever has it.

    Example: barnstorm mail suppress ann@example.org --reason "asked on the phone"
    """
    from barnstorm.contact.email import read_email
    from barnstorm.domain.delivery import Reason
    from barnstorm.domain.text import one_line
    from barnstorm.services.mail import suppressions

    app, to = app_of(ctx), read_email(address)
    with app.transaction() as session:
        new = suppressions.suppress(
            session, to, Reason.BY_HAND, app.now(), detail=one_line(reason), campaigning_only=campaigning_only
        )
    note(f"{'No campaigning' if campaigning_only else 'Nothing'} is sent to {to} any more." if new else "Already so.")
    hint(f"To undo: barnstorm mail unsuppress {typed(to)}")


def unsuppress(ctx: typer.Context, address: Address) -> None:
    """Take an address off the list: it may be written to again.

    Example: barnstorm mail unsuppress ann@example.org
    """
    from barnstorm.contact.email import read_email
    from barnstorm.services.mail import suppressions

    to = read_email(address)
    with app_of(ctx).transaction() as session:
        was = suppressions.unsuppress(session, to)
    note(f"{to} may be written to again." if was else f"{to} was not on the list.")


def suppressed(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the addresses that are not written to, and why.

    Example: barnstorm mail suppressed
    """
    from barnstorm.services.mail import suppressions

    app = app_of(ctx)
    with app.reading() as session:
        rows = suppressions.rows(session, app.zone)
    show_rows(rows, COLUMNS, SuppressionRow, form(as_json, as_csv), empty="Every address may be written to.")
