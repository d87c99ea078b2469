"""The top of the screen: the event, and the room in figures that can be read from where the queue stands."""

from barnstorm.door.lines import BOLD, DIM, PLAIN, Lines, Pieces, cell
from barnstorm.rows.door_desk import Counts

TALL, SHORT = 5, 2
"""Lines of the board with large figures, and without."""

_FIGURES = (
    "╭─╮ ╶╮ ╶─╮╶─╮╷ ╷╭─╴╭─╴╶─╮╭─╮╭─╮",
    "│ │  │ ╭─╯ ─┤╰─┤╰─╮├─╮  │├─┤╰─┤",
    "╰─╯ ╶┴╴╰─╴╶─╯  ╵╶─╯╰─╯  ╵╰─╯╶─╯",
)
_WIDE = (0, 3, 7, 10, 13, 16, 19, 22, 25, 28, 31)
"""Where each figure begins in the lines above."""


class Board(Lines):
    def __init__(self, title: str, room: int | None) -> None:
        super().__init__(id="board")
        self._title, self._room = title, room
        self._counts: Counts | None = None

    def show(self, counts: Counts) -> None:
        self._counts = counts
        self.draw()

    def drawn(self, width: int, height: int) -> list[Pieces]:
        heading: Pieces = [(cell(self._title, width), BOLD)]
        if self._counts is None:
            return [heading, [("Loading the list…", PLAIN)]]
        figures = self._figures(self._counts)
        if height < TALL:
            return [heading, [("   ".join(f"{number} {label}" for number, label in figures), BOLD)]]
        each = width // len(figures)
        large = [large_figures(number) for number, _ in figures]
        rows: list[Pieces] = [[(cell(figure[y], each), BOLD) for figure in large] for y in range(3)]
        return [heading, *rows, [(cell(label, each), DIM if "!" not in label else BOLD) for _, label in figures]]

    def _figures(self, counts: Counts) -> list[tuple[int, str]]:
        over = self._room is not None and counts.here > self._room
        room = f"! room for {self._room}" if over else ""
        helpers = f"of {counts.helpers} helpers" if counts.helpers else "helpers"
        return [
            (counts.here, f"here {room}".strip()),
            (counts.expected, "expected"),
            (counts.walk_ins, "walk-ins"),
            (counts.helpers_here, helpers),
        ]


def large_figures(number: int) -> list[str]:
    """A number three lines high."""
    return [" ".join(line[_WIDE[int(one)] : _WIDE[int(one) + 1]] for one in str(number)) for line in _FIGURES]
