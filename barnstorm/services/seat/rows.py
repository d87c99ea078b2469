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
from barnstorm.db.tables import Candidacy, Contest, Election, Seat
from barnstorm.domain.elections import counts_from, era, nearness
from barnstorm.domain.names import join_name
from barnstorm.domain.parties import counted_as
from barnstorm.domain.results import Candidate, challengers, majority, share, swing_needed, turnout, winner
from barnstorm.errors import listed
from barnstorm.rows.seat import SeatRow, StandAsideRow
from barnstorm.services.seat.activity import Activity, activities
from barnstorm.services.seat.coming import Coming, coming

DECIMALS = 6
"""How far shares are given: a vote in the largest constituency is more than the last of them."""


_SEAT, _CONTEST, _ELECTION, _CANDIDACY = (plain(model) for model in (Seat, Contest, Election, Candidacy))
NOTHING_COMING = Coming()
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
    notional: bool

    @property
    def from_(self) -> date:
        """The day from which it tells of its seat."""
        return counts_from(self.polling_day, notional=self.notional)


@dataclass
class Picture:
    """What is known of a seat: the contest that counts (None if there was none) with its candidates, the election to
    come, and what happens there.
    """

    seat: Any
    """id, code, name, region, country, aim and cluster"""
    contest: ContestFacts | None
    candidates: list[Candidate] = field(default_factory=list)
    coming: Coming = NOTHING_COMING
    activity: Activity = field(default_factory=Activity)


def pictures(
    session: Session,
    on: date,
    now: datetime,
    *,
    polling_day: date | None = None,
    seat_id: int | None = None,
    election: str | None = None,
    notional: bool = False,
) -> list[Picture]:
    """Of every seat, or of one, seen on the day `on`: its contest is the last until then, failing that the next.

    Of all seats only those within the boundaries of that day are given, or with `election` those contested at it (its
    `notional` results, if these are asked for or the only ones), and of their candidates those who may win or come
    second. `polling_day` is that of the election to come.
    """
    contests = contests_of(session, seat_id=seat_id, election=election)
    if election is not None:
        contests = [contest for contest in contests if contest.notional is notional] or contests
    chosen = _chosen(contests, on)
    if seat_id is None and election is None:
        chosen = _within_boundaries(chosen, on)
    c = _SEAT.c
    seats = select(c.id, c.code, c.name, c.region, c.country, c.aim, c.cluster)
    if seat_id is not None:
        seats = seats.where(c.id == seat_id)
    shown = [line for line in session.connection().execute(seats) if seat_id is not None or line.id in chosen]
    found = {line.id: Picture(line, chosen.get(line.id)) for line in shown}
    fought = {line.id: chosen[line.id].polling_day if line.id in chosen else date.min for line in shown}
    for of_seat, ahead in coming(session, fought, on, polling_day, seat_id=seat_id).items():
        found[of_seat].coming = ahead
    _add_candidates(session, found, seat_id)
    active = activities(session, now, seat_id=seat_id)
    for picture in found.values():
        picture.activity = active.get(picture.seat.id, picture.activity)
    return list(found.values())


def contests_of(session: Session, *, seat_id: int | None = None, election: str | None = None) -> list[ContestFacts]:
    c, e = _CONTEST.c, _ELECTION.c
    query: Select[Any] = select(
        c.id, c.seat_id, e.name, e.polling_day, c.valid_votes, c.electorate, c.invalid_votes, c.notional
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
    against = challengers(candidates, picture.coming.codes_aside(candidates), picture.coming.standing)
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
        "notional": contest is not None and contest.notional,
        "held_by": counted_as(won.party, won.code) if won else None,
        "majority": lead,
        "majority_share": None if lead is None else part_of(lead, total),
        "swing_needed": rounded(swing_needed(most, against[0].votes, total)) if against else None,
        "turnout": rounded(voted),
        "best_placed": listed([counted_as(c.party, c.code) for c in against], joint="and") or None,
        "stood_aside": tuple(aside.party for aside in picture.coming.asides),
        "events": len(picture.activity.days),
        "next_event": picture.activity.next_event,
        "hosts": len(picture.activity.hosts),
        "filled": picture.activity.filled,
    }


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def part_of(votes: int, total: int) -> float:
    return round(share(votes, total), DECIMALS)


def _chosen(contests: Sequence[ContestFacts], on: date) -> dict[int, ContestFacts]:
    chosen: dict[int, ContestFacts] = {}
    for contest in contests:
        known = chosen.get(contest.seat_id)
        if known is None or nearness(contest.from_, on) > nearness(known.from_, on):
            chosen[contest.seat_id] = contest
    return chosen


def _within_boundaries(chosen: dict[int, ContestFacts], on: date) -> dict[int, ContestFacts]:
    """Without the seats whose boundaries have been redrawn since they were last contested."""
    if not chosen:
        return {}
    nearest = max((contest.from_ for contest in chosen.values()), key=lambda day: nearness(day, on))
    return {seat_id: contest for seat_id, contest in chosen.items() if era(contest.from_) == era(nearest)}


def _add_candidates(session: Session, found: dict[int, Picture], seat_id: int | None) -> None:
    elections = {picture.contest.election for picture in found.values() if picture.contest}
    of_election = _ELECTION.c.name.in_(sorted(elections))
    wanted = _CANDIDACY.c.place <= _FIRST_TWO if seat_id is None else _CONTEST.c.seat_id == seat_id
    candidates = candidates_of(session, of_election, wanted)
    for picture in found.values():
        if picture.contest is not None:
            picture.candidates = candidates.get(picture.contest.id, [])
    # Where one of the first two does not stand now, the third or fourth may be the best placed.
    unsure = {p.contest.id: p for p in found.values() if p.contest and not p.coming.all_stand(p.candidates)}
    if unsure and seat_id is None:
        for contest_id, everybody in candidates_of(session, _CONTEST.c.id.in_(sorted(unsure))).items():
            unsure[contest_id].candidates = everybody


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
