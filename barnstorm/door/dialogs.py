"""What stands in front of the list for a moment: a question, a number, the help."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from barnstorm.domain.text import show_hidden
from barnstorm.door.field import Field

Answer = TypeVar("Answer")

HELP = """\
Type any part of a name, in any order, or the last three digits of a phone
number. Slips are forgiven, accents and apostrophes are not needed.

  Enter           they are in, with all of their party
  ↑ ↓ PgUp PgDn   choose another
  F3  or Ctrl+P   only some of a party come in now; the others come later
  F2  or Ctrl+N   a walk-in: somebody who is not on the list
  Ctrl+Z or F4    undo the last tick; again for the one before
  Esc             clear what was typed
  Ctrl+Q          leave

  ✓ 19:04    in, and on disk       ✓ 1 of 3   some of a party are in
  … saving   not on disk yet       ! needs    choose them to see what

Below the list stand people who are known but not on it: ↓ to choose, and
Enter lets them in as walk-ins. Other laptops' ticks appear by themselves.
"""


class Dialog(Screen[Answer]):
    """Takes the whole screen, which costs a slow line less than a box over the list. Esc leaves without an answer."""

    DEFAULT_CSS = """
    Dialog { background: ansi_default; padding: 1 2; }
    Dialog Static { height: auto; margin-bottom: 1; }
    Dialog Input { width: 1fr; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+q,ctrl+c", "cancel", priority=True)]

    def action_cancel(self) -> None:
        self.dismiss(None)


class Help(Dialog[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,f1,question_mark", "cancel", priority=True)]

    def compose(self) -> ComposeResult:
        yield Static(HELP, markup=False)
        yield Static("Esc: back to the list", markup=False)


class Question(Dialog[bool]):
    """Yes or no."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,y", "agree", priority=True), Binding("n", "cancel")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(show_hidden(self._text), markup=False)
        yield Static("Enter: yes     Esc: no", markup=False)

    def action_agree(self) -> None:
        self.dismiss(True)


class HowMany(Dialog[int]):
    """How many of a party come in now."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(show_hidden(self._text), markup=False)
        yield Field("1", digits=2)
        yield Static("Enter: they are in     Esc: back to the list", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        heads = int(event.value) if event.value.isdecimal() else 0
        if heads:
            self.dismiss(heads)
