"""barnstorm action board, barnstorm action hosts."""

from datetime import datetime
from typing import Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, app_of, form
from barnstorm.output.bars import bar
from barnstorm.output.columns import Column
from barnstorm.output.notes import note
from barnstorm.output.show import Form, say, show_one, show_rows
from barnstorm.output.watch import watch
from barnstorm.rows.board import Board, BoardLine, HostRow


def _soon(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


LINES = [
    Column("code", "code", str.upper),
    Column("what", "title"),
    Column("when", "starts_at", _soon, whole=True),
    Column("", lambda line: bar(line.going / line.places) if line.places else None, whole=True, drawn=True),
    Column("taken", lambda line: f"{line.going} of {line.places}" if line.places else line.going, align="right"),
    Column("empty", lambda line: "full" if line.empty == 0 else line.empty, align="right"),
]

HOSTS = [
    Column("when", "starts_at", _soon, whole=True),
    Column("code", "code", str.upper, spare=True),
    Column("what", "title"),
    Column("host", "host", whole=True),
    Column("phone", "phone", whole=True),
    Column("stands", lambda row: "yes" if row.confirmed_at else "ask"),
    Column("going", lambda row: f"{row.going} of {row.capacity}" if row.capacity else row.going, align="right"),
    Column("confirmed", "guests_confirmed", align="right", spare=True),
    Column("venue", "venue", spare=True),
    Column("email", "email", spare=True),
    Column("offer", lambda row: row.review if row.review == "pending" else None),
]


def board(
    ctx: typer.Context,
    event: EventName,
    watched: Annotated[bool, typer.Option("--watch", help="Count again every two seconds, until Ctrl-C.")] = False,
    goal_hosts: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Hosts hoped for. Default: one for nine in the room.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Show the room on the wall: who is here, hosts, places taken, places still empty. No names.

    Example: barnstorm action board next --watch
    """
    from barnstorm.services.action.board import board as count

    app, as_form = app_of(ctx), form(as_json, as_csv)

    def show() -> None:
        with app.reading() as session:
            row = count(session, event, app.now(), goal_hosts=goal_hosts)
        _show(row, as_form)

    watch(show) if watched else show()


def hosts(ctx: typer.Context, event: EventName, as_json: Json = False, as_csv: Csv = False) -> None:
    """List who hosts what next, to ring them before: does it stand, how many are coming?

    “stands” is yes once the host's own place is confirmed: barnstorm rsvp confirm ACTION HOST

    Example: barnstorm action hosts carlisle-2017-05-16
    """
    from barnstorm.services.action.hosts import hosts as list_hosts

    app = app_of(ctx)
    with app.reading() as session:
        ref, rows = list_hosts(session, event, app.now())
    show_rows(rows, HOSTS, HostRow, form(as_json, as_csv), empty=f"No action born at {ref} lies ahead.")
    if unheard := sum(row.confirmed_at is None for row in rows):
        note(f"{unheard} of {len(rows)} have not said yet that it stands.")


def _show(row: Board, as_form: Form) -> None:
    if as_form is Form.CSV:
        show_rows(row.actions, LINES, BoardLine, as_form)
        return
    show_one(row, as_form, _card)
    if as_form is Form.AUTO and row.actions:
        say("")
        show_rows(row.actions, LINES, BoardLine, as_form)


def _card(row: Board) -> list[tuple[str, str]]:
    share = row.signed_up / row.people_here if row.people_here else 0.0
    taken = sum(line.going for line in row.actions if line.places)
    filled = taken / row.places if row.places else 0.0
    return [
        (f"{row.as_of:%H:%M}", row.title),
        ("here", f"{row.here}"),
        ("hosts", f"{bar(row.hosts / row.hosts_hoped_for)}  {row.hosts} of {row.hosts_hoped_for} hoped for"),
        ("signed up", f"{bar(share)}  {row.signed_up} of {row.people_here} here" if row.people_here else ""),
        ("places", f"{bar(filled)}  {taken} taken of {row.places}" if row.places else ""),
        ("no limit", f"{row.filled - taken} more going where there is none" if row.filled > taken else ""),
        ("still empty", str(row.empty) if row.places else ""),
    ]
