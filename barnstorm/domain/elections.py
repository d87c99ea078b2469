"""Elections: what they are called and when they were.

A polling day is given, or known from the table of general elections; it is never guessed from a file.
"""

import re
from dataclasses import dataclass
from datetime import date

from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.seat import ElectionMisdated, ElectionNameless, PollingDayUnknown, UnreadableElection

GENERAL_ELECTIONS: dict[int, date] = {
    2010: date(2010, 5, 6),
    2015: date(2015, 5, 7),
    2017: date(2017, 6, 8),
    2019: date(2019, 12, 12),
    2024: date(2024, 7, 4),
}

NEW_BOUNDARIES = (date(2010, 4, 12), date(2024, 5, 30))
"""The dissolutions from which seats had other boundaries and, nearly all of them, other codes."""

_NOTIONAL = re.compile(r"[\s,(]*\bnotional\b[\s,)]*", re.IGNORECASE)

_GENERAL = re.compile(
    r"(?:uk )?(?:(?P<year>\d{4}) (?:uk )?(?:ge|general(?: election)?)"
    r"|(?:ge|general(?: election)?)[ .]?(?P<after>\d{4}))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedElection:
    """`kind` is `general` or `by-election`."""

    name: str
    kind: str
    polling_day: date


def name_election(name: str | None, day: date | None) -> NamedElection:
    """The election that a name and a polling day stand for; one of them is enough for the general elections above.

    `2015 general`, `2015 general election` and `GE2015` are one. Refuses a day that is not in the year of the name.
    """
    if name is None:
        return _on(day)
    if not has_letter(name):
        raise UnreadableElection(name)
    kept = called(name)
    general = _GENERAL.fullmatch(kept)
    return _general(kept, int(general["year"]), day) if general else _by_election(kept, day)


def called(name: str) -> str:
    """The name under which an election is kept: `2015 general` for `GE2015`."""
    tidy = one_line(name)
    general = _GENERAL.fullmatch(tidy)
    return f"{general['year'] or general['after']} general" if general else tidy


def split_notional(name: str) -> tuple[str, bool]:
    """An election's name, and whether its notional results are meant: `2019 general` of `2019 general, notional`.

    Notional results are estimates of how an election would have gone within the boundaries drawn after it.
    """
    tidy = one_line(name)
    rest = " ".join(_NOTIONAL.sub(" ", tidy).split())
    if rest == tidy:
        return name, False
    return (f"{rest} general" if re.fullmatch(r"\d{4}", rest) else rest), True


def counts_from(day: date, *, notional: bool) -> date:
    """From when a contest tells of its seat: its polling day; if it is notional, the day the newer boundaries came."""
    if not notional:
        return day
    return next((changed for changed in NEW_BOUNDARIES if changed > day), day)


def era(day: date) -> int:
    """The set of boundaries that seats had on `day`: the higher, the newer."""
    return sum(changed <= day for changed in NEW_BOUNDARIES)


def nearness(day: date, on: date) -> tuple[int, int]:
    """The greater, the nearer: the last day on or before `on`, failing that the first after it."""
    return (1, day.toordinal()) if day <= on else (0, -day.toordinal())


def _general(name: str, year: int, day: date | None) -> NamedElection:
    known = GENERAL_ELECTIONS.get(year)
    if known is None and day is None:
        raise PollingDayUnknown(name)
    if day is not None and (day.year != year or day != (known or day)):
        raise ElectionMisdated(name, day, known)
    polling_day = known or day
    assert polling_day is not None  # one of the two is there, or it was refused above
    return NamedElection(name, "general", polling_day)


def _by_election(name: str, day: date | None) -> NamedElection:
    if day is None:
        raise PollingDayUnknown(name)
    years = re.findall(r"\b(?:19|20)\d\d\b", name)
    if years and str(day.year) not in years:
        raise ElectionMisdated(name, day, None)
    return NamedElection(name, "by-election", day)


def _on(day: date | None) -> NamedElection:
    for year, polling_day in GENERAL_ELECTIONS.items():
        if polling_day == day:
            return NamedElection(f"{year} general", "general", polling_day)
    raise ElectionNameless(day)
