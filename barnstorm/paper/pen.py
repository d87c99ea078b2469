"""Many words on one page in one go: a canvas begins and ends a text object for each string it is given."""

from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import Words


class Pen:
    """What is put down appears on the page with `lift`, in its order."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text = canvas.beginText()
        self._font: tuple[str, float] | None = None

    def put(self, words: Words, x: float, y: float) -> None:
        size = words.size
        for font, letters in words.pieces:
            if self._font != (font, size):
                self._text.setFont(font, size)
                self._font = (font, size)
            self._text.setTextOrigin(x, y)
            self._text.textLine(letters)  # textOut would measure the letters to know where to go on; we know
            if len(words.pieces) > 1:
                x += Words(((font, letters),), size).width

    def put_right(self, words: Words, x: float, y: float) -> None:
        """Ending at `x`."""
        self.put(words, x - words.width, y)

    def put_centred(self, words: Words, x: float, y: float) -> None:
        self.put(words, x - words.width / 2, y)

    def lift(self) -> None:
        self._canvas.drawText(self._text)
