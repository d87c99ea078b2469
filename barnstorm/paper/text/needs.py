"""What people told us they need, for the greeter alone: a page to fold away, with the names inside."""

from collections.abc import Iterator

from barnstorm.paper.phrases import FOLD
from barnstorm.paper.text.columns import fit, wrapped
from barnstorm.paper.text.page import TextFrame, filled, numbered
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.pack import NeedRow, Pack

_PLACE, _NAME, _NEED = 11, 27, 42
_MOST_LINES = 8


def needs(pack: Pack, campaign: Campaign) -> Iterator[str]:
    """Nothing if nobody told us of a need."""
    if not pack.needs:
        return
    around = TextFrame(pack.event, campaign, "Access needs", pack.as_of)
    pages = list(filled(map(_need, pack.needs), around.room - 2))
    for number, lines in enumerate(pages, 1):
        yield around.page([FOLD, "", *lines], which=numbered(number, len(pages)))


def _need(need: NeedRow) -> list[str]:
    first, *more = wrapped(need.access, _NEED, _MOST_LINES) or [""]
    place = fit(f"{need.sheet} · {need.row}", _PLACE - 1)
    return [f"{place} {fit(need.name, _NAME - 1)} {first}", *(" " * (_PLACE + _NAME) + line for line in more), ""]
