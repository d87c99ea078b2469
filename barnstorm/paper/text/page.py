"""The frame of every page: what it is a page of, where it belongs, and who answers for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from barnstorm.domain.spoken import clock, day
from barnstorm.paper.heading import place, titled, when
from barnstorm.paper.text.columns import WIDTH, ends, fit, wrapped
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.event import EventRow

LINES = 60
"""Of the 66 that a page of eleven inches has: printers keep some for themselves."""

FORM_FEED = "\f"
_HEAD = 6
_NOTICE_LINES = 14
"""A notice longer than this belongs on a sheet of its own."""


@dataclass(frozen=True)
class TextFrame:
    """The same on every page of a document. `to_type` is what to type when it comes back with marks on it."""

    event: EventRow
    campaign: Campaign
    what: str
    as_of: datetime
    to_type: str = ""

    @property
    def room(self) -> int:
        """How many lines are free on a page."""
        return max(LINES - _HEAD - len(self._foot()), 1)

    def page(self, body: Iterable[str], sign: str = "", which: str = "") -> str:
        """`sign` is the desk's or the code on the wall, and `which` page it is; empty for none."""
        return page([*self._head(sign, which), *body, *self._foot()])

    def _head(self, sign: str, which: str) -> list[str]:
        return [
            ends(" · ".join(filter(None, (self.what, self.campaign.name))), sign),
            fit(titled(self.event), WIDTH),
            ends(when(self.event), which),
            fit(place(self.event), WIDTH),
            "=" * WIDTH,
            "",
        ]

    def _foot(self) -> list[str]:
        taken = self.as_of.astimezone(ZoneInfo(self.event.timezone))
        to_type = [fit(self.to_type, WIDTH)] if self.to_type else []
        return ["-" * WIDTH, *_notices(self.campaign), f"As it stood on {day(taken)}, {clock(taken)}", *to_type]


def page(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + f"\n{FORM_FEED}"


def numbered(number: int, of: int, sheet: str = "") -> str:
    """`Sheet D1, page 1 of 2`."""
    return f"Sheet {sheet}, page {number} of {of}" if sheet else f"Page {number} of {of}"


def filled(blocks: Iterable[Sequence[str]], room: int) -> Iterator[list[str]]:
    """Pages of so many lines, each with as many whole blocks as it takes; at least one, if it is empty."""
    lines: list[str] = []
    for block in blocks:
        if lines and len(lines) + len(block) > room:
            yield lines
            lines = []
        lines += block
    yield lines


def _notices(campaign: Campaign) -> list[str]:
    lines = [line for text in (campaign.privacy, campaign.imprint) for line in wrapped(text, WIDTH)]
    if len(lines) <= _NOTICE_LINES:
        return lines
    return [*lines[: _NOTICE_LINES - 1], fit(" ".join(lines[_NOTICE_LINES - 1 :]), WIDTH)]
