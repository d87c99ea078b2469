"""barnstorm config …"""

import typer

from barnstorm.cli.options import Csv, Json, app_of, form, noun
from barnstorm.output.columns import Column
from barnstorm.output.show import show_rows

app = noun("The settings in force and where each comes from.")


@app.command()
def show(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show every setting, its value and its source; secrets are masked.

    Example: barnstorm config show
    """
    from barnstorm.settings import Sourced, in_force

    rows = in_force(app_of(ctx).settings, db_option=app_of(ctx).db, mail_url=app_of(ctx).mail_url)
    columns = [Column("setting", "name"), Column("value", "value"), Column("source", "source")]
    show_rows(rows, columns, Sourced, form(as_json, as_csv))
