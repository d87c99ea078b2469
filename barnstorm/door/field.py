"""Where something is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

LONGEST = 200
"""Characters; no name, address or number is longer, and a spilt clipboard should not be sought."""


class Field(Input):
    """One line; the cursor does not blink, which would send bytes all evening, and can be seen without colours."""

    DEFAULT_CSS = """
    Field:ansi > .input--cursor { color: ansi_default; background: ansi_default; text-style: reverse; }
    Field:ansi > .input--selection { color: ansi_default; background: ansi_default; text-style: underline; }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual lays the whole screen out anew when this changes, and it does with every letter. Here it need not: the
    field is as wide as it is.
    """

    def __init__(self, value: str = "", *, id: str | None = None, digits: int = 0) -> None:  # noqa: A002 - Textual's name
        """`digits`: it takes a number of so many digits."""
        longest = digits or LONGEST
        super().__init__(value, id=id, max_length=longest, compact=True, select_on_focus=False)
        self.type = "integer" if digits else "text"
        self.cursor_blink = False


class NameField(Field):
    """No name has a question mark in it: that is for help. Ctrl+C leaves, as in any program of the command line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "screen.leave")]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return character != "?" and super().check_consume_key(key, character)
