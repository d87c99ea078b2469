"""The nouns, each imported when it is typed.

Importing one noun costs a millisecond or two, all of them some thirty: `--version` and completion of a noun should
not wait for the others.
"""

from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from barnstorm import __version__
from barnstorm.errors import listed

NOUNS: dict[str, str] = {
    "demo": "Fill a database with the Carlisle night of 16 May 2017.",
    "event": "Barnstorms, and the actions born at them.",
    "seat": "Constituencies, their results, and which to win or hold.",
    "venue": "Halls and rooms.",
    "person": "Everybody on your lists.",
    "rsvp": "Who is coming, and who waits for a place.",
    "volunteer": "Roles at an event, and who takes them on.",
    "invite": "Calendar invitations.",
    "reminder": "Reminders, each sent once.",
    "mail": "How mail leaves, and what became of it.",
    "door": "The list at the door, and ticking people in.",
    "action": "What is offered in the room, and who signs up for it.",
    "report": "What the meetings gave, and what the campaign looks like.",
    "privacy": "Who agreed to what, and how long things are kept.",
    "db": "The database: upgrade, back up, restore, check.",
    "config": "The settings in force and where each comes from.",
}
"""Noun -> the line that `--help` shows for it. Its commands are in the module of that name beside this one."""


class Nouns(TyperGroup):
    """Lists every noun, imports the one that is asked for."""

    loaded: ClassVar[dict[str, Any]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NOUNS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in NOUNS:
            return None
        if cmd_name not in self.loaded:
            self.loaded[cmd_name] = _command(cmd_name)
        return self.loaded[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Typer suggests what is nearest of the commands that are made; here they are made when they are asked for."""
        typed = args[0]
        if typed not in NOUNS and typed[:1] != "-" and not ctx.resilient_parsing:
            meant = self._nouns_of(ctx, typed) or get_close_matches(typed, NOUNS)
            ask = f" Did you mean {listed([repr(one) for one in meant])}?" if meant else ""
            ctx.fail(f"No such command {typed!r}.{ask}")
        return super().resolve_command(ctx, args)

    def _nouns_of(self, ctx: Any, verb: str) -> list[str]:
        """The verb behind each noun that has it."""
        return [f"{noun} {verb}" for noun in NOUNS if verb in getattr(self.get_command(ctx, noun), "commands", {})]


def _command(noun: str) -> TyperGroup | TyperCommand:
    app: typer.Typer = import_module(f"barnstorm.cli.{noun}").app
    command: Any = get_command(app)
    command.name = noun
    command.help = command.help or NOUNS[noun]
    for verb in getattr(command, "commands", {}).values():
        verb.help = _reflowed(verb.help or "")
    return command  # type: ignore[no-any-return]  # Typer's own union of the two


def _reflowed(text: str) -> str:
    """A docstring without its line breaks, so that the terminal's width decides; Typer keeps all but the first few."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"barnstorm {__version__}")
        raise typer.Exit


root_app = typer.Typer(
    cls=Nouns,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@root_app.callback()
def barnstorm(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="URL", help="The database: a file's path or a URL. Wins over the settings."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback for refusals too.")] = False,
    version: Annotated[  # noqa: ARG001 - its callback has the last word
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """From "let's hold one" to hosts and shifts: events, RSVPs, invites, reminders and the door.

    See a whole night first:   barnstorm --db carlisle.db demo

    Then hold your own:        barnstorm event create
    """
    from barnstorm.app import App

    ctx.obj = App(db=db, debug=debug)
    ctx.call_on_close(ctx.obj.close)


root: Any = get_command(root_app)
