"""Seats: which are marginal, what happened in one, what the campaign wants of it, and who stood aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Seat, SeatAlias, StandAside
from barnstorm.domain.elections import split_notional
from barnstorm.domain.names import fold
from barnstorm.domain.parties import code_of, counted_as, is_speaker
from barnstorm.domain.results import majority, winner
from barnstorm.domain.text import has_letter, one_line
from barnstorm.errors.seat import (
    AliasTaken,
    MarginTooWide,
    NoSuchAlias,
    NoSuchRegion,
    NoSuchStandAside,
    UnreadableAlias,
    UnreadableParty,
)
from barnstorm.rows.seat import SeatDetail, SeatRow, StandAsideRow
from barnstorm.services.finding.seat import find_seat, namesakes
from barnstorm.services.seat.activity import Activity
from barnstorm.services.seat.detail import absent_from, alliance_of, asides_of, earlier, nominees_of, results_of
from barnstorm.services.seat.elections import choose_election, election_id, find_election, one_writer, recorded_election
from barnstorm.services.seat.rows import Picture, aside_row, facts_of, pictures, row_of

EVERYBODY = 100.0


@dataclass(frozen=True)
class Wanted:
    """Which seats a list is to hold; what is left as it is rules nobody out.

    `marginal`: only majorities of less than so many per cent of the votes, the Speaker's seat left out. `region`: in
    any spelling, or a country. `target`: only with an aim. `cluster`: only those worked together under that name.
    `uncovered`: only targets without an event since their last contest and until `polling_day`. `election`: as that
    election left them, or its notional results. `polling_day` is that of the election to come.
    """

    marginal: float | None = None
    region: str | None = None
    target: bool = False
    cluster: str | None = None
    uncovered: bool = False
    polling_day: date | None = None
    election: str | None = None


def list_seats(session: Session, on: date, now: datetime, wanted: Wanted = Wanted()) -> list[SeatRow]:
    """The seats of the day `on`, the most marginal first."""
    return [row for row, _ in seats_wanted(session, on, now, wanted)]


def seats_wanted(
    session: Session, on: date, now: datetime, wanted: Wanted = Wanted()
) -> list[tuple[SeatRow, Activity]]:
    """As `list_seats`, each with all that happens there."""
    if wanted.marginal is not None and not 0 < wanted.marginal <= EVERYBODY:
        raise MarginTooWide(wanted.marginal)
    name, notional = split_notional(wanted.election) if wanted.election else (None, False)
    named = find_election(session, name).name if name else None
    seen = pictures(session, on, now, polling_day=wanted.polling_day, election=named, notional=notional)
    found = _in_region(seen, wanted.region)
    rows = [(row_of(picture), picture.activity) for picture in found if _is_wanted(picture, wanted)]
    return sorted(rows, key=lambda pair: _by_majority(pair[0]))


def show_seat(
    session: Session,
    text: str,
    on: date,
    now: datetime,
    *,
    alliance: str | None = None,
    polling_day: date | None = None,
) -> SeatDetail:
    """One seat in full. `alliance` (`Lab+LD+Green`): those parties together, against the best of the others.

    `polling_day` is that of the election to come, where several are on record.
    """
    seat = find_seat(session, text, on)
    assert seat.id is not None  # it was found
    picture = pictures(session, on, now, polling_day=polling_day, seat_id=seat.id)[0]
    contest = picture.contest
    return SeatDetail(
        **facts_of(picture),
        electorate=contest.electorate if contest else None,
        valid_votes=contest.valid_votes if contest else None,
        invalid_votes=contest.invalid_votes if contest else None,
        results=results_of(picture),
        coming=picture.coming.election if picture.coming.standing else None,
        standing=nominees_of(picture),
        not_standing=absent_from(picture),
        stand_asides=asides_of(picture),
        earlier=earlier(session, seat.id, picture),
        aliases=tuple(
            session.exec(select(SeatAlias.name).where(SeatAlias.seat_id == seat.id).order_by(SeatAlias.name))
        ),
        alliance=alliance_of(picture, alliance) if alliance else None,
        namesakes=namesakes(session, seat),
    )


def set_aim(
    session: Session, text: str, aim: str | None, on: date, now: datetime, *, cluster: str | None = None
) -> SeatRow:
    """The campaign's choice: to `win` or to `hold`, or neither (None). `cluster` None leaves it, "" clears it."""
    seat = find_seat(session, text, on)
    seat.aim = aim
    if cluster is not None:
        seat.cluster = one_line(cluster) or None
    session.flush()
    return row_of(pictures(session, on, now, seat_id=seat.id)[0])


def record_stand_aside(
    session: Session,
    text: str,
    party: str,
    *,
    election: str,
    polling_day: date | None = None,
    announced_on: date | None = None,
    reciprocal: bool | None = None,
    prior_candidate: str = "",
    source: str = "",
) -> StandAsideRow:
    """Put on record that `party` does not stand; recorded before, what is given now replaces what was known.

    The seat is found as of the polling day. An election not on record yet is made.
    """
    one_writer(session)
    if not has_letter(party):
        raise UnreadableParty(party)
    named = choose_election(session, election, polling_day)
    seat = find_seat(session, text, named.polling_day)
    assert seat.id is not None  # it was found
    known_as = counted_as(one_line(party))
    row_id = recorded_election(session, named)
    aside = _stand_aside(session, seat.id, row_id, known_as)
    if aside is None:
        aside = StandAside(seat_id=seat.id, election_id=row_id, party=known_as)
        session.add(aside)
    aside.announced_on = announced_on or aside.announced_on
    aside.reciprocal = aside.reciprocal if reciprocal is None else reciprocal
    aside.prior_candidate = one_line(prior_candidate) or aside.prior_candidate
    aside.source = one_line(source) or aside.source
    session.flush()
    return aside_row(seat, named.name, aside)


