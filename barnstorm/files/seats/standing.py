"""Files that say who stands, before anybody has a vote."""

from dataclasses import dataclass, field
from typing import NamedTuple

from barnstorm.domain.names import fold, join_name
from barnstorm.domain.parties import code_of
from barnstorm.domain.seats import is_code, tidy_name, tidy_region
from barnstorm.files.seats.entries import Entry, entries
from barnstorm.files.seats.suspects import Suspects
from barnstorm.files.seats.table import Table
from barnstorm.rows.imports import LineRow


class ReadNominee(NamedTuple):
    """`party` as on the ballot paper, `party_code` as it is counted."""

    name: str
    party: str
    party_code: str


@dataclass(slots=True)
class ReadBallot:
    """Who stands in one seat. `line` is where it begins; an empty text is what the file does not tell."""

    line: int
    code: str
    name: str
    region: str = ""
    country: str = ""
    day: str = ""
    candidates: list[ReadNominee] = field(default_factory=list)
    people: dict[str, ReadNominee] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True)
class StandingFile:
    """The seats that can be believed. `rows` counts all lines, `left_out` those that are not used."""

    seats: tuple[ReadBallot, ...]
    rows: int
    left_out: int
    bad: tuple[LineRow, ...]


def read_standing(table: Table) -> StandingFile:
    """Who stands in every seat of the file; a seat one of whose lines makes no sense is in `bad`."""
    reading = _Reading()
    entry_of = entries(table)
    for line, cells in table.lines():
        cells.extend([""] * (table.width - len(cells)))
        if any(cells[1:]):
            reading.rows += 1
            entry = entry_of(cells)
            if entry is not None:
                reading.take(line, entry)
    return reading.result()


class _Reading:
    def __init__(self) -> None:
        self.rows = 0
        self._suspects = Suspects()
        self._seats: dict[str, ReadBallot] = {}

    def take(self, line: int, entry: Entry) -> None:
        code, name = entry.code.strip().upper(), tidy_name(entry.name)
        if not name or (code and not is_code(code)):
            self._suspects.accuse(line, code, name, f"“{code}” is not a seat’s code" if name else "its name is missing")
            return
        seat = self._seats.get(entry.ballot or code or fold(name))
        if seat is None:
            region, country = tidy_region(tidy_name(entry.region)), tidy_name(entry.country)
            seat = ReadBallot(line, code, name, region, country, entry.day)
            self._seats[entry.ballot or code or fold(name)] = seat
            self._suspects.met(line, code, name)
        self._nominate(seat, line, entry)

    def _nominate(self, seat: ReadBallot, line: int, entry: Entry) -> None:
        name, party = join_name(tidy_name(entry.given), tidy_name(entry.family)), tidy_name(entry.party)
        if not fold(name) or not party:
            self._suspects.accuse(line, seat.code, seat.name, "a candidate without a name or a party")
            return
        nominee = ReadNominee(name, party, code_of(party, tidy_name(entry.abbreviation)))
        key = (fold(name), party)
        # Democracy Club writes a line for each of a candidate's web pages.
        before = seat.people.setdefault(entry.person or " ".join(key), nominee)
        if before is not nominee:
            if before != nominee:
                told = f"{name} stands there twice, and the two lines disagree"
                self._suspects.accuse(line, seat.code, seat.name, told)
        elif key in seat.known:
            told = f"two people called {name} stand there for {party}, and we cannot tell them apart"
            self._suspects.accuse(line, seat.code, seat.name, told)
        else:
            seat.known.add(key)
            seat.candidates.append(nominee)

    def result(self) -> StandingFile:
        sound = tuple(seat for seat in self._seats.values() if not self._suspects.suspected(seat.code, seat.name))
        return StandingFile(
            seats=sound,
            rows=self.rows,
            left_out=self.rows - sum(len(seat.candidates) for seat in sound),
            bad=self._suspects.in_order(),
        )
