"""The list on the screen: who it may be, who is chosen, and below them who is known and not on the list."""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style

from barnstorm.domain.answers import Answer
from barnstorm.door.evening import Evening
from barnstorm.door.lines import BOLD, CHOSEN, DIM, GOOD, PLAIN, Lines, Pieces, cell
from barnstorm.door.wording import CAREFUL, PENDING, answer_of, presence_of, surname_first, told_apart
from barnstorm.rows.door_desk import DeskRow, KnownRow

_STATE, _PARTY, _ANSWER, _NEEDS = 10, 12, 13, 7
"""Widths in cells; the name takes what is left."""

_LEAST_NAME = 20

_KNOWN = "Known, not on the list:"


class People(Lines):
    """Rows are asked of the roster when they are drawn, so a tick shows without the list moving under the finger."""

    STYLES: ClassVar[dict[bool, Style]] = {True: CHOSEN, False: PLAIN}

    def __init__(self, evening: Evening) -> None:
        super().__init__(id="people")
        self._evening = evening
        self._listed: Sequence[int] = ()
        self._known: Sequence[KnownRow] = ()
        self._chosen: int | None = None
        self._top = 0

    @property
    def listed(self) -> Sequence[int]:
        """Who is on the list, by their ids."""
        return self._listed

    @property
    def known(self) -> Sequence[KnownRow]:
        return self._known

    @property
    def chosen(self) -> DeskRow | KnownRow | None:
        """Whoever Enter is for."""
        return None if self._chosen is None else self._row(self._chosen)

    def show(self, listed: Sequence[int], *, choose: bool) -> None:
        """Other people on the list. `choose` the first of them, so that Enter is for them; or nobody."""
        self._listed, self._known = listed, ()
        self._chosen, self._top = 0 if choose and listed else None, 0
        self.draw()

    def update(self, listed: Sequence[int], known: Sequence[KnownRow]) -> None:
        """More people, or fewer; whoever was chosen still is, if they are among them. Of those who are not on the list
        nobody is chosen before a key does it: Enter must not let in the wrong one.
        """
        kept = self.chosen
        self._listed, self._known = listed, known
        ids = [*listed, *(row.person_id for row in known)] if kept else []
        self._chosen = ids.index(kept.person_id) if kept and kept.person_id in ids else None
        self._keep_in_sight()
        self.draw()

    def move(self, by: int) -> None:
        last = len(self._listed) + len(self._known) - 1
        if last >= 0:
            self._chosen = 0 if self._chosen is None else min(max(self._chosen + by, 0), last)
            self._keep_in_sight()
            self.draw()

    @property
    def page(self) -> int:
        """How many rows a page key moves by."""
        return max(self.size.height - 2, 1)

    def on_resize(self) -> None:
        self._keep_in_sight()
        super().on_resize()

    def drawn(self, width: int, height: int) -> list[Pieces]:
        return [self._line(place, width) for place in range(self._top, min(self._top + height, self._length))]

    @property
    def _length(self) -> int:
        return len(self._listed) + (len(self._known) + 1 if self._known else 0)

    def _row(self, number: int) -> DeskRow | KnownRow:
        assert self._evening.roster is not None
        if number < len(self._listed):
            return self._evening.roster[self._listed[number]]
        known = self._known[number - len(self._listed)]
        if known.person_id in self._evening.roster:  # let in just now
            return self._evening.roster[known.person_id]
        return known

    def _line(self, place: int, width: int) -> Pieces:
        listed = len(self._listed)
        if place == listed:
            return [(_KNOWN, BOLD)]
        number = place if place < listed else place - 1
        mark = "▸ " if number == self._chosen else "  "
        row = self._row(number)
        style = self.STYLES[number == self._chosen]
        if isinstance(row, KnownRow):
            rest = width - len(mark) - _STATE
            text = f"{surname_first(row)}   {told_apart(row)}"
            return [(mark + cell(self._state(row), _STATE), style), (cell(text, rest), style)]
        return self._listed_line(row, mark, style, width)

    def _listed_line(self, row: DeskRow, mark: str, style: Style, width: int) -> Pieces:
        party = f"party of {row.party_size}" if row.party_size > 1 else ""
        columns = [(party, _PARTY), (answer_of(row), _ANSWER), (f"{CAREFUL} needs" if row.access else "", _NEEDS)]
        name = width - len(mark) - _STATE - sum(wide for _, wide in columns)
        while columns and name < _LEAST_NAME:
            name += columns.pop()[1]
        expected = row.answer in {Answer.GOING, Answer.MAYBE, None}
        plain = style if style is CHOSEN or expected else DIM
        return [
            (mark, style),
            (cell(self._state(row), _STATE), style if style is CHOSEN else GOOD),
            (self._name_cell(row, name), plain),
            *((cell(text, wide), plain) for text, wide in columns),
        ]

    def _name_cell(self, row: DeskRow, width: int) -> str:
        """The name; of several people on the list with the same one, also what tells them apart."""
        assert self._evening.roster is not None
        apart = told_apart(row) if self._evening.roster.namesakes(row.names[0]) > 1 else ""
        return cell(surname_first(row), width - len(apart) - 2) + f" {apart} "

    def _state(self, row: DeskRow | KnownRow) -> str:
        if row.person_id in self._evening.saving:
            return f"{PENDING} saving"
        return presence_of(row) if isinstance(row, DeskRow) else ""

    def _keep_in_sight(self) -> None:
        height = max(self.size.height, 1)
        place = self._chosen or 0
        if self._chosen is not None and self._chosen >= len(self._listed):
            place += 1  # the heading between the two
        self._top = min(max(self._top, place - height + 1), place)
        self._top = max(min(self._top, self._length - height), 0)