def withdraw_stand_aside(
    session: Session, text: str, party: str, *, election: str, polling_day: date | None = None
) -> StandAsideRow:
    """Take back that `party` does not stand, as it was on record; NoSuchStandAside with those that are."""
    one_writer(session)
    named = choose_election(session, election, polling_day)
    seat = find_seat(session, text, named.polling_day)
    row_id = election_id(session, named)
    aside = _stand_aside(session, seat.id or 0, row_id or 0, counted_as(one_line(party)))
    if aside is None:
        there = select(StandAside.party).where(StandAside.seat_id == seat.id, StandAside.election_id == row_id)
        raise NoSuchStandAside(party, seat.name, named.name, sorted(session.exec(there)))
    row = aside_row(seat, named.name, aside)
    session.delete(aside)
    session.flush()
    return row


def add_alias(session: Session, text: str, name: str, on: date, now: datetime) -> SeatRow:
    """Let `name` mean the seat. AliasTaken if it means another."""
    one_writer(session)
    seat = find_seat(session, text, on)
    tidy = one_line(name)
    if not has_letter(tidy) or not fold(tidy):
        raise UnreadableAlias(name)
    taken = _named(session, fold(tidy))
    if taken is not None and taken.name_folded != seat.name_folded and taken.id != seat.id:
        raise AliasTaken(tidy, taken.name, taken.code)
    if taken is None:
        session.add(SeatAlias(seat_id=seat.id or 0, name=tidy, name_folded=fold(tidy)))
        session.flush()
    return row_of(pictures(session, on, now, seat_id=seat.id)[0])


def remove_alias(session: Session, text: str, name: str, on: date, now: datetime) -> SeatRow:
    """Let `name` not mean the seat any more; NoSuchAlias with its other names."""
    seat = find_seat(session, text, on)
    # An alias goes with the name, whichever of the seats of that name it was given to.
    of_name = select(SeatAlias).join(Seat, col(SeatAlias.seat_id) == Seat.id)
    of_name = of_name.where(Seat.name_folded == seat.name_folded).order_by(SeatAlias.name)
    aliases = session.exec(of_name).all()
    alias = next((alias for alias in aliases if alias.name_folded == fold(one_line(name))), None)
    if alias is None:
        raise NoSuchAlias(name, seat.name, [alias.name for alias in aliases])
    session.delete(alias)
    session.flush()
    return row_of(pictures(session, on, now, seat_id=seat.id)[0])


def _in_region(found: Sequence[Picture], region: str | None) -> Sequence[Picture]:
    """Those in a region or country of that name; NoSuchRegion with all there are."""
    if region is None or not found:
        return found
    wanted = fold(region)
    there = [p for p in found if wanted in {fold(p.seat.region), fold(p.seat.country)}]
    if not there:
        raise NoSuchRegion(region, sorted({p.seat.region for p in found if p.seat.region}))
    return there


def _is_wanted(picture: Picture, wanted: Wanted) -> bool:
    seat, contest = picture.seat, picture.contest
    if (wanted.target or wanted.uncovered) and seat.aim is None:
        return False
    if wanted.cluster is not None and fold(wanted.cluster) != fold(seat.cluster or ""):
        return False
    if wanted.uncovered and picture.activity.covered(contest.polling_day if contest else None, wanted.polling_day):
        return False
    return wanted.marginal is None or _is_marginal(picture, wanted.marginal)


def _is_marginal(picture: Picture, percent: float) -> bool:
    """Judged on the votes themselves, unrounded."""
    won, lead = winner(picture.candidates), majority(picture.candidates)
    if lead is None or picture.contest is None or (won is not None and is_speaker(won.code)):
        return False
    return lead * 100 < percent * picture.contest.valid_votes


def _by_majority(row: SeatRow) -> tuple[float, int, str]:
    """Seats without a result come last."""
    return (2.0 if row.majority_share is None else row.majority_share, row.majority or 0, row.code)


def _stand_aside(session: Session, seat_id: int, election_id: int, party: str) -> StandAside | None:
    query = select(StandAside).where(StandAside.seat_id == seat_id, StandAside.election_id == election_id)
    for known in session.exec(query):
        if code_of(known.party) == code_of(party) and counted_as(known.party) == party:
            return known
    return None


def _named(session: Session, folded: str) -> Seat | None:
    """The seat that has the name, or has it as an alias."""
    by_name = session.exec(select(Seat).where(Seat.name_folded == folded).order_by(col(Seat.code))).first()
    if by_name is not None:
        return by_name
    of_alias = select(Seat).join(SeatAlias, col(SeatAlias.seat_id) == Seat.id)
    return session.exec(of_alias.where(SeatAlias.name_folded == folded)).first()
