"""By-constituency files: a line a seat, with its electorate and the sums its candidates must add up to."""

from dataclasses import dataclass

from barnstorm.domain.seats import is_code, tidy_name, tidy_region
from barnstorm.files.seats.figures import whole
from barnstorm.files.seats.suspects import Suspects
from barnstorm.files.seats.table import Table
from barnstorm.rows.imports import LineRow


@dataclass(frozen=True, slots=True)
class ReadTotals:
    """One seat as a whole. `invalid` is None where it is not known."""

    line: int
    code: str
    name: str
    region: str
    country: str
    electorate: int
    valid: int
    invalid: int | None
    majority: int


@dataclass(frozen=True)
class ConstituencyFile:
    """The seats whose line makes sense by itself. `rows` counts all seats' lines, `left_out` those not used."""

    seats: tuple[ReadTotals, ...]
    rows: int
    left_out: int
    bad: tuple[LineRow, ...]


def read_constituencies(table: Table) -> ConstituencyFile:
    """Every seat that has its figures; whether they fit its candidates is for the importing service to see."""
    suspects = Suspects()
    met: dict[str, ReadTotals] = {}
    rows = 0
    for line, cells in table.lines():
        if not any(cells[1:]):
            continue
        rows += 1
        seat = _seat(table, line, cells, suspects)
        if seat is None:
            continue
        if seat.code in met:
            suspects.accuse(line, seat.code, seat.name, f"{seat.code} stands in line {met[seat.code].line} already")
            continue
        met[seat.code] = seat
        suspects.met(line, seat.code, seat.name)
    sound = tuple(seat for seat in met.values() if not suspects.suspected(seat.code, seat.name))
    return ConstituencyFile(seats=sound, rows=rows, left_out=rows - len(sound), bad=suspects.in_order())


def _seat(table: Table, line: int, cells: list[str], suspects: Suspects) -> ReadTotals | None:
    at = {field: cells[place] if place < len(cells) else "" for field, place in table.at.items()}
    code, name = at["code"].strip().upper(), tidy_name(at["name"])
    electorate, valid, majority = whole(at["electorate"]), whole(at["valid"]), whole(at["majority"])
    if not is_code(code) or not name:
        suspects.accuse(line, code, name, f"“{code}” is not a seat’s code" if name else "its name is missing")
        return None
    if electorate is None or valid is None or majority is None:
        wrong = next(field for field in ("electorate", "valid", "majority") if whole(at[field]) is None)
        title = table.kind.titles[wrong][0]
        suspects.accuse(line, code, name, f"“{at[wrong].strip()}” as its {title} is no whole number")
        return None
    fault = _fault(electorate, valid, majority)
    if fault:
        suspects.accuse(line, code, name, fault)
        return None
    region, country = tidy_region(tidy_name(at.get("region", ""))), tidy_name(at.get("country", ""))
    # Some by-elections print [x] for unknown invalid votes.
    return ReadTotals(line, code, name, region, country, electorate, valid, whole(at.get("invalid", "")), majority)


def _fault(electorate: int, valid: int, majority: int) -> str | None:
    if valid > electorate:
        return f"{valid:,} valid votes are more than the electorate of {electorate:,}"
    if not valid:
        return "nobody voted"
    if majority > valid:
        return f"a majority of {majority:,} is more than the {valid:,} valid votes"
    return None
