"""The election to come in each seat: who stands, and which parties are on record as standing aside."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Election, StandAside, Standing
from barnstorm.domain.names import fold
from barnstorm.domain.parties import code_of
from barnstorm.domain.results import Candidate
from barnstorm.domain.standing import Nominee, stands_again

_ELECTION, _STAND_ASIDE, _STANDING = (plain(model) for model in (Election, StandAside, Standing))

_OF_ASIDE = ("party", "announced_on", "reciprocal", "prior_candidate", "source")


@dataclass(frozen=True)
class Coming:
    """What is on record of the election after a seat's last contest. Without any, the stand-asides are those of that
    contest itself. `standing` is None where nobody told who stands.
    """

    election: str = ""
    asides: tuple[Any, ...] = ()
    """party, announced_on, reciprocal, prior_candidate and source of each"""
    standing: tuple[Nominee, ...] | None = None

    def codes_aside(self, candidates: Sequence[Candidate]) -> set[str]:
        """The parties, by code, that stand aside: as recorded, which may be under a longer name than the code's own."""
        names = {fold(aside.party) for aside in self.asides}
        return {code_of(aside.party) for aside in self.asides} | {
            candidate.code for candidate in candidates if names and fold(candidate.party) in names
        }

    def all_stand(self, candidates: Sequence[Candidate]) -> bool:
        """Whether everybody of `candidates` may be counted on to stand, as far as anybody told."""
        standing = self.standing
        return not self.asides and (standing is None or all(stands_again(c, standing) for c in candidates))


@dataclass
class _Day:
    """One election in one seat."""

    election: str
    asides: list[Any] = field(default_factory=list)
    standing: list[Nominee] = field(default_factory=list)


def coming(
    session: Session, fought: Mapping[int, date], on: date, polling_day: date | None, *, seat_id: int | None = None
) -> dict[int, Coming]:
    """Of the seats with something on record; `fought` is the last polling day of each.

    The election to come is that of `polling_day`; else the first after the last contest, from `on` if there is one.
    """
    recorded: dict[int, dict[date, _Day]] = defaultdict(dict)
    for line in _lines(session, _STAND_ASIDE, _OF_ASIDE, seat_id):
        _of(recorded, line).asides.append(line)
    for line in _lines(session, _STANDING, ("name", "party", "party_code"), seat_id):
        _of(recorded, line).standing.append(Nominee(line.name, line.party, line.party_code))
    found = {}
    for seat, days in recorded.items():
        if seat in fought:
            day = _choose(days, fought[seat], on, polling_day)
            if day is not None:
                standing = tuple(days[day].standing) if day > fought[seat] else ()
                found[seat] = Coming(days[day].election, tuple(days[day].asides), standing or None)
    return found


def _lines(session: Session, table: Any, columns: Sequence[str], seat_id: int | None) -> Any:
    c, e = table.c, _ELECTION.c
    query: Select[Any] = select(c.seat_id, e.polling_day, e.name.label("election"), *(c[name] for name in columns))
    query = query.join_from(table, _ELECTION).order_by(c.id)
    if seat_id is not None:
        query = query.where(c.seat_id == seat_id)
    return session.connection().execute(query)


def _of(recorded: dict[int, dict[date, _Day]], line: Any) -> _Day:
    return recorded[line.seat_id].setdefault(line.polling_day, _Day(line.election))


def _choose(days: Collection[date], fought: date, on: date, polling_day: date | None) -> date | None:
    later = sorted(day for day in days if day > fought)
    if polling_day in later:
        return polling_day
    if later:
        return next((day for day in later if day >= on), later[-1])
    return fought if fought in days else None
