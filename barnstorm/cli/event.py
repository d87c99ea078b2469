"""barnstorm event …"""

from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.event_copy import copy
from barnstorm.cli.event_options import (
    KINDS,
    AllDay,
    Capacity,
    End,
    Host,
    Length,
    Organisation,
    Quiet,
    Seat,
    Start,
    Venue,
    Zone,
)
from barnstorm.cli.event_questions import asked, asked_what, asked_when
from barnstorm.cli.event_view import COLUMNS, card
from barnstorm.cli.options import Csv, DryRun, EventName, Json, Yes, app_of, form, noun
from barnstorm.domain.events import Kind
from barnstorm.errors.event import NothingToChange
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import Form, show_one, show_rows
from barnstorm.rows.event import EventRow

if TYPE_CHECKING:
    from barnstorm.services.event.events import Outcome

app = noun("Barnstorms, and the actions born at them.")
app.command()(copy)


@app.command()
def create(
    ctx: typer.Context,
    title: Annotated[str | None, typer.Argument(metavar="TITLE")] = None,
    seat: Seat = None,
    venue: Venue = None,
    start: Start = None,
    end: End = None,
    length: Length = None,
    all_day: AllDay = False,
    kind: Annotated[Kind, typer.Option(metavar="KIND", help=KINDS)] = Kind.BARNSTORM,
    capacity: Capacity = None,
    host: Host = None,
    organisation: Organisation = None,
    timezone: Zone = None,
    description: Annotated[str, typer.Option(metavar="TEXT", help="What invitations say about it.")] = "",
    born_at: Annotated[str | None, typer.Option(metavar="EVENT", help="The barnstorm this action came from.")] = None,
    ref: Annotated[
        str | None, typer.Option(help="What to call it on the command line; made from seat and date.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Create an event. What is missing is asked for if somebody is there to answer.

    Example: barnstorm event create "Carlisle barnstorm" --seat Carlisle
    --venue "Tullie House, Castle Street, Carlisle CA3 8TP"
    --start "Tue 16 May 2017 7.30pm" --end 9.30pm --capacity 120
    """
    from barnstorm.cli.event_times import span, zone_of
    from barnstorm.services.event.events import Draft
    from barnstorm.services.event.events import create as create_event

    app = app_of(ctx)
    zone = zone_of(timezone, app.zone)
    if title is None or start is None:
        title, seat, venue = asked_what(title, start, seat, venue)
        start, end = asked_when(start, end, length, app.now(), zone, all_day=all_day)
    starts_at, ends_at = span(start, end, length, kind, app.now(), zone, all_day=all_day)
    draft = Draft(
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        kind=kind,
        seat=seat,
        venue=venue,
        capacity=capacity,
        host=host,
        organisations=tuple(organisation or ()),
        description=description,
        born_at=born_at,
        ref=ref,
        all_day=all_day,
    )
    with app.transaction() as session:
        made = create_event(session, draft, app.now(), app.campaign.domain)
    _tell(made, f"Created {made.event.ref}.", form(as_json, as_csv))
    if starts_at < app.now():
        note("It lies in the past.")
    hint(f"To add people: barnstorm rsvp add {made.event.ref} NAME   or   rsvp import {made.event.ref} FILE")


@app.command("list")
def list_(
    ctx: typer.Context,
    seat: Seat = None,
    kind: Annotated[Kind | None, typer.Option(metavar="KIND", help=KINDS)] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Those that start on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Those that start on this day or earlier.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are over or cancelled.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List the events that lie ahead, the next one first.

    Example: barnstorm event list --seat Carlisle --from "1 May 2017"
    """
    from barnstorm.cli.event_times import days
    from barnstorm.services.event.listing import count, rows

    app = app_of(ctx)
    first, last = days(since, until, app.now(), app.zone)
    with app.reading() as session:
        found = rows(session, app.now(), seat=seat, kind=kind, since=first, until=last, everything=everything)
        others = 0 if found or everything else count(session)
    nothing = "No events yet. To make one: barnstorm event create"
    if others:
        nothing = f"Nothing fits; there are {others} in all: barnstorm event list --all"
    show_rows(found, COLUMNS, EventRow, form(as_json, as_csv), empty=nothing)


@app.command()
def show(ctx: typer.Context, event: EventName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show one event.

    Example: barnstorm event show next
    """
    from barnstorm.services.event.listing import show as show_event

    app = app_of(ctx)
    with app.reading() as session:
        row = show_event(session, event, app.now())
    show_one(row, form(as_json, as_csv), card)


@app.command()
def edit(
    ctx: typer.Context,
    event: EventName,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="What it is called.")] = None,
    seat: Seat = None,
    venue: Venue = None,
    kind: Annotated[Kind | None, typer.Option(metavar="KIND", help=KINDS)] = None,
    capacity: Capacity = None,
    no_limit: Annotated[bool, typer.Option("--no-limit", help="Let everybody in.")] = False,
    host: Host = None,
    organisation: Organisation = None,
    description: Annotated[str | None, typer.Option(metavar="TEXT", help="What invitations say about it.")] = None,
    ref: Annotated[str | None, typer.Option(metavar="REF", help="What to call it on the command line.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Change an event; for another time see `event move`.

    More room moves people up from the waiting list. Another place queues an
    update for those who hold an invitation.

    Example: barnstorm event edit carlisle-2017-05-16 --capacity 150
    """
    from barnstorm.services.event.events import Changes
    from barnstorm.services.event.events import edit as edit_event

    changes = Changes(
        title=title,
        description=description,
        kind=kind,
        seat=seat,
        venue=venue,
        capacity=capacity,
        host=host,
        organisations=tuple(organisation or ()),
        ref=ref,
        unlimited=no_limit,
    )
    if changes == Changes():
        raise NothingToChange(f"barnstorm event edit {event} --capacity 150")
    app = app_of(ctx)
    with app.transaction() as session:
        edited = edit_event(session, event, changes, app.now(), quiet=quiet)
    _tell(edited, f"Changed {edited.event.ref}.", form(as_json, as_csv))


@app.command()
def move(
    ctx: typer.Context,
    event: EventName,
    start: Start = None,
    end: End = None,
    length: Length = None,
    all_day: Annotated[
        bool | None, typer.Option("--all-day/--no-all-day", help="From now on in whole days, or at a time.")
    ] = None,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Move an event to another time, in its own zone.

    Without an end it stays as long as it was. An update is queued for those who
    hold an invitation.

    Example: barnstorm event move carlisle-2017-05-16 --start "Wed 17 May 2017 7pm"
    """
    from barnstorm.cli.event_times import moved_row
    from barnstorm.services.event.events import move as move_event
    from barnstorm.services.event.listing import show as show_event

    app = app_of(ctx)
    start = start or asked("New start", "--start WHEN", f'barnstorm event move {event} --start "Wed 17 May 2017 7pm"')
    with app.transaction() as session:
        row = show_event(session, event, app.now())
        in_days = row.all_day if all_day is None else all_day
        starts_at, ends_at = moved_row(row, start, end, length, app.now(), all_day=in_days)
        outcome = move_event(session, event, starts_at, ends_at, app.now(), all_day=in_days, quiet=quiet)
    _tell(outcome, f"Moved {outcome.event.ref}.", form(as_json, as_csv))


@app.command()
def cancel(
    ctx: typer.Context,
    event: EventName,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="What those who were coming will read.")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Call an event off, with the reason.

    It stays on record; a cancellation is queued for those who hold an
    invitation.

    Example: barnstorm event cancel carlisle-2017-05-16 --reason "The hall is flooded"
    """
    from barnstorm.services.event.events import cancel as cancel_event

    app = app_of(ctx)
    example = f'barnstorm event cancel {event} --reason "The hall is flooded"'
    reason = reason or asked("Reason", "--reason TEXT", example)
    with app.transaction() as session:
        outcome = cancel_event(session, event, reason, app.now(), quiet=quiet)
    _tell(outcome, f"Cancelled {outcome.event.ref}.", form(as_json, as_csv))


@app.command()
def delete(
    ctx: typer.Context,
    event: EventName,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Delete an event made by mistake.

    Only one that nobody has answered and no letter went out for; any other is
    cancelled.

    Example: barnstorm event delete carlisle-2017-05-16 --yes
    """
    from barnstorm.services.event.deletion import delete as delete_event
    from barnstorm.services.event.listing import show as show_event

    app = app_of(ctx)
    with app.reading() as session:
        row = show_event(session, event, app.now())
    if not dry_run:
        confirm(f"Delete {row.ref}, “{row.title}”?", yes=yes)
        with app.transaction() as session:
            delete_event(session, row.ref, app.now())
    note(f"Would delete {row.ref}." if dry_run else f"Deleted {row.ref}.")
    show_one(row, form(as_json, as_csv), card)


def _tell(outcome: "Outcome", done: str, as_form: Form) -> None:
    note(done if outcome.changed else f"{outcome.event.ref} is so already; nothing changed.")
    for line in outcome.notes:
        note(line)
    show_one(outcome.event, as_form, card)
