"""The check-in screen: a name is typed, Enter lets them in, and the time stands there once it is on disk."""

import asyncio
from collections.abc import Awaitable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Label

from barnstorm.domain.text import has_letter
from barnstorm.door import board, wording
from barnstorm.door.board import Board
from barnstorm.door.desk import WalkIn
from barnstorm.door.dialogs import Help, HowMany, Question
from barnstorm.door.evening import Evening
from barnstorm.door.field import NameField
from barnstorm.door.lines import DIM, OneLine
from barnstorm.door.notice import Keys, Notice
from barnstorm.door.people import People
from barnstorm.door.walk_in_form import Draft, WalkInForm
from barnstorm.errors import BarnstormError
from barnstorm.rows.door_desk import DeskRow

POLL_S = 1.0
"""Seconds between looks at what other laptops have done."""

PAUSE_S = 0.12
"""Seconds without a key after which those are looked for who are not on the list."""

ROOMY = 20
"""Lines of a terminal that has room for large figures."""


class DoorScreen(Screen[None]):
    CSS = """
    DoorScreen { layout: vertical; background: ansi_default; }
    #board { height: 5; } #ask { height: 1; } #found { height: 1; }
    #people { height: 1fr; } #notice { height: 3; } #keys { height: 1; }
    #ask Label { width: auto; padding-right: 1; } #ask Input { width: 1fr; }
    """
    # Keys are not taken ahead (`priority`) of what the field is still reading: a quick hand, or a slow line, sends a
    # whole name and Enter at once.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)"),
        Binding("down", "move(1)"),
        Binding("pageup", "page(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("escape", "clear"),
        Binding("f2,ctrl+n", "walk_in"),
        Binding("f3,ctrl+p", "part"),
        Binding("f4,ctrl+z", "undo"),
        Binding("f1,question_mark", "help", priority=True),
        Binding("ctrl+q", "leave"),
        Binding("tab,shift+tab", "stay", priority=True),
    ]

    def __init__(self, evening: Evening) -> None:
        super().__init__()
        self._evening = evening
        self._later: Timer | None = None
        self.board = Board(wording.title(evening.event), evening.event.room)
        self.field = NameField()
        self.found = OneLine("", id="found", style=DIM)
        self.people, self.notice = People(evening), Notice()

    def compose(self) -> ComposeResult:
        yield self.board
        with Horizontal(id="ask"):
            yield Label("Name or number:")
            yield self.field
        yield self.found
        yield self.people
        yield self.notice
        yield Keys()

    def on_mount(self) -> None:
        self.field.focus()
        self._evening.trouble = self.notice.trouble
        self.run_worker(self._keep_up())
        self.run_worker(self._meet_everybody())
        if self._evening.event.another_day:
            self.app.push_screen(Question(wording.another_day(self._evening.event)), self._go_on_or_leave)

    def on_resize(self, event: Resize) -> None:
        self.board.styles.height = board.TALL if event.size.height >= ROOMY else board.SHORT

    # What is typed

    def on_input_changed(self) -> None:
        self._search()

    def on_input_submitted(self) -> None:
        self._look_no_further()
        chosen = self.people.chosen
        if chosen is not None:
            self._let_in(chosen.person_id)
        elif self._evening.roster is not None and self.field.value.strip():
            self.notice.say(wording.found(self.field.value, 0, len(self.people.known)))

    def action_clear(self) -> None:
        self.field.value = ""

    def action_move(self, by: int) -> None:
        self.people.move(by)
        self._say_about()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * self.people.page)

    def action_stay(self) -> None:
        """Tab goes nowhere: there is one field."""

    def action_help(self) -> None:
        self.app.push_screen(Help())

    def _search(self) -> None:
        roster, typed = self._evening.roster, self.field.value
        if roster is not None:
            self.people.show(roster.find(typed), choose=bool(typed.strip()))
            self._say_found()
            self._look_further_soon()

    def _search_again(self) -> None:
        """There may be more to find; whoever is chosen stays so."""
        roster = self._evening.roster
        if roster is not None:
            self.people.update(roster.find(self.field.value), self.people.known)
            self._say_found()
            self._look_further_soon()

    def _look_further_soon(self) -> None:
        self._look_no_further()
        if len(self.people.listed) < self.people.page:
            self._later = self.set_timer(PAUSE_S, self._look_further)

    def _look_no_further(self) -> None:
        if self._later is not None:
            self._later.stop()

    def _look_further(self) -> None:
        self.run_worker(self._offer_known(self.field.value), group="known", exclusive=True)

    async def _offer_known(self, typed: str) -> None:
        """Below the list, in a moment."""
        known = await self._evening.strangers(typed)
        if typed == self.field.value:
            self.people.update(self.people.listed, known)
            self._say_found()

    def _say_found(self) -> None:
        self.found.say(wording.found(self.field.value, len(self.people.listed), len(self.people.known)))
        self._say_about()

    def _say_about(self) -> None:
        chosen = self.people.chosen
        self.notice.about(wording.about(chosen) if isinstance(chosen, DeskRow) else "")

    # Who comes in

    def action_part(self) -> None:
        """Only some of a party."""
        row = self.people.chosen
        if row is None:
            self.notice.say("Choose somebody first: type a few letters of the name.")
            return
        person_id = row.person_id

        def said(heads: int | None) -> None:
            if heads is not None:
                self._let_in(person_id, heads)

        self.app.push_screen(HowMany(wording.how_many(row)), said)

    def action_undo(self) -> None:
        self._run(self._say_when_done(self._evening.undo()))

    def action_walk_in(self) -> None:
        """Nobody on the list fits: then what was typed is their name. After a tick it was somebody else's."""
        typed = self.field.value.strip()
        theirs = has_letter(typed) and not self.people.listed and self.field.selection.is_empty
        self._fill_in(Draft(name=typed if theirs else ""))

    def _let_in(self, person_id: int, heads: int | None = None) -> None:
        if person_id not in self._evening.saving:
            self.field.action_select_all()  # the next letter begins the next name
            self._run(self._say_when_done(self._evening.tick(person_id, heads)))

    def _fill_in(self, draft: Draft, said: str = "") -> None:
        evening = self._evening
        if evening.roster is not None:
            organisations = evening.event.row.organisations
            form = WalkInForm(draft, organisations, evening.wording, evening.roster.namesakes, said)
            self.app.push_screen(form, self._filled_in)

    def _filled_in(self, form: tuple[Draft, WalkIn] | None) -> None:
        if form is not None:
            self._run(self._walk_in(*form))

    async def _walk_in(self, draft: Draft, who: WalkIn) -> None:
        try:
            await self._say_when_done(self._evening.walk_in(who))
        except BarnstormError as e:
            self._fill_in(draft, f"{wording.CAREFUL} {e.sentence}")
        else:
            self.field.value = ""

    async def _say_when_done(self, errand: Awaitable[list[str]]) -> None:
        self.notice.say(*await errand)
        self._show_news()

    def _run(self, work: Awaitable[None]) -> None:
        self.run_worker(work)
        self.call_later(self.people.draw)

    def _show_news(self, *, new_people: bool = False) -> None:
        """The room as it is now. Rows stay where they are under the greeter's finger; whoever is new comes in."""
        assert self._evening.roster is not None
        self.board.show(self._evening.roster.counts())
        if new_people:
            self._search_again()
        else:
            self.people.draw()
            self._say_about()

    # The evening

    async def _keep_up(self) -> None:
        """Load the list, and from then on show what other laptops have done."""
        try:
            await self._evening.load()
            self._show_news()
            self._search()
            while True:
                await asyncio.sleep(POLL_S)
                news = await self._evening.look_around()
                if news is not None:
                    self._show_news(new_people=news)
        except BarnstormError as e:  # the event is gone
            self.app.exit(e)

    async def _meet_everybody(self) -> None:
        await self._evening.meet_everybody()
        self._look_further_soon()

    def _go_on_or_leave(self, go_on: bool | None) -> None:
        if not go_on:
            self.app.exit()

    def action_leave(self) -> None:
        if not self._evening.unsaved:
            self.app.exit()
            return
        question = Question(wording.unsaved(self._evening.unsaved))
        self.app.push_screen(question, lambda leave: self.app.exit() if leave else None)
