"""barnstorm door run: the check-in screen."""

import os
import sys

import typer

from barnstorm.cli.options import EventName, app_of
from barnstorm.errors.door_desk import NoScreen
from barnstorm.output.notes import note


def run(ctx: typer.Context, event: EventName) -> None:
    """Let people in on a screen of their names: type a few letters, Enter. Keys are explained there under F1.

    Every tick is on disk before the screen says so, and several laptops on one database see each other's.

    Example: barnstorm door run next
    """
    if not _can_show():
        raise NoScreen(event)
    from barnstorm.door.application import check_in_screen

    screen = check_in_screen(app_of(ctx), event)
    try:
        refusal = screen.run(mouse=False)
    finally:
        screen.evening.close()
    if refusal is not None:
        raise refusal
    if screen.return_code:  # a bug, which has shown its traceback
        raise typer.Exit(screen.return_code)
    here = screen.evening.roster.counts().here if screen.evening.roster else 0
    note(f"{here} {'is' if here == 1 else 'are'} in at {screen.evening.event.row.ref}.")


def _can_show() -> bool:
    """Whether there is a terminal to draw on (it draws on stderr) and to type at."""
    terminals = all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__))
    return terminals and os.environ.get("TERM") != "dumb"
