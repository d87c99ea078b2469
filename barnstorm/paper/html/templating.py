"""Our templates of paper. They escape whatever they are given, and show what cannot be seen."""

from functools import lru_cache
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from barnstorm.domain.sign_in import letter, wording
from barnstorm.domain.text import show_hidden
from barnstorm.paper import cards, heading, outlook_words, phrases, poster_pages
from barnstorm.paper.door_pages import names, remark
from barnstorm.paper.page import Paper

_SIZES = {Paper.A4: "A4", Paper.LETTER: "letter"}


def write(name: str, facts: dict[str, Any], paper: Paper, out: BinaryIO) -> None:
    """The template `name` as UTF-8 into `out`, piece by piece: a long list is never in memory as a whole."""
    pieces = _environment().get_template(name).generate(facts, size=_SIZES[paper])
    out.writelines(piece.encode() for piece in pieces)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("barnstorm.paper.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "phrases": phrases,
        "heading": heading,
        "outlook_words": outlook_words,
        "cards": cards,
        "poster": poster_pages,
        "names": names,
        "remark": remark,
        "letter": letter,
        "wording": wording,
    }
    return environment


def _shown(said: object) -> object:
    # What comes from elsewhere is a plain str; what a macro has written is Markup, and done already.
    return show_hidden(said) if type(said) is str else said
