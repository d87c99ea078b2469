"""Letters on paper: which font has which, how wide they are, and what is done when none has them.

DejaVu Sans is shipped for Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic, Droid Sans Fallback for
Chinese, Japanese and Korean; the PDF embeds only the letters used. See their licences in `fonts/`.
"""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.readings import reading
from barnstorm.paper.righttoleft import as_drawn

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"
EAST_ASIAN = "DroidSansFallback"
_FOLDER = Path(__file__).parent / "fonts"
ELLIPSIS = "…"


@dataclass(frozen=True)
class Words:
    """Text as it will be drawn: pieces of (font, letters), and the size in points."""

    pieces: tuple[tuple[str, str], ...]
    size: float

    @property
    def width(self) -> float:
        """In points."""
        if len(self.pieces) == 1:  # as nearly all are, and this is asked for several times a name
            ((font, letters),) = self.pieces
            return self.size * _width(letters, font)
        return self.size * sum(_width(letters, font) for font, letters in self.pieces)

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        for font, letters in self.pieces:
            canvas.setFont(font, self.size)
            canvas.drawString(x, y, letters)
            x += self.size * _width(letters, font)

    def draw_right(self, canvas: Canvas, x: float, y: float) -> None:
        """Ending at `x`."""
        self.draw(canvas, x - self.width, y)

    def draw_centred(self, canvas: Canvas, x: float, y: float) -> None:
        self.draw(canvas, x - self.width / 2, y)


def words(text: str, size: float, *, bold: bool = False) -> Words:
    """`text` ready to draw. Letters that no font has are replaced by a reading of their word."""
    font = BOLD if bold else REGULAR
    if text.isascii():
        load(font)
        return Words(((font, text),) if text else (), size)
    pieces = groupby(as_drawn(readable(text)), key=lambda ch: _font_for(ch, font))
    return Words(tuple((name, "".join(letters)) for name, letters in pieces), size)


def fitted(text: str, width: float, size: float, *, smallest: float, bold: bool = False) -> Words:
    """`text` within `width` points: at `size` if it fits, else smaller, else cut with an ellipsis at the smallest."""
    whole = words(text, size, bold=bold)
    if not text or whole.width <= width:
        return whole
    shrunk = size * width / whole.width
    if shrunk >= smallest:
        return words(text, shrunk, bold=bold)
    return _cut(text, width, smallest, bold=bold)


def wrapped(text: str, width: float, size: float, most_lines: int, *, bold: bool = False) -> list[Words]:
    """`text` broken at spaces into lines of at most `width` points; beyond `most_lines` it ends in an ellipsis."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and words(longer, size, bold=bold).width > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], " ".join(lines[most_lines - 1 :])]
    return [fitted(line, width, size, smallest=size, bold=bold) for line in lines]


def readable(text: str) -> str:
    """`text` with each word that the fonts cannot write replaced by its reading; `text` itself if all can be."""
    if all(_has_a_font(ch) for ch in text):
        return text
    return " ".join(word if all(map(_has_a_font, word)) else reading(word) for word in text.split(" "))


@cache
def load(font: str) -> Container[int]:
    """The code points a font has letters for. The file is read the first time only."""
    # asciiReadable=False packs the letters used into one subset; shaping is ours (righttoleft), not a library's.
    face = TTFont(font, str(_FOLDER / f"{font}.ttf"), shapable=False)
    registerFont(face)
    known: dict[int, int] = face.face.charToGlyph
    return known


@lru_cache(maxsize=10_000)
def _width(letters: str, font: str) -> float:
    """Of a size of one point. The same names come again and again."""
    return stringWidth(letters, font, 1)


def _font_for(ch: str, wanted: str) -> str:
    return next((font for font in (wanted, REGULAR, EAST_ASIAN) if ord(ch) in load(font)), wanted)


def _has_a_font(ch: str) -> bool:
    return ord(ch) in load(_font_for(ch, REGULAR))


def _cut(text: str, width: float, size: float, *, bold: bool) -> Words:
    """The longest beginning of `text` that fits with an ellipsis after it."""
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if words(text[:middle].rstrip() + ELLIPSIS, size, bold=bold).width <= width:
            fits = middle
        else:
            too_long = middle
    return words(text[:fits].rstrip() + ELLIPSIS, size, bold=bold)
