"""barnstorm mail preview"""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from barnstorm.cli.options import EventName, app_of
from barnstorm.errors import WrongUse, listed
from barnstorm.output.show import say


class Letter(StrEnum):
    """The letters there are; the templates have these names."""

    INVITE = "invite"
    UPDATE = "update"
    CANCEL = "cancel"
    DROPPED = "dropped"
    REMINDER = "reminder"
    SHIFT = "shift"
    SHIFT_OFF = "shift-off"
    THANKS = "thanks"
    MISSED = "missed"


def preview(
    ctx: typer.Context,
    kind: Annotated[Letter, typer.Argument(metavar="KIND", help=f"{listed(Letter)}.")],
    event: EventName,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PERSON", help="As this person would get it; else the first listed.")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="Its HTML rather than its text.")] = False,
    source: Annotated[bool, typer.Option("--source", help="The whole message, as a mail server is given it.")] = False,
) -> None:
    """Show a letter as it would be sent, and send it to nobody.

    Your own templates, in the folder BARNSTORM_TEMPLATES, have the names
    KIND.txt and KIND.html.

    Example: barnstorm mail preview invite carlisle-2017-05-16 --to "Ann Bell"
    """
    from barnstorm.services.letter.previews import preview as preview_letter
    from barnstorm.services.mail.after_previews import preview_after
    from barnstorm.services.volunteer.shift_previews import preview_shift

    if html and source:
        raise WrongUse("--html and --source are two ways to look at it.", "Give one of them, or neither.")
    app = app_of(ctx)
    with app.transaction() as session:
        if kind in (Letter.SHIFT, Letter.SHIFT_OFF):
            shown = preview_shift(session, kind.value, event, to, app.campaign, app.now())
        elif kind in (Letter.THANKS, Letter.MISSED):
            shown = preview_after(session, kind.value, event, to, app.campaign, app.now())
        else:
            shown = preview_letter(session, kind.value, event, to, app.campaign, app.now())
    if source:
        sys.stdout.write(shown.raw.decode("ascii").replace("\r\n", "\n"))
        return
    if html:
        say(shown.html)
        return
    for name, value in (("From", shown.sender), ("To", shown.to), ("Subject", shown.subject)):
        say(f"{name}: {value}", heading=name == "Subject")
    say(f"\n{shown.text}")
