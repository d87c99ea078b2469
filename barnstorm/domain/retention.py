"""How long what is held: counted from the end of each event, or from polling day, and no longer than it is of use.

Numbers (who came, how many answered, what was called) name nobody and are kept for ever.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from barnstorm.errors.privacy import BadPeriod


class Data(StrEnum):
    """What is taken away as one, in the order it goes."""

    ACCESS = "access"
    CALL_NOTES = "call-notes"
    LETTERS = "letters"
    REPLIES = "replies"
    FILES = "error-files"
    MERGES = "merges"
    PHONES = "phones"
    ADDRESSES = "addresses"
    PEOPLE = "people"


class Anchor(StrEnum):
    """What a period is counted from."""

    EVENT = "the event"
    POLLING_DAY = "polling day"


@dataclass(frozen=True)
class Period:
    """`words` say what goes, `spares` who or what is left alone, `why` why it is not kept longer."""

    data: Data
    words: str
    days: int
    anchor: Anchor
    why: str
    spares: str = ""

    def due_on(self, anchored: date) -> date:
        """The first day on which it may not be kept any more. `anchored` is the day it is counted from."""
        return anchored + timedelta(days=self.days)


PERIODS = (
    Period(
        Data.ACCESS,
        "access needs",
        7,
        Anchor.EVENT,
        "They tell of people's health, and once the chairs are stacked they are of use to nobody.",
    ),
    Period(
        Data.CALL_NOTES,
        "what callers and organisers noted, and who called",
        14,
        Anchor.POLLING_DAY,
        "Free words hold what nobody agreed to have written down.",
    ),
    Period(
        Data.LETTERS,
        "letters: bodies, subjects and what servers said",
        14,
        Anchor.POLLING_DAY,
        "A body is kept only to be sent again, and nothing is sent again after the campaign.",
        "letters that still wait to be sent",
    ),
    Period(
        Data.REPLIES,
        "what came of mail that was read",
        28,
        Anchor.POLLING_DAY,
        "The answers themselves are on the lists.",
        "what still waits for somebody to look at it",
    ),
    Period(
        Data.FILES,
        "files of rows that could not be imported",
        28,
        Anchor.POLLING_DAY,
        "They hold people who are not in the database, where nobody would look for them.",
    ),
    Period(
        Data.MERGES,
        "what two records were before they became one",
        28,
        Anchor.POLLING_DAY,
        "It holds their old numbers and addresses, only so that the merge can be undone.",
    ),
    Period(
        Data.PHONES,
        "telephone numbers",
        28,
        Anchor.POLLING_DAY,
        "They were given to be rung about an event.",
        "those who agreed to be rung or texted, or have an event to come",
    ),
    Period(
        Data.ADDRESSES,
        "emails and postcodes",
        91,
        Anchor.POLLING_DAY,
        "An RSVP is no consent to hear more, and a thank-you has long been sent.",
        "those who agreed to anything, or have an event to come",
    ),
    Period(
        Data.PEOPLE,
        "names, and all else about a person",
        182,
        Anchor.POLLING_DAY,
        "That somebody came to a political meeting says what they think. The count is enough.",
        "those who agreed to anything, or have an event to come",
    ),
)

_KEEP = re.compile(r"\s*(?P<data>[a-z -]+?)\s*=\s*(?P<number>\d{1,4})\s*(?P<unit>d|w)\s*", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7}


def read_keep(text: str) -> tuple[Data, int]:
    """(what, days) of `access=7d` or `phones=8w`. BadPeriod."""
    known = [data.value for data in Data]
    found = _KEEP.fullmatch(text)
    name = found["data"].casefold().replace(" ", "-") if found else ""
    if found is None or name not in known:
        raise BadPeriod(text, known)
    return Data(name), int(found["number"]) * _DAYS[found["unit"].casefold()]


def periods(keep: Iterable[tuple[Data, int]] = ()) -> list[Period]:
    """Every period, those in `keep` with their days instead of the usual ones."""
    wanted: Mapping[Data, int] = dict(keep)
    return [replace(period, days=wanted.get(period.data, period.days)) for period in PERIODS]
