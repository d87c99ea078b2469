"""Which seat of which election a file's lines are about, before they are weighed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from barnstorm.domain.names import fold
from barnstorm.files.seats import CandidateFile, ReadSeat
from barnstorm.rows.imports import LineRow
from barnstorm.services.seat_register import codes_by_name


def placed(session: Session, reading: CandidateFile, day: date) -> CandidateFile:
    """The seats that were polled on `day`, each with its code; what cannot be placed is left out and told in `bad`.

    A file may leave out codes: then the seat is known by its name, among those with the boundaries of that day.
    """
    known = {} if all(seat.code for seat in reading.seats) else codes_by_name(session, day)
    seats: dict[str, ReadSeat] = {}
    faults: list[tuple[ReadSeat, str]] = []
    for seat in reading.seats:
        code, fault = _code(seat, day, known)
        if not fault and code in seats:
            fault = f"it is the same seat as in line {seats[code].line}"
        if fault:
            faults.append((seat, fault))
        else:
            seats[code] = seat if seat.code else replace(seat, code=code)
    return replace(
        reading,
        seats=tuple(seats.values()),
        left_out=reading.left_out + sum(len(seat.candidates) for seat, _ in faults),
        bad=(*reading.bad, *(LineRow(seat.line, f"{seat.name}: {fault}") for seat, fault in faults)),
    )


def _code(seat: ReadSeat, day: date, known: Mapping[str, set[str]]) -> tuple[str, str]:
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
