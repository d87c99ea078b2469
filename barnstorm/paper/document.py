"""A PDF: made, named, saved.

Why reportlab's canvas, and nothing on top of it. Measured once, when the library was chosen, on ten thousand rows of a
door list (seconds, peak MB): the canvas 1.1 and 41, the same library's platypus table 6.5 and 105, fpdf2's cells 7.5
and its tables 46, typst 7.3 to 8.4 and over 1,000, weasyprint 143 and 1,745. The first two, measured again on another
machine, were as far apart: 0.45 s for four columns of words on the canvas, 4.4 s for them in a platypus table. It is
pure Python, embeds only the letters used of the fonts that we ship (1.5 MB for Latin to Arabic, 3.5 MB for East Asian),
and asks for no browser and no second language on an organiser's laptop. What it lacks, joining and turning of letters,
is in `righttoleft` and `readings`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from barnstorm.paper.fonts import BOLD, REGULAR, load
from barnstorm.paper.page import Paper
from barnstorm.rows.campaign import Campaign

# Pages as bytes: written as ASCII for the mail of the eighties they are a quarter longer, and slower.
rl_config.useA85 = 0


@contextmanager
def document(out: BinaryIO, title: str, campaign: Campaign, paper: Paper) -> Iterator[Canvas]:
    """A canvas whose pages are in `out` once the block ends. The same drawing gives the same bytes."""
    load(REGULAR)
    load(BOLD)
    canvas = Canvas(out, pagesize=paper.size, pageCompression=1, invariant=1, lang="en-GB")
    canvas.setTitle(title)
    canvas.setAuthor(campaign.name)
    canvas.setCreator("barnstorm")
    yield canvas
    canvas.save()


def pages_drawn(canvas: Canvas) -> int:
    """How many pages are finished."""
    return canvas.getPageNumber() - 1
