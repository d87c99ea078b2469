"""barnstorm volunteer …"""

from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from barnstorm.cli.options import Csv, EventName, Json, PersonName, app_of, form, noun
from barnstorm.cli.volunteer_invite import invite
from barnstorm.cli.volunteer_roster import roster
from barnstorm.cli.volunteer_view import GAPS, HELPERS, ROLES, SUGGESTIONS, helper_card, role_card
from barnstorm.errors.typed import typed
from barnstorm.errors.volunteer import NoRoleSaid
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one, show_rows
from barnstorm.rows.event import EventRow
from barnstorm.rows.volunteer import Assigned, GapRow, HelperRow, RoleRow, SuggestionRow

if TYPE_CHECKING:
    from datetime import datetime

app = noun("Roles at an event, and who takes them on.")

RoleName = Annotated[str, typer.Option("--role", metavar="NAME", help="A role of the event, or the beginning of one.")]
WhichRole = Annotated[
    str | None, typer.Option("--role", metavar="NAME", help="Which, for somebody who has several at the event.")
]
Force = Annotated[
    bool, typer.Option("--force", help="Though they are needed elsewhere then. It is written into the journal.")
]

Quiet = Annotated[
    bool, typer.Option("--quiet", help="Queue no letter about it to those who have the shift in their calendar.")
]


