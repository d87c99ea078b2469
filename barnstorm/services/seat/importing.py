"""Results into the store: a seat wholly or not at all.

The key of a result is the seat's code and the election. Importing a file again changes what is different in it and
nothing else. By-constituency files are held against the candidates that are there, and add the electorate. A notional
result never takes the place of a count of votes, and gives way to one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from barnstorm.domain.elections import NamedElection, split_notional
from barnstorm.domain.result_gate import totals_misfit
from barnstorm.files.seats import (
    CandidateFile,
    ConstituencyFile,
    ReadCandidate,
    ReadSeat,
    ReadTotals,
    ResultFile,
    StandingFile,
)
from barnstorm.rows.imports import LineRow
from barnstorm.rows.seat_import import ResultImportRow, SeatChangeRow
from barnstorm.services.seat.changes import result_changes
from barnstorm.services.seat.elections import choose_election, election_id, one_writer, recorded_election
from barnstorm.services.seat.placing import place
from barnstorm.services.seat.register import (
    Contest,
    Register,
    SeatFacts,
    read_register,
    write_contests,
    write_seats,
)
from barnstorm.services.seat.standing import Advance, import_standing


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
    kept: int = 0
    changes: list[SeatChangeRow] = field(default_factory=list)

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
    """Land the seats of a file that was read; those that do not fit what is here are told of in `errors`. A file of who
    stands goes where `import_standing` puts it.

    `election` and `polling_day` are read as `choose_election` does; results are notional if the file or the name of
    the election (`2019 notional`) says so. With `dry_run` nothing is written.
    """
    if isinstance(reading, StandingFile):
        return import_standing(session, reading, election, polling_day, source=source, dry_run=dry_run, advance=advance)
    if not dry_run:
        one_writer(session)
    name, notional = split_notional(election) if election else (election, False)
    named = choose_election(session, name, polling_day)
    if isinstance(reading, CandidateFile):
        placed = place(session, reading.seats, named.polling_day)
        reading = replace(
            reading,
            seats=placed.seats,
            bad=(*reading.bad, *placed.bad),
            left_out=reading.left_out + placed.left_out,
            notional=reading.notional or notional,
        )
        notional = reading.notional
    register = read_register(session, election_id(session, named))
    plan = _plan(reading, register, notional, advance)
    if not dry_run and plan.facts:
        row_id = recorded_election(session, named)
        write_seats(session, register, plan.facts, named.polling_day)
        write_contests(session, register, plan.contests, row_id, source)
    return _told(reading, plan, named, notional=notional, dry_run=dry_run)


def _plan(reading: CandidateFile | ConstituencyFile, register: Register, notional: bool, advance: Advance) -> _Plan:
    plan = _Plan(bad=list(reading.bad), left_out=reading.left_out)
    advance(reading.left_out)
    if isinstance(reading, CandidateFile):
        for seat in reading.seats:
            stored = register.contests.get(seat.code)
            if _keeps_its_count(plan, stored, notional, len(seat.candidates)):
                continue
            _weigh_candidates(plan, seat, stored, notional)
            advance(len(seat.candidates))
    else:
        for totals in reading.seats:
            stored = register.contests.get(totals.code)
            if _keeps_its_count(plan, stored, notional, 1):
                continue
            _weigh_totals(plan, totals, stored, notional)
            advance(1)
    return plan


def _keeps_its_count(plan: _Plan, stored: Contest | None, notional: bool, rows: int) -> bool:
    """Whether votes were counted where the file has an estimate: some seats had their boundaries left as they were."""
    if stored is None or stored.notional or not notional:
        return False
    plan.kept += 1
    plan.left_out += rows
    return True


def _weigh_candidates(plan: _Plan, seat: ReadSeat, stored: Contest | None, notional: bool) -> None:
    votes = sum(candidate.votes for candidate in seat.candidates)
    facts = SeatFacts(seat.code, seat.name, seat.region, seat.country)
    planned = Contest(facts, votes, seat.electorate, seat.invalid, candidates=seat.candidates, notional=notional)
    if stored is not None and stored.notional != notional:
        planned.id = stored.id
    elif stored is not None:
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
        plan.changes += result_changes(stored, planned) if stored else ()


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


def _weigh_totals(plan: _Plan, totals: ReadTotals, stored: Contest | None, notional: bool) -> None:
    same_kind = stored is not None and stored.notional == notional
    if stored is not None and stored.candidates and same_kind:
        votes = [candidate.votes for candidate in stored.candidates]
        fault = totals_misfit(votes, totals.valid, totals.majority)
        if fault is not None:
            plan.refuse(totals.line, totals.name, fault, 1)
            return
    facts = SeatFacts(totals.code, totals.name, totals.region, totals.country)
    planned = Contest(
        facts,
        totals.valid,
        totals.electorate,
        totals.invalid,
        candidates=None if same_kind else (),
        id=stored.id if stored else None,
        notional=notional,
    )
    plan.facts.append(facts)
    if stored is None:
        plan.created += 1
    elif _figures(stored) == _figures(planned):
        plan.unchanged += 1
        return
    else:
        plan.updated += 1
        plan.changes += result_changes(stored, planned)
    plan.contests.append(planned)


def _figures(contest: Contest) -> tuple[int, int | None, int | None, bool]:
    return contest.valid_votes, contest.electorate, contest.invalid_votes, contest.notional


def _told(
    reading: CandidateFile | ConstituencyFile, plan: _Plan, named: NamedElection, *, notional: bool, dry_run: bool
) -> ResultImportRow:
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
        notional=notional,
        kept=plan.kept,
        changes=tuple(plan.changes),
    )
