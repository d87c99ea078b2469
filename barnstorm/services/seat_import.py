"""Results into the store: a seat wholly or not at all.

The key of a result is the seat's code and the election. Importing a file again changes what is different in it and
nothing else. By-constituency files are held against the candidates that are there, and add the electorate.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from barnstorm.domain.elections import NamedElection
from barnstorm.domain.result_gate import totals_misfit
from barnstorm.files.seats import CandidateFile, ReadCandidate, ReadSeat, ReadTotals, ResultFile
from barnstorm.rows.imports import LineRow
from barnstorm.rows.seat import ResultImportRow
from barnstorm.services.elections import choose_election, election_id, one_writer, recorded_election
from barnstorm.services.seat_placing import placed
from barnstorm.services.seat_register import (
    Contest,
    Register,
    SeatFacts,
    read_register,
    write_contests,
    write_seats,
)

Advance = Callable[[int], None]
"""Called with how many more lines of the file have been weighed."""


@dataclass
class _Plan:
    """What is to be done, and the count of it, before anything is."""

    contests: list[Contest] = field(default_factory=list)
    facts: list[SeatFacts] = field(default_factory=list)
    bad: list[LineRow] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0
    removed: int = 0

    def refuse(self, line: int, name: str, reason: str, rows: int) -> None:
        self.bad.append(LineRow(line, f"{name}: {reason}"))
        self.left_out += rows


def import_results(
    session: Session,
    reading: ResultFile,
    election: str | None,
    polling_day: date | None,
    *,
    source: str = "",
    dry_run: bool = False,
    advance: Advance = lambda _: None,
) -> ResultImportRow:
    """Land the seats of a file that was read; those that do not fit what is here are told of in `errors`.

    `election` and `polling_day` are read as `choose_election` does. With `dry_run` nothing is written.
    """
    if not dry_run:
        one_writer(session)
    named = choose_election(session, election, polling_day)
    if isinstance(reading, CandidateFile):
        reading = placed(session, reading, named.polling_day)
    register = read_register(session, election_id(session, named))
    plan = _plan(reading, register, advance)
    if not dry_run and plan.facts:
        row_id = recorded_election(session, named)
        write_seats(session, register, plan.facts, named.polling_day)
        write_contests(session, register, plan.contests, row_id, source)
    return _told(reading, plan, named, dry_run=dry_run)


def _plan(reading: ResultFile, register: Register, advance: Advance) -> _Plan:
    plan = _Plan(bad=list(reading.bad), left_out=reading.left_out)
    advance(reading.left_out)
    if isinstance(reading, CandidateFile):
        for seat in reading.seats:
            _weigh_candidates(plan, seat, register.contests.get(seat.code))
            advance(len(seat.candidates))
    else:
        for totals in reading.seats:
            _weigh_totals(plan, totals, register.contests.get(totals.code))
            advance(1)
    return plan


def _weigh_candidates(plan: _Plan, seat: ReadSeat, stored: Contest | None) -> None:
    votes = sum(candidate.votes for candidate in seat.candidates)
    facts = SeatFacts(seat.code, seat.name, seat.region, seat.country)
    planned = Contest(facts, votes, seat.electorate, seat.invalid, candidates=seat.candidates)
    if stored is not None:
        if not stored.candidates and stored.valid_votes != votes:
            fault = totals_misfit([candidate.votes for candidate in seat.candidates], stored.valid_votes, None)
            plan.refuse(seat.line, seat.name, fault or "", len(seat.candidates))
            return
        planned = replace(
            planned,
            electorate=seat.electorate or stored.electorate,
            invalid_votes=stored.invalid_votes if seat.invalid is None else seat.invalid,
            candidates=_lot_kept(seat.candidates, stored),
            id=stored.id,
        )
    plan.facts.append(facts)
    if _count(plan, planned, stored):
        plan.contests.append(planned)


def _lot_kept(candidates: Sequence[ReadCandidate], stored: Contest) -> Sequence[ReadCandidate]:
    """Who won a tie by lot, as another file told, where this one does not tell."""
    if any(candidate.elected for candidate in candidates):
        return candidates
    elected = {candidate for candidate in stored.candidates or () if candidate.elected}
    return [c._replace(elected=c._replace(elected=True) in elected) for c in candidates]


def _count(plan: _Plan, planned: Contest, stored: Contest | None) -> bool:
    """Count the candidates that are new, different and the same; whether the contest must be written at all."""
    before = Counter((stored.candidates if stored else None) or ())
    after = Counter(planned.candidates or ())
    same = (before & after).total()
    fresh, gone = after.total() - same, before.total() - same
    replaced = min(fresh, gone)
    plan.created += fresh - replaced
    plan.removed += gone - replaced
    if stored is not None and _figures(stored)[1:] != _figures(planned)[1:]:
        plan.updated += replaced + same
        return True
    plan.updated += replaced
    plan.unchanged += same
    return bool(fresh or gone)


def _weigh_totals(plan: _Plan, totals: ReadTotals, stored: Contest | None) -> None:
    if stored is not None and stored.candidates:
        votes = [candidate.votes for candidate in stored.candidates]
        fault = totals_misfit(votes, totals.valid, totals.majority)
        if fault is not None:
            plan.refuse(totals.line, totals.name, fault, 1)
            return
    facts = SeatFacts(totals.code, totals.name, totals.region, totals.country)
    planned = Contest(facts, totals.valid, totals.electorate, totals.invalid, id=stored.id if stored else None)
    plan.facts.append(facts)
    if stored is None:
        plan.created += 1
    elif _figures(stored) == _figures(planned):
        plan.unchanged += 1
        return
    else:
        plan.updated += 1
    plan.contests.append(planned)


def _figures(contest: Contest) -> tuple[int, int | None, int | None]:
    return contest.valid_votes, contest.electorate, contest.invalid_votes


def _told(reading: ResultFile, plan: _Plan, named: NamedElection, *, dry_run: bool) -> ResultImportRow:
    errors = len({bad.line for bad in plan.bad})
    return ResultImportRow(
        election=named.name,
        polling_day=named.polling_day,
        kind="by-candidate" if isinstance(reading, CandidateFile) else "by-constituency",
        rows=reading.rows,
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        skipped=plan.left_out - errors,
        errors=errors,
        removed=plan.removed,
        seats=len(plan.facts),
        dry_run=dry_run,
        bad=tuple(sorted(plan.bad, key=lambda bad: bad.line)),
    )
