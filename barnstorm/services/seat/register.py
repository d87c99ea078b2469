"""What the store holds of seats and one election, and how results are put into it, many rows at a time.

SQLAlchemy Core throughout: an object of the ORM for each of some 4,500 candidates would take longer than all the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import Session

from barnstorm.db import tables
from barnstorm.db.plain import plain
from barnstorm.domain.elections import counts_from, era
from barnstorm.domain.names import fold
from barnstorm.domain.results import places
from barnstorm.files.seats import ReadCandidate

_SEAT, _ELECTION, _CONTEST, _CANDIDACY = (
    plain(model) for model in (tables.Seat, tables.Election, tables.Contest, tables.Candidacy)
)


class SeatFacts(NamedTuple):
    """What a file says of a seat itself. An empty text is not known."""

    code: str
    name: str
    region: str
    country: str


@dataclass
class Contest:
    """A seat's contest as it stands in the store, or is to. `candidates` is None for "leave them as they are"."""

    seat: SeatFacts
    valid_votes: int
    electorate: int | None = None
    invalid_votes: int | None = None
    candidates: Sequence[ReadCandidate] | None = None
    id: int | None = None
    notional: bool = False


@dataclass
class Register:
    """The store's seats by code, with the last polling day each was contested, and the contests of one election."""

    seats: dict[str, SeatFacts] = field(default_factory=dict)
    seat_ids: dict[str, int] = field(default_factory=dict)
    last_contested: dict[int, date] = field(default_factory=dict)
    contests: dict[str, Contest] = field(default_factory=dict)


def read_register(session: Session, election_id: int | None) -> Register:
    register = Register()
    for line in session.execute(select(_SEAT.c.id, _SEAT.c.code, _SEAT.c.name, _SEAT.c.region, _SEAT.c.country)):
        register.seat_ids[line.code] = line.id
        register.seats[line.code] = SeatFacts(line.code, line.name, line.region, line.country)
    last = func.max(_ELECTION.c.polling_day).label("day")
    contested = select(_CONTEST.c.seat_id, last).join(_ELECTION).group_by(_CONTEST.c.seat_id)
    register.last_contested = {line.seat_id: line.day for line in session.execute(contested)}
    if election_id is not None:
        _read_contests(session, register, election_id)
    return register


def _read_contests(session: Session, register: Register, election_id: int) -> None:
    by_id: dict[int, list[ReadCandidate]] = {}
    query = (
        select(
            _SEAT.c.code,
            _CONTEST.c.id,
            _CONTEST.c.valid_votes,
            _CONTEST.c.electorate,
            _CONTEST.c.invalid_votes,
            _CONTEST.c.notional,
        )
        .join(_CONTEST, _CONTEST.c.seat_id == _SEAT.c.id)
        .where(_CONTEST.c.election_id == election_id)
    )
    for code, contest_id, valid, electorate, invalid, notional in session.execute(query):
        candidates = by_id[contest_id] = []
        facts = register.seats[code]
        register.contests[code] = Contest(facts, valid, electorate, invalid, candidates, contest_id, notional)
    c = _CANDIDACY.c
    lines = select(c.contest_id, c.given_name, c.family_name, c.party, c.party_code, c.votes, c.elected).join(_CONTEST)
    for contest_id, *rest in session.execute(lines.where(_CONTEST.c.election_id == election_id)):
        by_id[contest_id].append(ReadCandidate(*rest))


def codes_by_name(session: Session, day: date) -> dict[str, set[str]]:
    """The codes of the seats that were contested on the boundaries of `day`, by folded name."""
    query = select(_SEAT.c.name_folded, _SEAT.c.code, _ELECTION.c.polling_day, _CONTEST.c.notional).distinct()
    contested = query.join(_CONTEST, _CONTEST.c.seat_id == _SEAT.c.id).join(_ELECTION)
    codes: dict[str, set[str]] = {}
    for name, code, polled, notional in session.execute(contested):
        if era(counts_from(polled, notional=notional)) == era(day):
            codes.setdefault(name, set()).add(code)
    return codes


def write_seats(session: Session, register: Register, facts: Sequence[SeatFacts], day: date) -> None:
    """Add the seats that are new. A known one takes another name only from its latest contest."""
    new = [seat for seat in facts if seat.code not in register.seats]
    rows = [seat._asdict() | {"name_folded": fold(seat.name), "aim": None, "cluster": None} for seat in new]
    _many(session, insert(_SEAT), rows)
    if new:
        register.seat_ids = {line.code: line.id for line in session.execute(select(_SEAT.c.code, _SEAT.c.id))}
    changed = []
    for seat in facts:
        known, seat_id = register.seats.get(seat.code), register.seat_ids[seat.code]
        if known is None or register.last_contested.get(seat_id, day) > day:
            continue
        merged = SeatFacts(seat.code, seat.name, seat.region or known.region, seat.country or known.country)
        if merged != known:
            changed.append(merged._asdict() | {"name_folded": fold(merged.name), "key": seat_id})
    values: dict[str, Any] = {name: bindparam(name) for name in ("name", "name_folded", "region", "country")}
    _many(session, update(_SEAT).where(_SEAT.c.id == bindparam("key")).values(values), changed)


def write_contests(
    session: Session, register: Register, contests: Sequence[Contest], election_id: int, source: str
) -> None:
    """Add or change contests; the candidates of a changed one are replaced as a whole."""
    new, known = ([contest for contest in contests if (contest.id is None) is fresh] for fresh in (True, False))
    _many(session, insert(_CONTEST), [_values(c, source) | _keys(c, register, election_id) for c in new])
    sets: dict[str, Any] = {
        name: bindparam(name) for name in ("valid_votes", "electorate", "invalid_votes", "notional", "source")
    }
    changes = [_values(c, source) | {"key": c.id} for c in known]
    _many(session, update(_CONTEST).where(_CONTEST.c.id == bindparam("key")).values(sets), changes)
    replaced = [{"key": c.id} for c in known if c.candidates is not None]
    _many(session, delete(_CANDIDACY).where(_CANDIDACY.c.contest_id == bindparam("key")), replaced)
    query = select(_CONTEST.c.seat_id, _CONTEST.c.id).where(_CONTEST.c.election_id == election_id)
    ids = {line.seat_id: line.id for line in session.execute(query)}
    rows = [row for c in contests for row in _candidacies(c, ids[register.seat_ids[c.seat.code]])]
    _many(session, insert(_CANDIDACY), rows)


def _keys(contest: Contest, register: Register, election_id: int) -> dict[str, int]:
    return {"seat_id": register.seat_ids[contest.seat.code], "election_id": election_id}


def _values(contest: Contest, source: str) -> dict[str, Any]:
    return {
        "valid_votes": contest.valid_votes,
        "electorate": contest.electorate,
        "invalid_votes": contest.invalid_votes,
        "notional": contest.notional,
        "source": source,
    }


def _candidacies(contest: Contest, contest_id: int) -> list[dict[str, Any]]:
    """Rows of a contest's candidates. Equal votes share a place, whoever of them was elected."""
    candidates = contest.candidates or ()
    ranks = places([candidate.votes for candidate in candidates])
    return [
        {
            "contest_id": contest_id,
            "place": place,
            "given_name": given_name,
            "family_name": family_name,
            "party": party,
            "party_code": party_code,
            "votes": votes,
            "elected": elected,
        }
        for place, (given_name, family_name, party, party_code, votes, elected) in zip(ranks, candidates, strict=True)
    ]


def _many(session: Session, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """An executemany, past the ORM."""
    if rows:
        session.connection().execute(statement, rows)
