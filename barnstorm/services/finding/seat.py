"""SEAT: a GSS code, a name in any spelling, or an alias."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from barnstorm.db.tables import Contest, Election, Seat, SeatAlias
from barnstorm.domain.elections import counts_from, nearness
from barnstorm.domain.names import fold, nearest
from barnstorm.domain.text import one_line
from barnstorm.errors.seat import NoSuchSeat

OFFERED = 5
"""How many names a refusal offers."""


def find_seat(session: Session, text: str, on: date) -> Seat:
    """The seat that `text` means on the day `on`; NoSuchSeat with the nearest names.

    Of two seats with the same name, within the boundaries of 2010 and of 2024, it is the one contested last on or
    before `on`; failing that, the one contested first after it.
    """
    typed = one_line(text)
    found = _by_code(session, typed) or _by_name(session, typed, on) or _by_alias(session, typed, on)
    if found is None:
        names = [*session.exec(select(Seat.name).distinct()), *session.exec(select(SeatAlias.name))]
        raise NoSuchSeat(text, _offers(text, names), any_seats=bool(names))
    return found


def namesakes(session: Session, seat: Seat) -> tuple[str, ...]:
    """The codes of other seats of the same name, within other boundaries."""
    others = select(Seat.code).where(Seat.name_folded == seat.name_folded, Seat.code != seat.code)
    return tuple(session.exec(others.order_by(col(Seat.code))))


def _by_code(session: Session, text: str) -> Seat | None:
    return session.exec(select(Seat).where(Seat.code == text.upper())).first()


def _by_name(session: Session, text: str, on: date) -> Seat | None:
    called_so = session.exec(select(Seat).where(Seat.name_folded == fold(text)).order_by(col(Seat.code))).all()
    if len(called_so) <= 1:
        return called_so[0] if called_so else None
    days = _polling_days(session, called_so)
    return max(
        called_so, key=lambda seat: max((nearness(day, on) for day in days.get(seat.id or 0, [])), default=(-1, 0))
    )


def _by_alias(session: Session, text: str, on: date) -> Seat | None:
    """An alias goes with the name: after a redrawing it means the seat that has the name then."""
    of_alias = select(Seat.name).join(SeatAlias, col(SeatAlias.seat_id) == Seat.id)
    name = session.exec(of_alias.where(SeatAlias.name_folded == fold(text))).first()
    return _by_name(session, name, on) if name is not None else None


def _polling_days(session: Session, seats: Sequence[Seat]) -> dict[int, list[date]]:
    query = (
        select(col(Contest.seat_id), col(Election.polling_day), col(Contest.notional))
        .join(Election, col(Contest.election_id) == Election.id)
        .where(col(Contest.seat_id).in_([seat.id for seat in seats]))
    )
    days: dict[int, list[date]] = {}
    for seat_id, day, notional in session.exec(query):
        days.setdefault(seat_id, []).append(counts_from(day, notional=notional))
    return days


def _offers(text: str, names: Sequence[str]) -> list[str]:
    """Names like the one typed, then those that hold it as a word: “Furness” offers Barrow and Furness."""
    typed = fold(text)
    holding = sorted(name for name in names if typed and f" {typed} " in f" {fold(name)} ")
    return list(dict.fromkeys([*nearest(text, names), *holding]))[:OFFERED]
