"""barnstorm action …"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.action_board import board, hosts
from barnstorm.cli.action_entry import entry
from barnstorm.cli.action_reshift import reshift
from barnstorm.cli.action_review import approve, refuse
from barnstorm.cli.action_sheets import sheets
from barnstorm.cli.action_view import ACTIONS, COMMITMENTS, card, likenesses, said
from barnstorm.cli.event_options import KINDS, Capacity, End, Length, Seat, Start, Venue
from barnstorm.cli.event_questions import asked
from barnstorm.cli.options import Csv, EventName, Json, app_of, form, noun
from barnstorm.cli.rsvp_view import COLUMNS as SIGNED_UP
from barnstorm.domain.actions import Review
from barnstorm.domain.events import Kind
from barnstorm.errors.action import PrivateWhere, TwoLimits
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.action import ActionRow, CommitmentRow
from barnstorm.rows.rsvp import RsvpRow

if TYPE_CHECKING:
    from datetime import datetime

    from barnstorm.rows.event import EventRow

app = noun("What is offered in the room, and who signs up for it.")

HOST = '--host "Hannah Routledge"'
START = '--start "Thu 6.30pm"'

HostName = Annotated[
    str | None, typer.Option(metavar="NAME", help="Who stands up: somebody on tonight's list, or somebody new.")
]
Title = Annotated[str | None, typer.Option(metavar="TITLE", help="What to call it; else “Phone bank with Hannah”.")]
Private = Annotated[
    bool, typer.Option("--private", help="The venue is a home: its address is told only to those with a place.")
]
NoLimit = Annotated[bool, typer.Option("--no-limit", help="It takes as many as come.")]
HostContact = Annotated[str | None, typer.Option(help="The host's, if it is not known yet.")]
Pending = Annotated[bool, typer.Option("--pending", help="An organiser is to approve it first.")]


@app.command()
def offer(
    ctx: typer.Context,
    event: EventName,
    host: HostName = None,
    title: Title = None,
    kind: Annotated[Kind, typer.Option(metavar="KIND", help=KINDS)] = Kind.PHONEBANK,
    start: Start = None,
    end: End = None,
    length: Length = None,
    venue: Venue = None,
    private: Private = False,
    capacity: Capacity = None,
    no_limit: NoLimit = False,
    seat: Seat = None,
    email: HostContact = None,
    phone: HostContact = None,
    pending: Pending = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Somebody stands up and offers to host: give the action a code for the wall.

    Days are counted from the event's: Thu is the first Thursday after it. The host is ticked in, and takes part.

    Example: barnstorm action offer next --host "Hannah Routledge" --kind phonebank --start "Thu 6.30pm"
    """
    from barnstorm.services.action.actions import Offer
    from barnstorm.services.action.actions import offer as make_offer
    from barnstorm.services.action.offer_host import HostText
    from barnstorm.services.event.listing import show as show_event

    if private and not venue:
        raise PrivateWhere
    if no_limit and capacity is not None:
        raise TwoLimits
    app = app_of(ctx)
    host = host or asked("Host", "--host NAME", HOST)
    start = start or asked("Start", "--start WHEN", START)
    with app.transaction() as session:
        starts_at, ends_at = _span(show_event(session, event, app.now()), start, end, length, kind)
        wanted = Offer(
            kind=kind,
            starts_at=starts_at,
            ends_at=ends_at,
            title=title,
            venue=venue,
            private=private,
            seat=seat,
            capacity=capacity,
            unlimited=no_limit,
            review=Review.PENDING if pending else Review.APPROVED,
        )
        offered = make_offer(session, event, HostText(host, email, phone), wanted, app.now(), app.campaign.domain)
    row = offered.action
    note(f"Code {row.code}." if offered.made else f"{row.host} has offered that already, with the code {row.code}.")
    if offered.new_host:
        note(f"{row.host} is new here, no. {row.host_id}.")
    for line in offered.notes:
        note(line)
    show_one(row, form(as_json, as_csv), card)


@app.command()
def commit(
    ctx: typer.Context,
    event: EventName,
    line: Annotated[
        str,
        typer.Argument(
            metavar="LINE",
            help="Surname First; phone; email; postcode; codes. The last four in any order, or left out.",
        ),
    ],
    another: Annotated[bool, typer.Option("--another", help="One more person of a name that is known.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Sign somebody up for actions by their codes, and note that they were there.

    A full action puts them on its waiting list. A person's number may stand for the name.

    Example: barnstorm action commit next "Bell Ann; 07700 900123; ann@example.org; CA3 8TP; 3,7"
    """
    from barnstorm.domain.commitment_line import read_line
    from barnstorm.services.action.commitments import commit as sign_up

    read = read_line(line)
    app = app_of(ctx)
    with app.transaction() as session:
        committed = sign_up(session, event, read, app.now(), another=another)
    for sentence in said(committed):
        note(sentence)
    for sentence in likenesses(committed):
        hint(sentence)
    for one in committed.alike:
        hint(f"If it is the same person: barnstorm person merge {one.person_id} {committed.person_id}")
    show_rows(committed.rows, COMMITMENTS, CommitmentRow, form(as_json, as_csv))


@app.command("list")
def list_(
    ctx: typer.Context,
    event: EventName,
    code: Annotated[
        str | None, typer.Option(metavar="CODE", help="Of this action, who signed up: the list its host needs.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List what was offered at an event, the earliest first: its sheets are typed in first.

    Example: barnstorm action list next
    """
    from barnstorm.services.action.rows import listed, signed_up

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    if code is not None:
        with app.reading() as session:
            ref, people = signed_up(session, event, code, app.now())
        show_rows(people, SIGNED_UP, RsvpRow, as_form, empty=f"Nobody has signed up for {ref} yet.")
        return
    with app.reading() as session:
        ref, rows = listed(session, event, app.now())
    show_rows(rows, ACTIONS, ActionRow, as_form, empty=f"Nothing was offered at {ref} yet.")
    if not rows:
        hint(f"When somebody stands up: barnstorm action offer {ref} {HOST} {START}")


app.command()(entry)
app.command()(approve)
app.command()(refuse)
app.command()(board)
app.command()(hosts)
app.command()(sheets)
app.command()(reshift)


def _span(
    barnstorm: "EventRow", start: str, end: str | None, length: str | None, kind: Kind
) -> tuple["datetime", "datetime"]:
    """Start and end (UTC) as they were meant in the hall: `Thu` is the first one after the meeting."""
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from barnstorm.cli.event_times import span

    over = barnstorm.ends_at - timedelta(microseconds=1)
    return span(start, end, length, kind, over, ZoneInfo(barnstorm.timezone), all_day=False)
