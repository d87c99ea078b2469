"""barnstorm demo"""

from typing import TYPE_CHECKING

import typer

from barnstorm.cli.event_view import COLUMNS, card
from barnstorm.cli.options import Json, app_of, form
from barnstorm.cli.seat_card import detail_card
from barnstorm.errors.typed import typed
from barnstorm.output.columns import Column, share, thousands
from barnstorm.output.notes import note
from barnstorm.output.show import Form, say, show_one, show_rows
from barnstorm.rows.event import EventRow
from barnstorm.rows.seat import SeatRow

if TYPE_CHECKING:
    from barnstorm.rows.demo import Night

app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})

SEATS = [
    Column("seat", "name"),
    Column("held by", "held_by"),
    Column("majority", "majority", show=thousands, align="right"),
    Column("share", "majority_share", show=share, align="right"),
    Column("aim", "aim"),
    Column("stood aside", "stood_aside"),
]

NEXT = (
    ("the seats, closest first", "seat list"),
    ("who is on the list", "rsvp list {ref}"),
    ("the evening’s paper, from the door lists to the host sheets", "door pack {ref} --desks 2 --pdf pack.pdf"),
    ("the room in numbers", "door tally {ref}"),
    ("an invitation for any calendar", "invite write {ref} -o carlisle.ics"),
    ("what it gave rise to", "report tree {ref}"),
    ("your own town, in a file of its own", "event create"),
)

OFFERED = [Column("code", "code"), *(c for c in COLUMNS if c.title in {"when", "title", "going", "of"})]


@app.command()
def demo(ctx: typer.Context, as_json: Json = False) -> None:
    """Fill an empty database with the Carlisle night of 16 May 2017, and show it.

    The seats, results, hall and hours are facts; everybody in the hall is invented.

    Example: barnstorm --db carlisle.db demo
    """
    from barnstorm.services.demo import play

    app = app_of(ctx)
    with app.transaction() as session:
        night = play(session)
    if not night.made:
        note("The Carlisle night is in this database already; nothing changed.")
    if form(as_json, as_csv=False) is Form.JSON:
        show_one(night, Form.JSON, lambda _: [])
        return
    _show(night)
    own = f" --db {typed(app.db)}" if app.db else ""
    say("What to try next", heading=True)
    for what, line in NEXT:
        mine = "" if line == "event create" else own
        say(f"  barnstorm{mine} {line.format(ref=night.event.ref)}\n      {what}")


def _show(night: "Night") -> None:
    say("The seat", heading=True)
    show_one(night.seat, Form.AUTO, detail_card)
    say("")
    say("The seats of the campaign", heading=True)
    show_rows(night.targets, SEATS, SeatRow)
    say("")
    say("The meeting  (everybody in the hall is invented)", heading=True)
    show_one(night.event, Form.AUTO, card)
    count, took = night.tally, sum(action.going for action in night.actions)
    say(
        f"\n{count.here} came: {share(count.share or 0)} of those who had said so, and {count.walk_ins} walked in.\n"
        f"{len(night.actions)} stood up to host, and {took} places at their actions were taken before the doors closed."
    )
    say("")
    say("What they offered", heading=True)
    show_rows(night.actions, OFFERED, EventRow)
    say("")
