"""What may not be kept any more, counted and taken away. The periods are in domain.retention."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Mail, Rsvp
from barnstorm.domain.retention import Anchor, Data, Period
from barnstorm.domain.zones import resolve_day_start
from barnstorm.rows.privacy import PurgeRow
from barnstorm.services.person.erased_files import letters_where, remove
from barnstorm.services.person.forgetting import forget
from barnstorm.services.privacy import errors_files
from barnstorm.services.privacy.sweeps import SWEEPS, Reach


def purge(
    session: Session,
    polling_day: date,
    periods: Sequence[Period],
    zone: ZoneInfo,
    now: datetime,
    *,
    dry_run: bool = True,
) -> list[PurgeRow]:
    """Take away what may not be kept any more; days are those of `zone`. A row for each period, also if nothing is due.

    With `dry_run` the rows are the same (apart from `done`) and nothing is changed. FileNotCleaned. On SQLite the file
    must be scrubbed (db.scrub) once the transaction has ended.
    """
    return [_row(session, period, polling_day, zone, now, dry_run=dry_run) for period in periods]


def _row(
    session: Session, period: Period, polling_day: date, zone: ZoneInfo, now: datetime, *, dry_run: bool
) -> PurgeRow:
    today = now.astimezone(zone).date()
    # What is younger than its period stays, however long ago polling day was: it belongs to what came after.
    reach = Reach(resolve_day_start(today - timedelta(days=period.days - 1), zone), now)
    due_on = period.due_on(polling_day) if period.anchor is Anchor.POLLING_DAY else _first_due(session, period, zone)
    is_due = due_on is not None and due_on <= today
    count = _take_away(session, period.data, reach, dry_run=dry_run) if is_due else 0
    return PurgeRow(
        what=period.data.value,
        words=period.words,
        count=count,
        due_on=due_on,
        kept_days=period.days,
        after=period.anchor.value,
        spares=period.spares,
        done=is_due and not dry_run,
    )


def _first_due(session: Session, period: Period, zone: ZoneInfo) -> date | None:
    """The day from which the access needs of the earliest event that has any are too old."""
    query = select(func.min(Event.ends_at)).join(Rsvp, col(Rsvp.event_id) == Event.id).where(col(Rsvp.access) != "")
    earliest = session.execute(query).scalar_one()
    return period.due_on(earliest.astimezone(zone).date()) if earliest else None


def _take_away(session: Session, data: Data, reach: Reach, *, dry_run: bool) -> int:
    """How much of it there is; what lies in files is counted by the file."""
    match data:
        case Data.FILES:
            return _error_files(session, reach, dry_run=dry_run)
        case Data.PEOPLE:
            return _people(session, reach, dry_run=dry_run)
        case Data.LETTERS:
            _unsent_letters(session, reach, dry_run=dry_run)
    return _sweep(session, data, reach, dry_run=dry_run)


def _sweep(session: Session, data: Data, reach: Reach, *, dry_run: bool) -> int:
    count = 0
    for sweep in SWEEPS[data](reach):
        if sweep.counted:
            counted = select(func.count()).select_from(sweep.model).where(sweep.where)
            count += session.execute(counted).scalar_one()
        if not dry_run:
            change = delete(sweep.model) if sweep.values is None else update(sweep.model).values(sweep.values)
            session.execute(change.where(sweep.where).execution_options(synchronize_session=False))
    session.expire_all()
    return count


def _unsent_letters(session: Session, reach: Reach, *, dry_run: bool) -> None:
    """The letters of a rehearsal lie in a Maildir of ours."""
    if not dry_run:
        for letters in letters_where(session, col(Mail.created_at) < reach.cutoff).values():
            remove(letters)


def _error_files(session: Session, reach: Reach, *, dry_run: bool) -> int:
    """Those that still lie where they were written."""
    there = [path for path in errors_files.written_before(session, reach.cutoff) if path.exists()]
    if not dry_run:
        remove(there)
    return len(there)


def _people(session: Session, reach: Reach, *, dry_run: bool) -> int:
    people = session.execute(reach.people()).scalars().all()
    if not dry_run:
        forget(session, people, reach.now)
    return len(people)
