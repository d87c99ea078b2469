"""barnstorm rsvp …"""

from typing import Annotated

import typer

from barnstorm.cli.options import Csv, EventName, Json, PersonName, app_of, form, noun
from barnstorm.cli.rsvp_calls import called, calls
from barnstorm.cli.rsvp_export import export
from barnstorm.cli.rsvp_import import import_
from barnstorm.cli.rsvp_view import COLUMNS, card, said
from barnstorm.domain.answers import Answer, read_answer
from barnstorm.output.notes import hint, note
from barnstorm.output.show import Form, show_one, show_rows
from barnstorm.rows.rsvp import Answered, RsvpRow

app = noun("Who is coming, and who waits for a place.")
app.command("import")(import_)
app.command()(export)
app.command()(calls)
app.command()(called)

PartySize = Annotated[int | None, typer.Option(metavar="N", help="How many come, the named person included.")]
_ANSWERS = ", ".join(answer.value for answer in Answer)


@app.command()
def add(
    ctx: typer.Context,
    event: EventName,
    name: Annotated[str, typer.Argument(metavar="NAME", help='A whole name: "Ann Bell" or "Bell, Ann".')],
    email: Annotated[str | None, typer.Option(help="Two people may share one.")] = None,
    phone: Annotated[str | None, typer.Option(help="07700 900123, or with a country code.")] = None,
    postcode: Annotated[str | None, typer.Option(help="CA3 8TP.")] = None,
    answer: Annotated[str, typer.Option(metavar="ANSWER", help=f"One of {_ANSWERS}.")] = "going",
    party_size: PartySize = None,
    access: Annotated[str | None, typer.Option(metavar="TEXT", help="What they need to take part.")] = None,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="Where they heard of it.")] = None,
    note_text: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything else.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Put somebody on the list; when the places are taken, they wait for one.

    Example: barnstorm rsvp add carlisle-2017-05-16 "Ann Bell" --email ann@example.org --party-size 2
    """
    from barnstorm.contact.read import read_contact
    from barnstorm.services.rsvp.rsvps import Particulars
    from barnstorm.services.rsvp.rsvps import add as add_rsvp

    contact = read_contact(name, email, phone, postcode)
    wanted = read_answer(answer)
    more = Particulars(party_size, access, source, note_text)
    app = app_of(ctx)
    with app.transaction() as session:
        answered = add_rsvp(session, event, contact, wanted, app.now(), more)
    _tell(answered, form(as_json, as_csv))


@app.command()
def change(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help=f"One of {_ANSWERS}.")],
    party_size: PartySize = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Change somebody's answer. Places that come free go to those who wait, in their order.

    Example: barnstorm rsvp change carlisle-2017-05-16 "Ann Bell" cancelled
    """
    from barnstorm.services.rsvp.rsvps import change as change_rsvp

    wanted = read_answer(answer)
    app = app_of(ctx)
    with app.transaction() as session:
        answered = change_rsvp(session, event, person, wanted, app.now(), party_size)
    _tell(answered, form(as_json, as_csv))


@app.command()
def confirm(
    ctx: typer.Context,
    event: EventName,
    person: PersonName,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who asked them.")] = "",
    how: Annotated[str, typer.Option(metavar="TEXT", help="How: phone, text, doorstep.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Note that somebody who is going has said so again.

    Example: barnstorm rsvp confirm carlisle-2017-05-16 "Ann Bell" --by Frances --how phone
    """
    from barnstorm.services.rsvp.rsvps import confirm as confirm_rsvp

    app = app_of(ctx)
    with app.transaction() as session:
        answered = confirm_rsvp(session, event, person, app.now(), by, how)
    name = answered.row.name
    note(f"{name} has confirmed." if answered.changed else f"{name} has confirmed already; nothing changed.")
    show_one(answered.row, form(as_json, as_csv), card)


@app.command()
def promote(
    ctx: typer.Context,
    event: EventName,
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Out of turn; left out, everybody who fits, in turn.")
    ] = None,
    over_capacity: Annotated[
        bool, typer.Option("--over-capacity", help="Though no place is free. It is written into the journal.")
    ] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Move people up from the waiting list into free places.

    Example: barnstorm rsvp promote carlisle-2017-05-16 "Ann Bell"
    """
    from barnstorm.services.rsvp.rsvps import promote as promote_rsvps

    app = app_of(ctx)
    with app.transaction() as session:
        rows = promote_rsvps(session, event, person, app.now(), over_capacity=over_capacity)
    for row in rows:
        note(f"{row.name} moves up from the waiting list.")
    show_rows(rows, COLUMNS, RsvpRow, form(as_json, as_csv), empty="Nobody who waits fits into the places there are.")


@app.command("list")
def list_(
    ctx: typer.Context,
    event: EventName,
    answer: Annotated[str | None, typer.Option(metavar="ANSWER", help=f"Only one of {_ANSWERS}.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List who is on the list, by surname; those who wait, by their turn.

    Example: barnstorm rsvp list carlisle-2017-05-16 --answer waitlisted
    """
    from barnstorm.services.rsvp.rsvps import listed

    wanted = read_answer(answer) if answer else None
    app = app_of(ctx)
    with app.reading() as session:
        ref, rows = listed(session, event, app.now(), wanted)
    nobody = f"Nobody on the list of {ref} is {wanted}." if wanted else f"Nobody is on the list of {ref} yet."
    show_rows(rows, COLUMNS, RsvpRow, form(as_json, as_csv), empty=nobody)
    if not rows and not wanted:
        hint(f"To add people: barnstorm rsvp add {ref} NAME   or   rsvp import {ref} FILE")


def _tell(answered: Answered, as_form: Form) -> None:
    for line in said(answered):
        note(line)
    show_one(answered.row, as_form, card)
