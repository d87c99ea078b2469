"""barnstorm person …"""

import typer

from barnstorm.cli.options import Csv, Json, PersonName, app_of, form, noun
from barnstorm.output.columns import Column, evening
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.person import Invitation, PersonCard, PersonRow

app = noun("Everybody on your lists.")

COLUMNS = [
    Column("no.", "id", align="right"),
    Column("name", "name"),
    Column("email", "email"),
    Column("phone", lambda row: row.phone or (f"{row.phone_as_written}?" if row.phone_as_written else None)),
    Column("postcode", "postcode"),
    Column("events", "events", align="right"),
    Column("came to", "attended", align="right", spare=True),
]


@app.command("list")
def list_(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """List everybody, by surname.

    Example: barnstorm person list --csv
    """
    from barnstorm.services.people import people

    with app_of(ctx).reading() as session:
        rows = people(session)
    show_rows(rows, COLUMNS, PersonRow, form(as_json, as_csv), empty="Nobody is known yet.")


@app.command()
def show(ctx: typer.Context, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show one person and the events they were asked to.

    Example: barnstorm person show "Ann Bell"
    """
    from barnstorm.services.people import card

    with app_of(ctx).reading() as session:
        row = card(session, person)
    show_one(row, form(as_json, as_csv), _card)


def _card(row: PersonCard) -> list[tuple[str, str]]:
    return [
        ("name", row.name),
        ("no.", str(row.id)),
        ("email", row.email or ""),
        ("phone", row.phone or ""),
        ("phone as written", row.phone_as_written or ""),
        ("postcode", row.postcode or ""),
        ("note", row.notes),
        ("events", "\n".join(_event(event) for event in row.events)),
    ]


def _event(event: Invitation) -> str:
    came = "" if event.attended is None else f", {'came' if event.attended else 'did not come'}"
    return f"{evening(event.starts_at)}  {event.title} ({event.event}): {event.answer or 'not asked'}{came}"
