"""Seats as rows: each with the contest that counts, who may beat whom, and its events, in a fixed number of queries.

The tables are read without the ORM, whose first query alone takes longer than reading 650 seats.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Candidacy, Contest, Election, Seat, StandAside
from barnstorm.domain.elections import era, nearness
from barnstorm.domain.names import fold, join_name
from barnstorm.domain.parties import code_of, counted_as
from barnstorm.domain.results import Candidate, challengers, majority, share, swing_needed, turnout, winner
from barnstorm.errors import listed
from barnstorm.rows.seat import SeatRow, StandAsideRow
from barnstorm.services.seat_activity import Activity, activities

DECIMALS = 6
"""How far shares are given: a vote in the largest constituency is more than the last of them."""


_SEAT, _CONTEST, _ELECTION, _CANDIDACY, _STAND_ASIDE = (
    plain(model) for model in (Seat, Contest, Election, Candidacy, StandAside)
)
_FIRST_TWO = 2
"""Places from which a seat is won or lost; all who tie have the same."""


class ContestFacts(NamedTuple):
    id: int
    seat_id: int
    election: str
    polling_day: date
    valid_votes: int
    electorate: int | None
    invalid_votes: int | None


@dataclass
class Picture:
    """What is known of a seat: the contest that counts (None if there was none) with its candidates, and the rest."""

    seat: Any
    """id, code, name, region, country, aim and cluster"""
    contest: ContestFacts | None
    candidates: list[Candidate] = field(default_factory=list)
    asides: list[StandAsideRow] = field(default_factory=list)
    activity: Activity = field(default_factory=Activity)


def pictures(
    session: Session, on: date, now: datetime, *, seat_id: int | None = None, election: str | None = None
) -> list[Picture]:
    """Of every seat, or of one, seen on the day `on`: its contest is the last until then, failing that the next.

    Of all seats only those within the boundaries of that day are given, or with `election` those contested at it, and
    of their candidates those who may win or come second.
    """
    chosen = _chosen(contests_of(session, seat_id=seat_id, election=election), on)
    if seat_id is None and election is None:
        chosen = _within_boundaries(chosen, on)
    c = _SEAT.c
    seats = select(c.id, c.code, c.name, c.region, c.country, c.aim, c.cluster)
    if seat_id is not None:
        seats = seats.where(c.id == seat_id)
    shown = [line for line in session.connection().execute(seats) if seat_id is not None or line.id in chosen]
    found = {line.id: Picture(line, chosen.get(line.id)) for line in shown}
    _add_asides(session, found)
    _add_candidates(session, found, seat_id)
    active = activities(session, now, seat_id=seat_id)
    for picture in found.values():
        picture.activity = active.get(picture.seat.id, picture.activity)
    return list(found.values())


def contests_of(session: Session, *, seat_id: int | None = None, election: str | None = None) -> list[ContestFacts]:
    c, e = _CONTEST.c, _ELECTION.c
    query: Select[Any] = select(
        c.id, c.seat_id, e.name, e.polling_day, c.valid_votes, c.electorate, c.invalid_votes
    ).join_from(_CONTEST, _ELECTION)
    if seat_id is not None:
        query = query.where(c.seat_id == seat_id)
    if election is not None:
        query = query.where(e.name == election)
    return [ContestFacts(*line) for line in session.connection().execute(query)]


def candidates_of(session: Session, *conditions: ColumnElement[bool]) -> dict[int, list[Candidate]]:
    """Contest id -> its candidates who meet the conditions (on `candidacy`, `contest`, `election`), best first."""
    c = _CANDIDACY.c
    query = (
        select(c.contest_id, c.given_name, c.family_name, c.party, c.party_code, c.votes, c.elected)
        .join_from(_CANDIDACY, _CONTEST)
        .join(_ELECTION)
        .where(*conditions)
        .order_by(c.contest_id, c.place, c.id)
    )
    found: dict[int, list[Candidate]] = defaultdict(list)
    for contest_id, given, family, party, code, votes, elected in session.connection().execute(query):
        found[contest_id].append(Candidate(join_name(given, family), party, code, votes, elected))
    return found


def row_of(picture: Picture) -> SeatRow:
    return SeatRow(**facts_of(picture))


def facts_of(picture: Picture) -> dict[str, Any]:
    """The promised keys of a seat."""
    seat, contest, candidates = picture.seat, picture.contest, picture.candidates
    won, lead = winner(candidates), majority(candidates)
    against = challengers(candidates, codes_aside(picture))
    total = contest.valid_votes if contest else 0
    most = max((candidate.votes for candidate in candidates), default=0)
    voted = turnout(contest.valid_votes, contest.electorate) if contest else None
    return {
        "name": seat.name,
        "code": seat.code,
        "region": seat.region,
        "country": seat.country,
        "aim": seat.aim,
        "cluster": seat.cluster,
        "election": contest.election if contest else None,
        "polling_day": contest.polling_day if contest else None,
        "held_by": counted_as(won.party, won.code) if won else None,
        "majority": lead,
        "majority_share": None if lead is None else part_of(lead, total),
        "swing_needed": rounded(swing_needed(most, against[0].votes, total)) if against else None,
        "turnout": rounded(voted),
        "best_placed": listed([counted_as(c.party, c.code) for c in against], joint="and") or None,
        "stood_aside": tuple(aside.party for aside in picture.asides),
        "events": len(picture.activity.days),
        "next_event": picture.activity.next_event,
        "hosts": len(picture.activity.hosts),
        "filled": picture.activity.filled,
    }


def codes_aside(picture: Picture) -> set[str]:
    """The parties, by code, that do not stand: as recorded, which may be under a longer name than the code's own."""
    names = {fold(aside.party) for aside in picture.asides}
    return {code_of(aside.party) for aside in picture.asides} | {
        candidate.code for candidate in picture.candidates if names and fold(candidate.party) in names
    }


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def part_of(votes: int, total: int) -> float:
    return round(share(votes, total), DECIMALS)


