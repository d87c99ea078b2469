"""Files with a line a candidate: the lines of each seat together, and whether they can be believed."""

from dataclasses import dataclass

from barnstorm.domain.parties import code_of
from barnstorm.domain.seats import is_code, tidy_name, tidy_region
from barnstorm.files.seats.entries import PSEUDO, Entry, entries
from barnstorm.files.seats.figures import part, whole
from barnstorm.files.seats.gate import pass_gate, settle_elected
from barnstorm.files.seats.read_seat import ReadCandidate, ReadSeat
from barnstorm.files.seats.suspects import Suspects
from barnstorm.files.seats.table import Table
from barnstorm.rows.imports import LineRow

_NO_NAME = frozenset({"", "NA", *PSEUDO})
"""What stands where a candidate's name would, in estimates of how parties would have done."""


@dataclass(frozen=True)
class CandidateFile:
    """The seats that can be believed. `rows` counts all candidates' lines, `left_out` those that are not used.

    `notional`: these are estimates within newer boundaries, of parties rather than candidates. `counted` is False if
    nobody has any votes yet.
    """

    seats: tuple[ReadSeat, ...]
    rows: int
    left_out: int
    bad: tuple[LineRow, ...]
    notional: bool = False
    counted: bool = True


def read_candidates(table: Table, *, notional: bool = False) -> CandidateFile:
    """Every seat whose figures agree with one another; the others are in `bad`, by line and figure."""
    reading = _Reading(table, notional)
    for line, cells in table.lines():
        reading.take(line, cells)
    return reading.result()


class _Reading:
    def __init__(self, table: Table, notional: bool) -> None:
        self.suspects = Suspects()
        self.seats: dict[str, ReadSeat] = {}
        self.rows = 0
        self._entry = entries(table)
        self._width = table.width
        self._parties: dict[tuple[str, str], tuple[str, str]] = {}
        self._any_votes = False
        self._notional = notional
        self._nameless: list[tuple[int, ReadSeat]] = []

    def take(self, line: int, cells: list[str]) -> None:
        """One line: a candidate, a remark under the table, or a fault."""
        if len(cells) < self._width:
            # Some programs leave out empty cells at the end of a line.
            cells.extend([""] * (self._width - len(cells)))
        if not any(cells[1:]):
            return
        self.rows += 1
        entry = self._entry(cells)
        if entry is None:
            return
        if entry.notional or entry.family in _NO_NAME:
            self._notional = self._notional or bool(entry.notional) or not PSEUDO.isdisjoint(cells)
            if not PSEUDO.isdisjoint(cells):
                return
        self._any_votes = self._any_votes or bool(entry.votes.strip())
        seat = self.seats.get(entry.ballot or entry.code)
        if seat is None or seat.name != entry.name:
            seat = self._seat(line, entry)
            if seat is None:
                return
        number = whole(entry.votes)
        if number is None:
            shown = entry.votes.strip() or "nothing"
            told = f"“{shown}” as the votes of {entry.family.strip()} is no whole number"
            self.suspects.accuse(line, seat.code, seat.name, told)
            return
        self._add(seat, line, entry, number)

    def _seat(self, line: int, entry: Entry) -> ReadSeat | None:
        """The seat of a line that is a new one's first, or that writes a known one's code or name differently."""
        code, name = entry.code.strip().upper(), tidy_name(entry.name)
        if not name or not (is_code(code) or (entry.ballot and not code)):
            what = f"“{code}” is not a seat’s code" if name else "its name is missing"
            self.suspects.accuse(line, code, name, what)
            return None
        key = entry.ballot or code
        seat = self.seats.get(key)
        if seat is None:
            seat = ReadSeat(
                line, code, name, tidy_region(tidy_name(entry.region)), tidy_name(entry.country),
                whole(entry.electorate) or None, whole(entry.invalid), whole(entry.valid),
                day=entry.day, ballot=entry.ballot,
            )  # fmt: skip
            self.seats[key] = seat
        elif seat.name != name:
            seat.spellings[name] += 1
        return seat

    def _add(self, seat: ReadSeat, line: int, entry: Entry, votes: int) -> None:
        stated = part(entry.share.strip())
        if stated is None and entry.share.strip():
            self.suspects.accuse(line, seat.code, seat.name, f"“{entry.share.strip()}” is not a share of the votes")
            return
        party, code = self._party(entry.party, entry.abbreviation)
        given, family = tidy_name(entry.given), tidy_name(entry.family)
        if not party:
            self.suspects.accuse(line, seat.code, seat.name, "a candidate without a party")
            return
        if entry.family in _NO_NAME or not family:
            given = family = ""
            self._nameless.append((line, seat))
        candidate = ReadCandidate(given, family, party, code, votes, bool(entry.elected))
        if entry.person and self._known(seat, line, entry.person, candidate):
            return
        seat.candidates.append(candidate)
        seat.lines.append(line)
        seat.positions.append(whole(entry.position))
        if entry.majority.strip():
            # On the winner's line only.
            seat.majority = whole(entry.majority)
        seat.shares.append(stated[0] if stated else None)
        if stated and stated[1] > seat.decimals:
            seat.decimals = stated[1]

    def _party(self, name: str, abbreviation: str) -> tuple[str, str]:
        known = self._parties.get((name, abbreviation))
        if known is None:
            tidy = tidy_name(name)
            known = self._parties[name, abbreviation] = (tidy, code_of(tidy, tidy_name(abbreviation)))
        return known

    def _known(self, seat: ReadSeat, line: int, person: str, candidate: ReadCandidate) -> bool:
        """Whether this person has a line already: Democracy Club writes one for each of a candidate's web pages."""
        before = seat.people.setdefault(person, candidate)
        if before != candidate:
            told = f"{candidate.family_name} stands there twice, and the two lines disagree"
            self.suspects.accuse(line, seat.code, seat.name, told)
        return before is not candidate

    def result(self) -> CandidateFile:
        if not self._notional:
            for line, seat in self._nameless:
                self.suspects.accuse(line, seat.code, seat.name, "a candidate without a name")
        for seat in self.seats.values():
            _settle_name(seat)
            self.suspects.met(seat.line, seat.code, seat.name)
        for seat in self.seats.values():
            if seat.spellings:
                self._accuse_if_anothers(seat)
            if not self.suspects.suspected(seat.code, seat.name):
                pass_gate(seat, self.suspects)
        sound = tuple(seat for seat in self.seats.values() if not self.suspects.suspected(seat.code, seat.name))
        for seat in sound:
            settle_elected(seat)
        return CandidateFile(
            seats=sound,
            rows=self.rows,
            left_out=self.rows - sum(len(seat.candidates) for seat in sound),
            bad=self.suspects.in_order(),
            notional=self._notional,
            counted=self._any_votes or not self.seats,
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
