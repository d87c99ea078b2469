"""The check-in screen as a program in the terminal."""

import traceback
from typing import ClassVar

from rich.text import Text
from textual.app import App as Terminal
from textual.binding import Binding, BindingType

from barnstorm.app import App
from barnstorm.door.desk import Desk, at_the_door
from barnstorm.door.evening import Evening
from barnstorm.door.screen import DoorScreen
from barnstorm.errors import BarnstormError


class CheckIn(Terminal[BarnstormError]):
    """Plain on purpose: the terminal's own colours, nothing that moves, no mouse.

    Running it gives the refusal that ended the evening, or None if somebody left.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "screen.leave")]
    """Not Textual's own, which would leave at once, with ticks that are not saved yet."""

    def __init__(self, evening: Evening) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self.evening = evening

    def on_mount(self) -> None:
        self.push_screen(DoorScreen(self.evening))

    def _fatal_error(self) -> None:
        # Textual's own traceback shows the values at hand: people's names and numbers.
        self.panic(Text(traceback.format_exc()))


def check_in_screen(app: App, event: str) -> CheckIn:
    """The screen for an event. NoSuchEvent, SeveralEvents, EventCancelled."""
    opened = at_the_door(app, event)
    return CheckIn(Evening(Desk(app, opened.row.ref), opened))
