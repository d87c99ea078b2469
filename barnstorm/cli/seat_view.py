"""Which seats a list holds, and how it looks: `seat list` and `report seats` are asked alike."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.app import App
from barnstorm.domain.parties import short_name, shortest_name
from barnstorm.output.columns import Column, share, thousands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from barnstorm.rows.seat import SeatRow
    from barnstorm.services.seat.seats import Wanted

Marginal = Annotated[
    float | None, typer.Option(metavar="N", help="Only with a majority of less than N per cent of the votes.")
]
Region = Annotated[str | None, typer.Option(help="Only in this region or nation.")]
Target = Annotated[bool, typer.Option("--target", help="Only those to win or hold.")]
Cluster = Annotated[str | None, typer.Option(help="Only those worked together under this name.")]
Uncovered = Annotated[
    bool, typer.Option("--uncovered", help="Only targets that have no event until polling day (BARNSTORM_POLLING_DAY).")
]
OfElection = Annotated[str | None, typer.Option("--election", metavar="NAME", help="As that election left them.")]
On = Annotated[str | None, typer.Option("--on", metavar="DAY", help="As they stood on that day; today if left out.")]


def columns_for(rows: "Sequence[SeatRow]") -> list[Column]:
    """What matters most where the terminal is narrow: the figures, until something happens in the seats."""
    busy = any(row.events for row in rows)
    return [
        Column("seat", "name"),
        Column("held by", "held_by", shortest_name if busy else short_name),
        Column("majority", "majority", thousands, "right"),
        Column("share", "majority_share", share, "right", spare=busy),
        Column("swing", "swing_needed", share, "right", spare=True),
        Column("best placed", "best_placed", shortest_name if busy else short_name, spare=busy),
        Column("stood aside", "stood_aside", spare=True),
        Column("aim", "aim"),
        Column("next event", "next_event"),
        Column("hosts", lambda row: row.hosts or None, align="right"),
        Column("filled", lambda row: row.filled or None, align="right"),
        Column("code", "code", spare=True),
        Column("result", lambda row: "notional" if row.notional else None),
    ]


def seats_on(app: App, on: str | None, wanted: "Wanted") -> "list[SeatRow]":
    """The seats that are wanted, as they stood on the day typed, or today."""
    from barnstorm.services.seat.seats import list_seats

    with app.reading() as session:
        return list_seats(session, day_of(app, on) or today(app), app.now(), wanted)


def today(app: App) -> date:
    """The day it is in the campaign's zone."""
    return app.now().astimezone(app.zone).date()


def day_of(app: App, text: str | None) -> date | None:
    """The day that was typed, if one was."""
    if text is None:
        return None
    from barnstorm.domain.when import read_day

    return read_day(text, app.now(), app.zone)


def days_to(polling_day: date, today: date) -> str:
    """`23 days to polling day, Thursday 8 June 2017.`"""
    named = f"polling day, {polling_day:%A} {polling_day.day} {polling_day:%B %Y}"
    left = (polling_day - today).days
    if left < 0:
        return f"{named.capitalize()}, was {-left} {'day' if left == -1 else 'days'} ago."
    return f"Today is {named}." if left == 0 else f"{left} {'day' if left == 1 else 'days'} to {named}."
