"""Which seat of which election a file's lines are about, before they are weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from sqlmodel import Session

from barnstorm.domain.names import fold
from barnstorm.files.seats import ReadBallot, ReadSeat
from barnstorm.rows.imports import LineRow
from barnstorm.services.seat.register import codes_by_name

Read = TypeVar("Read", ReadSeat, ReadBallot)


@dataclass(frozen=True)
class Placed(Generic[Read]):
    """The seats of the election, each with its code; `bad` tells of those that cannot be placed, `left_out` counts
    the lines of these, and of the elections that a file of many holds beside.
    """

    seats: tuple[Read, ...]
    bad: tuple[LineRow, ...]
    left_out: int


def place(session: Session, read: Sequence[Read], day: date) -> Placed[Read]:
    """Which of the seats that were `read` were polled on `day`.

    A file may leave out codes: then the seat is known by its name, among those with the boundaries of that day.
    """
    known = {} if all(seat.code for seat in read) else codes_by_name(session, day)
    seats: dict[str, Read] = {}
    faults: list[tuple[Read, str]] = []
    wanted = _of_the_day(read, day)
    for seat in wanted:
        code, fault = _code(seat, day, known)
        if not fault and code in seats:
            fault = f"it is the same seat as in line {seats[code].line}"
        if fault:
            faults.append((seat, fault))
        else:
            seats[code] = seat if seat.code else replace(seat, code=code)
    return Placed(
        seats=tuple(seats.values()),
        bad=tuple(LineRow(seat.line, f"{seat.name}: {fault}") for seat, fault in faults),
        left_out=sum(len(seat.candidates) for seat in read) - sum(len(seat.candidates) for seat in seats.values()),
    )


def _of_the_day(read: Sequence[Read], day: date) -> Sequence[Read]:
    """Of a file that holds several elections, those of `day`, if there are any."""
    return [seat for seat in read if seat.day in {"", day.isoformat()}] or read


def _code(seat: ReadSeat | ReadBallot, day: date, known: Mapping[str, set[str]]) -> tuple[str, str]:
    """Its code, and what is wrong if it has none or is of another election."""
    if seat.day and seat.day != day.isoformat():
        return "", f"the file says that it was polled on {seat.day}, and not on {day.isoformat()}"
    if seat.code:
        return seat.code, ""
    codes = known.get(fold(seat.name), set())
    if len(codes) != 1:
        many = "several seats" if codes else "no seat"
        return "", (
            f"the file has no code for it, and {many} of that name had the boundaries of {day.isoformat()}; "
            "import a House of Commons Library file of that time first"
        )
    return min(codes), ""
