"""Options that many commands share, worded once."""

from typing import Annotated

import typer

from barnstorm.app import App
from barnstorm.output.show import Form

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Answer in CSV.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Answer every question with yes.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be done; change nothing.")]
EventName = Annotated[
    str,
    typer.Argument(metavar="EVENT", help="A ref (carlisle-2017-05-16), its beginning, an id, a wall code, or next."),
]
PersonName = Annotated[str, typer.Argument(metavar="PERSON", help="A name, an email or an id.")]


def noun(help_text: str) -> typer.Typer:
    """The group of a noun's verbs. Without a verb it shows its help."""
    return typer.Typer(
        help=help_text,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        callback=lambda: None,
    )


def form(as_json: bool, as_csv: bool) -> Form:
    if as_json:
        return Form.JSON
    return Form.CSV if as_csv else Form.AUTO


def app_of(ctx: typer.Context) -> App:
    app: App = ctx.obj
    return app
