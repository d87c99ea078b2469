"""What may be said of an event on the command line, worded once for `create`, `edit` and `move`."""

from typing import Annotated

import typer

from barnstorm.domain.events import Kind
from barnstorm.errors import listed

KINDS = f"What people come together for: {listed(kind.value for kind in Kind)}."

Seat = Annotated[
    str | None, typer.Option(metavar="SEAT", help="A seat's name in any spelling, its GSS code or an alias.")
]
Venue = Annotated[
    str | None,
    typer.Option(metavar="VENUE", help='A known venue, or a new one: "Tullie House, Castle Street, Carlisle CA3 8TP".'),
]
Host = Annotated[
    str | None, typer.Option(metavar="HOST", help='Who is responsible: "Frances Foley <frances@example.org>".')
]
Organisation = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Who calls it; may be given several times.")
]
Start = Annotated[
    str | None, typer.Option(metavar="WHEN", help='"Tue 16 May 2017 7.30pm", "tomorrow 7pm", 2017-05-16T19:30.')
]
End = Annotated[str | None, typer.Option(metavar="WHEN", help="A time on the same evening (9.30pm), or a whole WHEN.")]
Length = Annotated[str | None, typer.Option("--for", metavar="SPAN", help="How long: 2h, 90m, 1h30.")]
Capacity = Annotated[int | None, typer.Option(metavar="N", help="How many heads there is room for.")]
Zone = Annotated[
    str | None, typer.Option(metavar="ZONE", help="The zone times are meant in, for example Europe/London.")
]
AllDay = Annotated[
    bool, typer.Option("--all-day", help="Whole days: --start is the first, --end the last of them, without times.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Queue no letter about it to those who hold an invitation.")]
