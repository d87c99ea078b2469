"""Who stands, into the store: seat by seat, each wholly or not at all.

Importing a later file changes what is different. Who is missing from it in a seat that is in it has withdrawn; a seat
that is not in it is left alone, as the file may be of one region only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, delete, insert, select
from sqlmodel import Session

from barnstorm.db.plain import plain
from barnstorm.db.tables import Seat, Standing
from barnstorm.domain.names import fold
from barnstorm.files.seats import ReadBallot, ReadNominee, StandingFile
from barnstorm.rows.seat_import import ResultImportRow, SeatChangeRow
from barnstorm.services.seat.changes import standing_changes
from barnstorm.services.seat.elections import choose_election, election_id, one_writer, recorded_election
from barnstorm.services.seat.placing import place
from barnstorm.services.seat.register import Register, SeatFacts, read_register, write_seats

_SEAT, _STANDING = plain(Seat), plain(Standing)

Advance = Callable[[int], None]
"""Called with how many more lines of the file have been weighed."""

Gone = tuple[str, ReadNominee]
"""A seat's code, and who does not stand there any more."""


@dataclass
class _Plan:
    """What is to be done, and the count of it, before anything is."""

    facts: list[SeatFacts] = field(default_factory=list)
    fresh: list[tuple[str, ReadNominee]] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    changes: list[SeatChangeRow] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def import_standing(
    session: Session,
    reading: StandingFile,
    election: str | None,
    polling_day: date | None,
    *,
    source: str = "",
    dry_run: bool = False,
    advance: Advance = lambda _: None,
) -> ResultImportRow:
    """Put on record who stands at an election; `removed` counts who has withdrawn since the last import.

    `election` and `polling_day` are read as `choose_election` does. With `dry_run` nothing is written.
    """
    if not dry_run:
        one_writer(session)
    named = choose_election(session, election, polling_day)
    placed = place(session, reading.seats, named.polling_day)
    register = read_register(session, None)
    advance(reading.left_out + placed.left_out)
    plan = _plan(placed.seats, _on_record(session, election_id(session, named)), advance)
    if not dry_run and plan.facts:
        new = [seat for seat in plan.facts if seat.code not in register.seats]
        write_seats(session, register, new, named.polling_day)
        _write(session, plan, register, recorded_election(session, named), source)
    bad = sorted((*reading.bad, *placed.bad), key=lambda line: line.line)
    errors = len({line.line for line in bad})
    return ResultImportRow(
        election=named.name,
        polling_day=named.polling_day,
        kind="candidates standing",
        rows=reading.rows,
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        skipped=reading.left_out + placed.left_out - errors,
        errors=errors,
        removed=plan.removed,
        seats=len(plan.facts),
        dry_run=dry_run,
        bad=tuple(bad),
        notional=False,
        kept=0,
        changes=tuple(plan.changes),
    )


def _on_record(session: Session, election: int | None) -> dict[str, list[ReadNominee]]:
    """Seat's code -> who is known to stand there."""
    known: dict[str, list[ReadNominee]] = {}
    c = _STANDING.c
    query = select(_SEAT.c.code, c.name, c.party, c.party_code).join_from(_SEAT, _STANDING)
    for code, *nominee in session.execute(query.where(c.election_id == election).order_by(c.id)):
        known.setdefault(code, []).append(ReadNominee(*nominee))
    return known


def _plan(seats: Sequence[ReadBallot], on_record: Mapping[str, Sequence[ReadNominee]], advance: Advance) -> _Plan:
    plan = _Plan()
    for seat in seats:
        facts = SeatFacts(seat.code, seat.name, seat.region, seat.country)
        before = on_record.get(seat.code, ())
        fresh = [nominee for nominee in seat.candidates if nominee not in before]
        gone = [nominee for nominee in before if nominee not in seat.candidates]
        again = {fold(nominee.name) for nominee in fresh} & {fold(nominee.name) for nominee in gone}
        plan.facts.append(facts)
        plan.fresh += [(seat.code, nominee) for nominee in fresh]
        plan.gone += [(seat.code, nominee) for nominee in gone]
        plan.changes += standing_changes(facts, before, fresh, gone)
        plan.updated += len(again)
        plan.created += len(fresh) - len(again)
        plan.removed += len(gone) - len(again)
        plan.unchanged += len(seat.candidates) - len(fresh)
        advance(len(seat.candidates))
    return plan


def _write(session: Session, plan: _Plan, register: Register, election: int, source: str) -> None:
    c, many = _STANDING.c, session.connection().execute
    if plan.gone:
        theirs = (c.seat_id == bindparam("seat")) & (c.election_id == election)
        theirs &= (c.name_folded == bindparam("name")) & (c.party == bindparam("of"))
        many(
            delete(_STANDING).where(theirs),
            [{"seat": register.seat_ids[code], "name": fold(who.name), "of": who.party} for code, who in plan.gone],
        )
    if plan.fresh:
        many(
            insert(_STANDING),
            [
                {
                    "seat_id": register.seat_ids[code],
                    "election_id": election,
                    "name": nominee.name,
                    "name_folded": fold(nominee.name),
                    "party": nominee.party,
                    "party_code": nominee.party_code,
                    "source": source,
                }
                for code, nominee in plan.fresh
            ],
        )