def _chosen(contests: Sequence[ContestFacts], on: date) -> dict[int, ContestFacts]:
    chosen: dict[int, ContestFacts] = {}
    for contest in contests:
        known = chosen.get(contest.seat_id)
        if known is None or nearness(contest.polling_day, on) > nearness(known.polling_day, on):
            chosen[contest.seat_id] = contest
    return chosen


def _within_boundaries(chosen: dict[int, ContestFacts], on: date) -> dict[int, ContestFacts]:
    """Without the seats whose boundaries have been redrawn since they were last contested."""
    if not chosen:
        return {}
    nearest = max((contest.polling_day for contest in chosen.values()), key=lambda day: nearness(day, on))
    return {seat_id: contest for seat_id, contest in chosen.items() if era(contest.polling_day) == era(nearest)}


def _add_candidates(session: Session, found: dict[int, Picture], seat_id: int | None) -> None:
    elections = {picture.contest.election for picture in found.values() if picture.contest}
    conditions: list[ColumnElement[bool]] = [_ELECTION.c.name.in_(sorted(elections))]
    if seat_id is not None:
        conditions.append(_CONTEST.c.seat_id == seat_id)
    else:
        # Where somebody stood aside, the third or fourth may be the best placed.
        open_seats = [seat_id for seat_id, picture in found.items() if picture.asides]
        conditions.append((_CANDIDACY.c.place <= _FIRST_TWO) | _CONTEST.c.seat_id.in_(open_seats))
    candidates = candidates_of(session, *conditions)
    for picture in found.values():
        if picture.contest is not None:
            picture.candidates = candidates.get(picture.contest.id, [])


def _add_asides(session: Session, found: dict[int, Picture]) -> None:
    """The parties that do not stand at the next election on record after a seat's contest, else at that contest."""
    for seat_id, asides in _recorded_asides(session).items():
        picture = found.get(seat_id)
        if picture is None:
            continue
        fought = picture.contest.polling_day if picture.contest else date.min
        later = min((day for day, _, _ in asides if day > fought), default=fought)
        picture.asides = [aside_row(picture.seat, name, line) for day, name, line in asides if day == later]


def _recorded_asides(session: Session) -> dict[int, list[tuple[date, str, Any]]]:
    c, e = _STAND_ASIDE.c, _ELECTION.c
    query = select(c.seat_id, e.polling_day, e.name, c.party, c.announced_on, c.reciprocal, c.prior_candidate, c.source)
    recorded: dict[int, list[tuple[date, str, Any]]] = defaultdict(list)
    for line in session.connection().execute(query.join_from(_STAND_ASIDE, _ELECTION).order_by(c.id)):
        recorded[line.seat_id].append((line.polling_day, line.name, line))
    return recorded


def aside_row(seat: Any, election: str, aside: Any) -> StandAsideRow:
    return StandAsideRow(
        seat=seat.name,
        seat_code=seat.code,
        election=election,
        party=aside.party,
        announced_on=aside.announced_on,
        reciprocal=aside.reciprocal,
        prior_candidate=aside.prior_candidate,
        source=aside.source,
    )
