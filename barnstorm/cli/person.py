"""barnstorm person …"""

from typing import Annotated

import typer

from barnstorm.cli.options import Csv, Json, PersonName, app_of, form, noun
from barnstorm.cli.person_edit import edit, tag
from barnstorm.cli.person_merge import apart, duplicates, merge, unmerge
from barnstorm.cli.person_privacy import consent, consents, erase, export, withdraw
from barnstorm.cli.person_view import COLUMNS, card
from barnstorm.output.notes import hint
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.person import PersonRow

app = noun("Everybody on your lists.")


@app.command("list")
def list_(
    ctx: typer.Context,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help="Only who has it; of several, who has all.")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List everybody, by surname.

    Example: barnstorm person list --tag driver --csv
    """
    from barnstorm.services.person.people import people
    from barnstorm.services.person.tags import tags_in_use

    with app_of(ctx).reading() as session:
        rows = people(session, tuple(tags or ()))
        in_use = tags_in_use(session) if tags and not rows else []
    nobody = f"Nobody has {'all of these tags' if len(tags) > 1 else f'the tag “{tags[0]}”'}." if tags else ""
    show_rows(rows, COLUMNS, PersonRow, form(as_json, as_csv), empty=nobody or "Nobody is known yet.")
    if in_use:
        hint(f"Tags in use: {', '.join(in_use)}.")


@app.command()
def show(ctx: typer.Context, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """Show one person, what else they are known by, and the events they were asked to.

    Example: barnstorm person show "Ann Bell"
    """
    from barnstorm.services.person.card import card as card_of

    with app_of(ctx).reading() as session:
        row = card_of(session, person)
    show_one(row, form(as_json, as_csv), card)


for _verb in (edit, tag, duplicates, apart, merge, unmerge, consent, withdraw, consents, export, erase):
    app.command()(_verb)
