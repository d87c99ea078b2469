"""A part of the screen that is text, line by line. Only lines that changed are sent: the line may be a slow one."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from barnstorm.domain.text import show_hidden

PLAIN, BOLD, DIM, CHOSEN, GOOD = (
    Style.null(),
    Style(bold=True),
    Style(dim=True),
    Style(reverse=True),
    Style(color="green"),
)

Pieces = Sequence[tuple[str, Style]]
"""A line: its texts, each with how it looks."""


class Lines(Widget):
    """Shows what `drawn` gives, one entry a line. A name from a stranger cannot move the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._shown: list[Strip] = []

    def drawn(self, width: int, height: int) -> list[Pieces]:
        """The lines as they should be now, at most `height` of them."""
        raise NotImplementedError

    def draw(self) -> None:
        """Something has changed: send the lines that look different."""
        lines = self._strips()
        before, self._shown = self._shown, lines
        regions = [
            Region(0, y, self.size.width, 1) for y, line in enumerate(lines) if y >= len(before) or line != before[y]
        ]
        if regions:
            self.refresh(*regions)

    def on_resize(self) -> None:
        self._shown = self._strips()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        return self._shown[y] if y < len(self._shown) else Strip.blank(self.size.width, PLAIN)

    def _strips(self) -> list[Strip]:
        width, height = self.size
        drawn = [*self.drawn(width, height)[:height]]
        blank: list[Pieces] = [()] * (height - len(drawn))
        return [_strip(pieces, width) for pieces in (*drawn, *blank)]


def cell(text: str, width: int) -> str:
    """Text in a column so many cells wide: cut with `…`, or filled up."""
    strip = Strip([Segment(show_hidden(text))])
    if strip.cell_length > width:
        return strip.crop(0, max(width - 1, 0)).text + "…"
    return strip.text + " " * (width - strip.cell_length)


def _strip(pieces: Pieces, width: int) -> Strip:
    return Strip([Segment(show_hidden(text), style) for text, style in pieces]).adjust_cell_length(width, PLAIN)


class OneLine(Lines):
    """A line that says something else from time to time."""

    def __init__(self, text: str = "", *, id: str | None = None, style: Style = PLAIN) -> None:  # noqa: A002 - as above
        super().__init__(id=id)
        self._text, self._style = text, style

    def say(self, text: str) -> None:
        self._text = text
        self.draw()

    def drawn(self, width: int, height: int) -> list[Pieces]:
        return [[(cell(self._text, width), self._style)]]
