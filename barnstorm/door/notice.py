"""The bottom of the screen: what was done, what to be careful about, and which key does what."""

from collections.abc import Sequence

from barnstorm.door.lines import BOLD, CHOSEN, DIM, PLAIN, Lines, Pieces, cell
from barnstorm.door.wording import CAREFUL

KEYS = (
    ("Enter", "in"),
    ("F1", "help"),
    ("F2", "walk-in"),
    ("F3", "part of a party"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+Q", "leave"),
)
"""The first are seen on a narrow terminal too."""


class Notice(Lines):
    """Three lines: two for what is said, and the last for trouble with the database, as long as it lasts."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self._said: Sequence[str] = ()
        self._about = ""
        self._trouble: str | None = None

    def say(self, *lines: str) -> None:
        """What came of the last key; it stays until the next comes of one."""
        self._said = lines
        self.draw()

    def trouble(self, text: str | None) -> None:
        self._trouble = text
        self.draw()

    def about(self, text: str) -> None:
        """What the greeter should know of whoever is chosen."""
        if text != self._about:
            self._about = text
            self.draw()

    def drawn(self, width: int, height: int) -> list[Pieces]:
        lines: list[Pieces] = [
            [(cell(line, width), BOLD if line.startswith(CAREFUL) else PLAIN)] for line in self._said[:height]
        ]
        if self._about and len(lines) < height:
            lines.append([(cell(self._about, width), PLAIN)])
        if self._trouble:
            lines = lines[: height - 1]
            lines.append([(cell(f"{CAREFUL} {self._trouble}", width), CHOSEN)])
        return lines


class Keys(Lines):
    def __init__(self) -> None:
        super().__init__(id="keys")

    def drawn(self, width: int, height: int) -> list[Pieces]:
        return [[piece for key, does in KEYS for piece in ((key, BOLD), (f" {does}  ", DIM))]]
