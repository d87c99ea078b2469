"""Somebody nobody had expected: a name is enough. The rest is for those who want to hear from us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label, Static

from barnstorm.contact.read import read_contact
from barnstorm.domain.names import fold
from barnstorm.domain.text import show_hidden
from barnstorm.door.desk import WalkIn
from barnstorm.door.dialogs import Dialog
from barnstorm.door.field import Field
from barnstorm.door.lines import CHOSEN, PLAIN, OneLine, Pieces, cell
from barnstorm.door.wording import CAREFUL
from barnstorm.errors import BarnstormError
from barnstorm.services.door.desk import channels_of


@dataclass(frozen=True)
class Draft:
    """The form as it was typed."""

    name: str = ""
    email: str = ""
    phone: str = ""
    postcode: str = ""
    agreed: tuple[str, ...] = ()

    def read(self, *, another: bool) -> WalkIn:
        """UnreadableName and its like say what cannot be read."""
        contact = read_contact(self.name, self.email, self.phone, self.postcode)
        return WalkIn(contact, self.agreed, another)


FIELDS = (("name", "Name"), ("email", "Email"), ("phone", "Phone"), ("postcode", "Postcode"))


class Consent(OneLine, can_focus=True):
    """A box that Space ticks. What it says does not hang on a colour."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick"), Binding("enter", "screen.let_in(False)")]

    def __init__(self, organisation: str, *, agreed: bool) -> None:
        super().__init__()
        self.organisation, self.agreed = organisation, agreed

    def action_tick(self) -> None:
        self.agreed = not self.agreed
        self.draw()

    def on_focus(self) -> None:
        self.draw()

    def on_blur(self) -> None:
        self.draw()

    def drawn(self, width: int, height: int) -> list[Pieces]:
        words = f"[{'x' if self.agreed else ' '}] They agree to hear from {self.organisation}"
        return [[(cell(words, width), CHOSEN if self.has_focus else PLAIN)]]


class WalkInForm(Dialog[tuple[Draft, WalkIn]]):
    """Gives what was typed, and what it means. `namesakes` says how many on the list have a folded name."""

    CSS = """
    WalkInForm Horizontal { height: 1; }
    WalkInForm Label { width: 10; }
    WalkInForm Consent { height: 1; }
    WalkInForm #wording { max-height: 4; margin: 1 0; }
    WalkInForm #said { margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+n", "let_in(True)"),
        Binding("tab,down", "app.focus_next", priority=True),
        Binding("shift+tab,up", "app.focus_previous", priority=True),
    ]

    def __init__(
        self,
        draft: Draft,
        organisations: tuple[str, ...],
        wording: str,
        namesakes: Callable[[str], int],
        said: str = "",
    ) -> None:
        super().__init__()
        self._draft, self._wording, self._namesakes, self._begin_with = draft, wording, namesakes, said
        asked = organisations if wording else ()
        self._consents = [Consent(name, agreed=name in draft.agreed) for name in asked]
        self._unasked = len(organisations) - len(asked)

    def compose(self) -> ComposeResult:
        yield Static("A walk-in: a name is enough.", markup=False)
        for key, label in FIELDS:
            with Horizontal():
                yield Label(label)
                yield Field(getattr(self._draft, key), id=key)
        if self._consents:
            yield Static(f"“{show_hidden(self._wording)}”", id="wording", markup=False)
            yield from self._consents
        elif self._unasked:
            yield Static("To ask whom they want to hear from, set BARNSTORM_PRIVACY.", id="wording", markup=False)
        yield Static(show_hidden(self._begin_with), id="said", markup=False)
        space = "Space: tick     " if self._consents else ""
        yield Static(f"Enter: they are in     Tab: next     {space}Esc: back to the list", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "name" and not self._begin_with:
            self._tell(self._about_namesakes())
        self._begin_with = ""

    def on_input_submitted(self) -> None:
        self.action_let_in(False)

    def action_let_in(self, another: bool) -> None:
        """Enter, or F2 for one more of a name that is on the list."""
        draft = self._typed()
        try:
            who = draft.read(another=another and self._namesakes(fold(draft.name)) > 0)
        except BarnstormError as e:
            self._tell(f"{CAREFUL} {e.sentence}")
            return
        if draft.agreed and not channels_of(who.contact):
            self._tell(f"{CAREFUL} To hear from anybody they must leave an email or a phone number.")
            return
        self.dismiss((draft, who))

    def _typed(self) -> Draft:
        name, email, phone, postcode = (self.query_one(f"#{key}", Input).value for key, _ in FIELDS)
        return Draft(name, email, phone, postcode, tuple(one.organisation for one in self._consents if one.agreed))

    def _about_namesakes(self) -> str:
        """Said while the name is typed: whoever is on the list is ticked, rather than written down twice."""
        count = self._namesakes(fold(self.query_one("#name", Input).value))
        if count == 1:
            return f"{CAREFUL} One of that name is on the list. Enter: it is them.   F2: it is another."
        if count:
            return f"{CAREFUL} {count} of that name are on the list. Esc: choose there.   F2: it is another."
        return ""

    def _tell(self, text: str) -> None:
        self.query_one("#said", Static).update(show_hidden(text))
