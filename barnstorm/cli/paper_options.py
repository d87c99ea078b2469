"""What every command that prints asks."""

from enum import StrEnum
from typing import Annotated

import typer


class PaperSize(StrEnum):
    A4 = "a4"
    LETTER = "letter"


Pdf = Annotated[str | None, typer.Option(metavar="FILE", help="Print it: a PDF, or - for stdout.")]
Html = Annotated[str | None, typer.Option(metavar="FILE", help="For a browser, which knows every script.")]
Text = Annotated[str | None, typer.Option(metavar="FILE", help="Plain text, 80 columns, form feeds.")]
Size = Annotated[PaperSize, typer.Option(help="The size of the paper.", case_sensitive=False)]
