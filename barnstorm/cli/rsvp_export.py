"""barnstorm rsvp export"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from barnstorm.cli.options import EventName, app_of
from barnstorm.errors.imports import ExportNotWritten
from barnstorm.output.notes import hint, note

if TYPE_CHECKING:
    from barnstorm.files.attendee_export import Layout
    from barnstorm.rows.export import GuestList


def export(
    ctx: typer.Context,
    event: EventName,
    system: Annotated[
        str | None,
        typer.Option("--for", metavar="NAME", help="The system it goes to: van, mobilize, actionnetwork; else ours."),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only those who agreed to hear from it, and how they agreed to be reached."),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")] = "-",
) -> None:
    """Write the list as a CSV file that a spreadsheet, another system or `rsvp import` takes in.

    Example: barnstorm rsvp export carlisle-2017-05-16 --for actionnetwork --organisation Compass -o carlisle.csv
    """
    from barnstorm.files.attendee_export import attendee_csv, layout
    from barnstorm.services.rsvp.export import guest_list

    wanted = layout(system)
    app = app_of(ctx)
    with app.reading() as session:
        guests = guest_list(session, event, app.now(), organisation)
    _write(output, attendee_csv(guests, wanted))
    _tell(guests, wanted, output, organisation)


def _write(output: str, content: bytes) -> None:
    from barnstorm.files.private_file import write_private

    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_private(Path(output), content)
    except OSError as e:
        raise ExportNotWritten(output, (e.strerror or str(e)).lower()) from None


def _tell(guests: "GuestList", wanted: "Layout", output: str, organisation: str | None) -> None:
    written = sum(wanted.takes(guest) for guest in guests.guests)
    no_word = sum(not wanted.has_word_for(guest) for guest in guests.guests)
    unreachable = len(guests.guests) - written - no_word
    if output != "-":
        note(f"Wrote {_people(written)} of {guests.event} to {output}.")
    if guests.without_consent:
        note(f"Left out, because they did not agree to hear from {organisation}: {_people(guests.without_consent)}.")
    if no_word:
        note(f"Left out, because {wanted.title} has no word for their answer: {_people(no_word)}.")
    if unreachable:
        note(f"Left out, because {wanted.title} asks for an email: {_people(unreachable)}.")
    if organisation is None and _leaves_us(wanted):
        hint("An RSVP is no consent. To hand on only those who agreed: --organisation NAME")


def _leaves_us(wanted: "Layout") -> bool:
    """Whether the file leaves for another system."""
    from barnstorm.files.attendee_export import OURS

    return wanted is not OURS


def _people(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"
