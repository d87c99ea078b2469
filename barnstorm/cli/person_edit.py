"""barnstorm person edit, tag: what is known of a person, corrected by hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import Csv, Json, PersonName, app_of, form
from barnstorm.cli.person_view import card
from barnstorm.errors.event import NothingToChange
from barnstorm.errors.typed import typed
from barnstorm.output.notes import hint, note
from barnstorm.output.show import show_one

if TYPE_CHECKING:
    from barnstorm.rows.person import Edited
    from barnstorm.services.person.editing import Changes

_AWAY = 'An empty one ("") takes it away.'


def edit(
    ctx: typer.Context,
    person: PersonName,
    name: Annotated[str | None, typer.Option(metavar="NAME", help='A whole name: "Ann Bell" or "Bell, Ann".')] = None,
    email: Annotated[str | None, typer.Option(help=_AWAY)] = None,
    phone: Annotated[str | None, typer.Option(help=f"07700 900123, or with a country code. {_AWAY}")] = None,
    postcode: Annotated[str | None, typer.Option(help=f"CA3 8TP. {_AWAY}")] = None,
    note_text: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=f"In place of the note there is. {_AWAY}")
    ] = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Correct what is known of a person.

    Example: barnstorm person edit "Ann Bell" --email ann.bell@example.org --phone ""
    """
    from barnstorm.services.person.editing import edit as edit_person

    changes = _read(name, email, phone, postcode, note_text)
    if changes is None:
        raise NothingToChange(f'barnstorm person edit {typed(person)} --postcode "CA3 8TP"')
    app = app_of(ctx)
    with app.transaction() as session:
        edited = edit_person(session, person, changes, app.now())
    note(f"Changed {edited.person.name}." if edited.changed else "That was so already; nothing changed.")
    _suggest(edited)
    show_one(edited.person, form(as_json, as_csv), card)


def tag(
    ctx: typer.Context,
    person: PersonName,
    tags: Annotated[list[str], typer.Argument(metavar="TAG…", help="A word each, or a few in quotes.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take them off.")] = False,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Put words on a person that they can be found by.

    Example: barnstorm person tag "Ann Bell" driver "first aid"
    """
    from barnstorm.services.person.tags import tag as tag_person

    app = app_of(ctx)
    with app.transaction() as session:
        row, changed = tag_person(session, person, tags, remove=remove)
    words = ", ".join(f"“{text}”" for text in changed)
    done = f"Took {words} off {row.name}." if remove else f"Tagged {row.name} {words}."
    note(done if changed else "That was so already; nothing changed.")
    show_one(row, form(as_json, as_csv), card)


def _read(
    name: str | None, email: str | None, phone: str | None, postcode: str | None, note_text: str | None
) -> "Changes | None":
    """What was typed as well-formed values; None if nothing was."""
    from barnstorm.contact.read import read_email, read_name, read_phone, read_phone_kept, read_postcode
    from barnstorm.domain.text import paragraphs
    from barnstorm.services.person.editing import Changes

    if all(value is None for value in (name, email, phone, postcode, note_text)):
        return None
    return Changes(
        name=None if name is None else read_name(name),
        email=_read_or_away(email, read_email),
        phone=_read_or_away(phone, read_phone),
        phone_as_written=read_phone_kept(phone)[1] if phone else None,
        postcode=_read_or_away(postcode, read_postcode),
        note=None if note_text is None else paragraphs(note_text),
    )


def _read_or_away(text: str | None, read: Callable[[str], str]) -> str | None:
    """None if it was not given, empty if it is to go."""
    if text is None:
        return None
    return read(text) if text.strip() else ""


def _suggest(edited: "Edited") -> None:
    """Say who else has the name and the address: they may be one."""
    for other in edited.same:
        note(f"{other.name}, no. {other.id}, has the same name and a common address or number.")
        hint(f"If they are one: barnstorm person merge {edited.person.id} {other.id}")