@app.command()
def role(
    ctx: typer.Context,
    event: EventName,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Greeter, Chair, Ask-giver, …")] = None,
    needed: Annotated[int | None, typer.Option(metavar="N", min=1, help="How many it takes.")] = None,
    start: Annotated[str | None, typer.Option(metavar="WHEN", help="When it begins; else with the event.")] = None,
    end: Annotated[str | None, typer.Option(metavar="WHEN", help="When it ends; else with the event.")] = None,
    brief: Annotated[str | None, typer.Option(metavar="TEXT", help="What to do, in a sentence or two.")] = None,
    preset: Annotated[
        int | None, typer.Option(metavar="HEADS", min=1, help="Make the usual roles of a barnstorm of so many people.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the role away; nobody may have it.")] = False,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Say what needs doing at an event, by how many and when. The same name again changes it.

    Example: barnstorm volunteer role carlisle-2017-05-16 Greeter --needed 2 --start 18:45 --brief "Welcome people."
    """
    from barnstorm.services.event.listing import show as show_event
    from barnstorm.services.volunteer import role_changes, roles

    app = app_of(ctx)
    as_form = form(as_json, as_csv)
    if preset is not None:
        with app.transaction() as session:
            rows = roles.make_usual(session, event, preset, app.now())
        show_rows(rows, ROLES, RoleRow, as_form)
        return
    if name is None:
        raise NoRoleSaid(event)
    told: list[str] = []
    with app.transaction() as session:
        if remove:
            row = role_changes.take_away(session, event, name, app.now())
        else:
            starts_at, ends_at = _span(show_event(session, event, app.now()), app.now(), start, end)
            facts = roles.RoleFacts(needed, starts_at, ends_at, brief)
            row, told = role_changes.change_role(session, event, name, facts, app.now(), quiet=quiet)
    note(
        f"{row.role} is no longer a role at {row.event}." if remove else f"{row.event} needs {row.needed}: {row.role}."
    )
    for line in told:
        note(line)
    show_one(row, as_form, role_card)


@app.command("list")
def list_(ctx: typer.Context, event: EventName, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the roles of an event, how many each takes and who has it.

    Example: barnstorm volunteer list carlisle-2017-05-16
    """
    from barnstorm.services.volunteer.roles import listed

    app = app_of(ctx)
    with app.reading() as session:
        ref, rows = listed(session, event, app.now())
    show_rows(rows, ROLES, RoleRow, form(as_json, as_csv), empty=f"{ref} has no roles yet.")
    if not rows:
        hint(f"To make the usual ones for 120 people: barnstorm volunteer role {ref} --preset 120")


@app.command()
def add(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    role: RoleName,
    force: Force = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Give somebody a role. Nobody gets two at once.

    Example: barnstorm volunteer add carlisle-2017-05-16 "Ann Bell" --role Greeter
    """
    from barnstorm.services.volunteer.volunteers import add as assign

    app = app_of(ctx)
    with app.transaction() as session:
        assigned = assign(session, event, person, role, app.now(), force=force)
    _tell(assigned, "is", form(as_json, as_csv))
    if assigned.changed and assigned.helper.email:
        hint(f"To put it into their calendar: barnstorm volunteer invite {assigned.helper.event}")


@app.command()
def confirm(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    role: WhichRole = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Note that somebody has said they will do it.

    Example: barnstorm volunteer confirm carlisle-2017-05-16 "Ann Bell"
    """
    from barnstorm.services.volunteer.volunteers import confirm as confirm_role

    app = app_of(ctx)
    with app.transaction() as session:
        assigned = confirm_role(session, event, person, app.now(), role)
    _tell(assigned, "has confirmed to be", form(as_json, as_csv))


@app.command()
def drop(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    role: WhichRole = None,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Take a role back from somebody. They stay on the event's list.

    Example: barnstorm volunteer drop carlisle-2017-05-16 "Ann Bell" --role Greeter
    """
    from barnstorm.services.volunteer.volunteers import drop as drop_role

    app = app_of(ctx)
    with app.transaction() as session:
        assigned = drop_role(session, event, person, app.now(), role, quiet=quiet)
    _tell(assigned, "is no longer", form(as_json, as_csv))
    row = assigned.helper
    hint(f"To find somebody else: barnstorm volunteer suggest {row.event} --role {typed(row.role)}")


@app.command()
def swap(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    other: Annotated[str, typer.Argument(metavar="WITH", help="Who exchanges roles with them, or takes over.")],
    role: WhichRole = None,
    force: Force = False,
    quiet: Quiet = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Let two people exchange their roles, or one take over from the other.

    Example: barnstorm volunteer swap carlisle-2017-05-16 "Ann Bell" "Bob Khan"
    """
    from barnstorm.services.volunteer.volunteers import swap as swap_roles

    app = app_of(ctx)
    with app.transaction() as session:
        swapped = swap_roles(session, event, person, other, app.now(), role=role, force=force, quiet=quiet)
    for one in swapped:
        _say(one, "is")
    show_rows([one.helper for one in swapped], HELPERS, HelperRow, form(as_json, as_csv))


@app.command()
def suggest(
    ctx: typer.Context, event: EventName, role: WhichRole = None, as_json: Json = False, as_csv: Csv = False
) -> None:
    """Suggest whom to ask: free then, and the least recently asked first.

    Example: barnstorm volunteer suggest carlisle-2017-05-16 --role Greeter
    """
    from barnstorm.services.volunteer.suggestions import suggest as suggest_people

    app = app_of(ctx)
    with app.reading() as session:
        ref, rows = suggest_people(session, event, app.now(), role)
    nobody = f"Nobody who comes to {ref} or has helped before is free then."
    show_rows(rows, SUGGESTIONS, SuggestionRow, form(as_json, as_csv), empty=nobody)


@app.command()
def gaps(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """List the roles of all events ahead that still want people.

    Example: barnstorm volunteer gaps
    """
    from barnstorm.services.volunteer.roles import gaps as find_gaps

    app = app_of(ctx)
    with app.reading() as session:
        rows = find_gaps(session, app.now())
    show_rows(rows, GAPS, GapRow, form(as_json, as_csv), empty="Every role of every event ahead is filled.")


app.command()(roster)
app.command()(invite)


def _span(
    row: EventRow, now: "datetime", start: str | None, end: str | None
) -> "tuple[datetime | None, datetime | None]":
    """The times typed; a bare `18:45` is on the day the event begins, or for an end on the day it ends."""
    from barnstorm.domain.when import read_on

    zone = ZoneInfo(row.timezone)
    starts_at = read_on(start, row.starts_at.date(), now, zone) if start else None
    ends_at = read_on(end, row.ends_at.date(), now, zone) if end else None
    return starts_at, ends_at


def _tell(assigned: Assigned, verb: str, as_form: Form) -> None:
    _say(assigned, verb)
    show_one(assigned.helper, as_form, helper_card)


def _say(assigned: Assigned, verb: str) -> None:
    row = assigned.helper
    so = f"{row.name} {verb} {row.role} at {row.event}"
    note(f"{so}." if assigned.changed else f"{so} already; nothing changed.")
    for line in assigned.notes:
        note(line)
