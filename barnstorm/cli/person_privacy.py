"""barnstorm person consent, withdraw, consents, export, erase."""

import json
from datetime import datetime
from typing import Annotated

import typer

from barnstorm.cli.options import Csv, DryRun, Json, PersonName, Yes, app_of, form
from barnstorm.cli.privacy_view import CONSENTS, LEFT_TO_THE_SERVER, erasure_card, tell_what_is_left
from barnstorm.domain.consents import Channel, read_wording
from barnstorm.output.machine import jsonable
from barnstorm.output.notes import confirm, hint, note
from barnstorm.output.show import show_one, show_rows
from barnstorm.rows.privacy import ConsentRow, ErasureRow, Given

Organisations = Annotated[list[str] | None, typer.Option("--organisation", metavar="NAME", help="Repeatable.")]
Channels = Annotated[list[Channel] | None, typer.Option("--channel", help="Repeatable.")]


def consent(
    ctx: typer.Context,
    person: PersonName,
    organisation: Annotated[
        list[str], typer.Option(metavar="NAME", help="Who may write or ring. Repeatable: a tick for each.")
    ],
    channel: Annotated[list[Channel], typer.Option(help="By what they agree to be reached. Repeatable.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where they agreed: sign-in sheet D2, by mail.")],
    wording: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What they agreed to, word for word, or its number: privacy wordings."),
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="WHEN", help="When they agreed; left out, now.")] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Write down that somebody agreed to hear from an organisation. An RSVP is no consent.

    Example: barnstorm person consent "Ann Bell" --organisation Compass --channel email --source "sheet D2" --wording 1
    """
    from barnstorm.services.privacy.consents import give

    app = app_of(ctx)
    words = None if wording is None else read_wording(wording)
    given_at = _moment(ctx, on)
    with app.transaction() as session:
        given = give(session, person, organisation, channel, words, source, given_at, app.now())
    _tell(given)
    show_rows(given.rows, CONSENTS, ConsentRow, form(as_json, as_csv))


def withdraw(
    ctx: typer.Context,
    person: PersonName,
    organisation: Organisations = None,
    channel: Channels = None,
    how: Annotated[str, typer.Option(metavar="TEXT", help="How they said so: by phone, at the door.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Write down that somebody agrees no more: to anything, or only to that organisation or that channel.

    Example: barnstorm person withdraw "Ann Bell" --channel phone --how "told a caller"
    """
    from barnstorm.services.privacy.consents import take_back

    app = app_of(ctx)
    with app.transaction() as session:
        name, rows = take_back(session, person, organisation or [], channel or [], how, app.now())
    if rows:
        note(f"{name} has withdrawn {'a consent' if len(rows) == 1 else f'{len(rows)} consents'}.")
    show_rows(rows, CONSENTS, ConsentRow, form(as_json, as_csv), empty=f"{name} had agreed to none of it.")


def consents(ctx: typer.Context, person: PersonName, as_json: Json = False, as_csv: Csv = False) -> None:
    """List what somebody ever agreed to, and when they withdrew it.

    Example: barnstorm person consents "Ann Bell"
    """
    from barnstorm.services.privacy.consent_rows import of_person

    with app_of(ctx).reading() as session:
        name, rows = of_person(session, person)
    show_rows(rows, CONSENTS, ConsentRow, form(as_json, as_csv), empty=f"{name} has agreed to nothing yet.")


def export(
    ctx: typer.Context,
    person: PersonName,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The JSON file; - is stdout.")] = "-",
) -> None:
    """Write everything that is held about somebody, as JSON: what they may ask to see.

    Example: barnstorm person export "Ann Bell" -o ann-bell.json
    """
    from barnstorm.cli.file_out import write_out
    from barnstorm.services.person.export import everything

    with app_of(ctx).reading() as session:
        found = everything(session, person)
    text = json.dumps(jsonable(found), ensure_ascii=False, indent=2)
    write_out(output, f"{text}\n".encode(), private=True)
    if output != "-":
        note(f"Wrote everything held about {found['person']['name']} to {output}, which only you may read.")


def erase(
    ctx: typer.Context,
    person: PersonName,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Erase somebody who asks for it, for good. What they did stays counted, without their name.

    A later import does not bring them back. What stands in other people's words is told, and left.

    Example: barnstorm person erase "Ann Bell" --dry-run
    """
    from barnstorm.db.scrub import scrub

    app = app_of(ctx)
    row = _erase(ctx, person, dry_run=True)
    if not dry_run:
        confirm(f"Erase {row.name} (no. {row.person_id}) for good?", yes=yes)
        row = _erase(ctx, str(row.person_id), dry_run=False)
    show_one(row, form(as_json, as_csv), erasure_card)
    tell_what_is_left(row)
    if dry_run:
        note("Nothing was erased: this was a dry run.")
    elif not scrub(app.engine):
        note(LEFT_TO_THE_SERVER)


def _erase(ctx: typer.Context, person: str, *, dry_run: bool) -> ErasureRow:
    from barnstorm.services.person.erasures import erase as erase_person

    app = app_of(ctx)
    with app.transaction() as session:
        return erase_person(session, person, app.now(), dry_run=dry_run)


def _moment(ctx: typer.Context, text: str | None) -> datetime:
    """The instant a person means by `--on`; of a day alone, its beginning."""
    from barnstorm.domain.when import read_day, read_when
    from barnstorm.domain.zones import resolve_day_start
    from barnstorm.errors.when import UnreadableTime

    app = app_of(ctx)
    if text is None:
        return app.now()
    try:
        return read_when(text, app.now(), app.zone)
    except UnreadableTime:
        return resolve_day_start(read_day(text, app.now(), app.zone), app.zone)


def _tell(given: Given) -> None:
    for name in given.new_organisations:
        note(f"{name} is new among the organisations.")
    if given.unchanged:
        note(f"{given.unchanged} of {len(given.rows)} held already; nothing was changed there.")
    if given.suppressed:
        note(f"Nothing is mailed to their address all the same: {given.suppressed}.")
        hint("See: barnstorm mail suppressed")
