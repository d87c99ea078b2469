"""By-candidate files: a line a candidate."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from barnstorm.domain.names import split_name
from barnstorm.domain.parties import code_of
from barnstorm.domain.result_gate import misfit, misfit_told
from barnstorm.domain.seats import is_code, tidy_name, tidy_region
from barnstorm.files.seats.figures import part, whole
from barnstorm.files.seats.suspects import Suspects
from barnstorm.files.seats.table import Table
from barnstorm.rows.imports import LineRow

_FIELDS = (
    "code", "name", "region", "country", "party", "abbreviation", "given", "family", "votes", "share", "electorate",
)  # fmt: skip


class ReadCandidate(NamedTuple):
    given_name: str
    family_name: str
    party: str
    party_code: str
    votes: int


@dataclass(slots=True)
class ReadSeat:
    """One seat's result. `line` is where it begins; `electorate` is None where the file does not tell."""

    line: int
    code: str
    name: str
    region: str
    country: str
    electorate: int | None
    candidates: list[ReadCandidate] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    spellings: Counter[str] = field(default_factory=Counter)
    """Other names that lines of this code have, and on how many."""
    decimals: int = 0


@dataclass(frozen=True)
class CandidateFile:
    """The seats that can be believed. `rows` counts all candidates' lines, `left_out` those that are not used."""

    seats: tuple[ReadSeat, ...]
    rows: int
    left_out: int
    bad: tuple[LineRow, ...]


def read_candidates(table: Table) -> CandidateFile:
    """Every seat whose figures agree with one another; the others are in `bad`, by line and figure."""
    reading = _Reading(table)
    for line, cells in table.lines:
        reading.take(line, cells)
    return reading.result()


class _Reading:
    def __init__(self, table: Table) -> None:
        self.suspects = Suspects()
        self.seats: dict[str, ReadSeat] = {}
        self.rows = 0
        self._pick = _picker(table)
        self._width = table.width
        self._parties: dict[tuple[str, str], tuple[str, str]] = {}

    def take(self, line: int, cells: list[str]) -> None:
        """One line: a candidate, a remark under the table, or a fault."""
        if len(cells) < self._width:
            # Some programs leave out empty cells at the end of a line.
            cells.extend([""] * (self._width - len(cells)))
        code, name, region, country, party, abbreviation, given, family, votes, share, electorate = self._pick(cells)
        if not any(cells[1:]):
            return
        self.rows += 1
        seat = self.seats.get(code)
        if seat is None or seat.name != name:
            seat = self._seat(line, code, name, (region, country, electorate))
            if seat is None:
                return
        number = whole(votes)
        if number is None:
            shown = votes.strip() or "nothing"
            self.suspects.accuse(
                line, code, seat.name, f"“{shown}” as the votes of {family.strip()} is no whole number"
            )
            return
        self._add(seat, line, (given, family, party, abbreviation), number, share)

    def _seat(self, line: int, code: str, name: str, rest: tuple[str, str, str]) -> ReadSeat | None:
        """The seat of a line that is a new one's first, or that writes a known one's code or name differently."""
        code, name = code.strip().upper(), tidy_name(name)
        if not is_code(code) or not name:
            what = f"“{code}” is not a seat’s code" if name else "its name is missing"
            self.suspects.accuse(line, code, name, what)
            return None
        seat = self.seats.get(code)
        if seat is None:
            region, country, electorate = rest
            seat = ReadSeat(
                line, code, name, tidy_region(tidy_name(region)), tidy_name(country), whole(electorate) or None
            )
            self.seats[code] = seat
        elif seat.name != name:
            seat.spellings[name] += 1
        return seat

    def _add(self, seat: ReadSeat, line: int, who: tuple[str, str, str, str], votes: int, share: str) -> None:
        given, family, party, abbreviation = who
        stated = part(share.strip())
        if stated is None and share.strip():
            self.suspects.accuse(line, seat.code, seat.name, f"“{share.strip()}” is not a share of the votes")
            return
        known = self._parties.get((party, abbreviation))
        if known is None:
            tidy = tidy_name(party)
            known = self._parties[party, abbreviation] = (tidy, code_of(tidy, tidy_name(abbreviation)))
        if not family.strip() or not known[0]:
            self.suspects.accuse(line, seat.code, seat.name, "a candidate without a name or a party")
            return
        seat.candidates.append(ReadCandidate(tidy_name(given), tidy_name(family), *known, votes))
        seat.lines.append(line)
        seat.shares.append(stated[0] if stated else None)
        if stated and stated[1] > seat.decimals:
            seat.decimals = stated[1]

    def result(self) -> CandidateFile:
        for seat in self.seats.values():
            _settle_name(seat)
            self.suspects.met(seat.line, seat.code, seat.name)
        for seat in self.seats.values():
            if seat.spellings:
                self._accuse_if_anothers(seat)
            if not self.suspects.suspected(seat.code, seat.name):
                _pass_gate(seat, self.suspects)
        sound = tuple(seat for seat in self.seats.values() if not self.suspects.suspected(seat.code, seat.name))
        return CandidateFile(
            seats=sound,
            rows=self.rows,
            left_out=self.rows - sum(len(seat.candidates) for seat in sound),
            bad=self.suspects.in_order(),
        )

    def _accuse_if_anothers(self, seat: ReadSeat) -> None:
        """A slip of the pen names no other seat; a name that another code has was put under the wrong code."""
        for name in seat.spellings:
            if self.suspects.code_of(name) not in {None, seat.code}:
                told = f"its code {seat.code} is also that of {name}"
                self.suspects.accuse(seat.line, seat.code, seat.name, told)


def _settle_name(seat: ReadSeat) -> None:
    """The name that most of its lines have: the Library's file of 2024 has one candidate in “YeoYeovil”."""
    if seat.spellings:
        name, lines = seat.spellings.most_common(1)[0]
        if lines > len(seat.candidates) - seat.spellings.total():
            seat.name = name


def _pass_gate(seat: ReadSeat, suspects: Suspects) -> None:
    votes = [candidate.votes for candidate in seat.candidates]
    total = sum(votes)
    if not total:
        suspects.accuse(seat.line, seat.code, seat.name, "nobody has any votes")
        return
    worst = misfit(votes, seat.shares, seat.decimals)
    if worst is not None:
        who, printed = seat.candidates[worst], seat.shares[worst] or 0.0
        told = misfit_told(f"{who.family_name} ({who.party})", who.votes, total, printed)
        suspects.accuse(seat.lines[worst], seat.code, seat.name, told)


def _picker(table: Table) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """From a line's cells to its fields in the order of `_FIELDS`, "" for a column the file has not."""
    if all(name in table.at for name in _FIELDS):
        return itemgetter(*(table.at[name] for name in _FIELDS))
    # An empty cell after the last serves the columns that are not there.
    pick = itemgetter(*(table.at.get(name, table.width) for name in _FIELDS))
    if "given" in table.at:
        return lambda cells: pick([*cells[: table.width], ""])
    family = _FIELDS.index("family")

    def split(cells: Sequence[str]) -> tuple[str, ...]:
        fields = list(pick([*cells[: table.width], ""]))
        fields[family - 1 : family + 1] = split_name(fields[family])
        return tuple(fields)

    return split
