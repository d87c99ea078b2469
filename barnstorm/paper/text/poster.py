"""For the wall: what people can sign up for, each under its code, and places for what is offered on the night."""

from collections.abc import Iterator

from barnstorm.paper.phrases import TAKE_ONE
from barnstorm.paper.poster_pages import LABELS, poster_pages, told
from barnstorm.paper.text.columns import WIDTH, fit
from barnstorm.paper.text.digits import HEIGHT, large
from barnstorm.paper.text.page import TextFrame, numbered
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import Pack, PosterLine

_CODE = 38
"""Columns for three figures."""

_ASK, _PLACE = 2, HEIGHT + 2
_BOX = [f"|{' ' * 20}|"] * (HEIGHT - 1) + [f"+{'-' * 20}+"]
"""Where a code is to be written."""


def poster(pack: Pack, campaign: Campaign) -> Iterator[str]:
    """At least one page; the last is filled with empty places."""
    to_type = f"To offer another: barnstorm action offer {pack.event.ref} --host NAME …"
    around = TextFrame(pack.event, campaign, "On the wall", pack.as_of, to_type)
    pages = poster_pages(pack.wall, max((around.room - _ASK) // _PLACE, 1))
    for number, places in enumerate(pages, 1):
        lines = [line for place in places for line in _place(place)]
        yield around.page([TAKE_ONE.upper(), "", *lines], which=numbered(number, len(pages)))


def _place(line: PosterLine | None) -> list[str]:
    room = WIDTH - _CODE
    left = large(line.code, _CODE) if line and line.code else _BOX
    said = (line.title, *told(line)) if line else [f"{label:6}{'_' * (room - 6)}" for label in LABELS]
    right = [part for text in said for part in (fit(text, room), "")][:HEIGHT]
    return ["-" * WIDTH, *(f"{one:{_CODE}}{two}" for one, two in zip(left, right, strict=True)), ""]
