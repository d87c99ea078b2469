"""Other systems' attendees onto an event's list: all the good lines in one transaction, or none of them.

The file is taken in batches: read, found out who is known, worked out, written. The list itself stays in the database,
so that a large file takes no more memory than a small one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlmodel import Session, col

from barnstorm.db.bulk import make_room
from barnstorm.db.tables import Erased, Event, Person, Rsvp
from barnstorm.domain.answers import OFF_THE_LIST
from barnstorm.domain.erasure import digests
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.people import Contact
from barnstorm.errors.event import EventCancelled
from barnstorm.rows.imports import ImportRow, LineRow
from barnstorm.services.finding.event import find_event_to_change
from barnstorm.services.privacy import errors_files
from barnstorm.services.rsvp.known import Books, waiting
from barnstorm.services.rsvp.lines import Attendee, Read
from barnstorm.services.rsvp.plan import Guests, Known, Occasion, Planner
from barnstorm.services.rsvp.room import Held, Room
from barnstorm.services.rsvp.tickets import Joined
from barnstorm.services.rsvp.told import Report
from barnstorm.services.rsvp.waiting import heads_going
from barnstorm.services.rsvp.writing import Writer
from barnstorm.services.secret import secret_of

_BATCH = 2000
"""Lines worked out at a time."""

_IMPORTS = 0x62_6E_69_6D
"""PostgreSQL's advisory lock that an import holds: any number, if only it is always the same."""

Advance = Callable[[int], None]


def import_rsvps(
    session: Session,
    event: str,
    lines: Iterable[Read | Joined],
    now: datetime,
    source: str,
    *,
    dry_run: bool = False,
    every_line: bool = False,
    errors_file: Path | None = None,
    advance: Advance = lambda _: None,
) -> ImportRow:
    """Put everybody in `lines` on the list of `event`; `source` is noted for those who had none and are new.

    A line of somebody known changes only what the person has not said otherwise themselves. Over capacity people wait,
    in the file's order. `dry_run` does the same and takes it back. `errors_file` is remembered if any line is bad: it
    will hold people. EventCancelled.
    """
    held = find_event_to_change(session, event, now)
    if held.status == Status.CANCELLED:
        raise EventCancelled(held.ref, "nobody can be added")
    # Taken back from a savepoint, which costs SQLite a copy of every page that changes: only where it is needed.
    undoable = session.begin_nested() if dry_run else None
    result = _Import(session, held, now, source, Report(every_line)).take(lines, advance)
    if undoable is not None:
        undoable.rollback()
    if result.bad and errors_file is not None and not dry_run:
        errors_files.remember(session, errors_file, now)
    session.expire_all()
    return result


class _Import:
    """One file and one event."""

    def __init__(self, session: Session, event: Event, now: datetime, source: str, report: Report) -> None:
        assert event.id is not None
        _one_import_at_a_time(session)
        make_room(session)
        self._session, self._event, self._report = session, event, report
        self._room = Room(event.capacity, heads_going(session, event), waiting(session, event), now)
        zone = ZoneInfo(event.timezone)
        occasion = Occasion(event.starts_at.astimezone(zone), event.ends_at, now)
        self._planner = Planner(self._room, occasion, report)
        self._writer = Writer(session, event.id, now, source)
        self._erased = _Erased(session)
        self._now = now
        self._line_of: dict[int, int] = {}
        """Person -> the line that named them."""
        self._left: set[int] = set()
        """Those whom a line takes off the list."""

    def take(self, lines: Iterable[Read | Joined], advance: Advance) -> ImportRow:
        self._books = Books(self._session, self._event)
        rest = iter(lines)
        while batch := list(islice(rest, _BATCH)):
            self._report.rows += len(batch)
            self._take(list(self._attendees(batch)))
            advance(len(batch))
        return replace(self._result(), taken_back=self._take_back())

    def _attendees(self, batch: list[Read | Joined]) -> Iterator[Attendee]:
        """The lines that are somebody's; the others are reported."""
        for line in batch:
            match line:
                case LineRow():
                    self._report.bad(line)
                case Joined():
                    self._report.joins(line)
                case _ if self._erased.are_in(line.contact):
                    self._report.left_out(line.line, "Somebody who was erased from these lists: left out.")
                case _:
                    yield line

    def _take(self, attendees: list[Attendee]) -> None:
        known = self._books.known(attendees)
        for person in known:
            self._find_again(person)
        listed = [person for person in known if _on_the_list(person)]
        guests = Guests(known)
        took = (self._planner.take(guests, attendee) for attendee in attendees)
        people = [person for person in took if person is not None]
        self._writer.write(people, self._room.moved_up)
        self._left.update(person.id for person in listed if person.id is not None and not _on_the_list(person))
        for person in known + people:
            self._remember(person)

    def _take_back(self) -> int:
        """How many of those who left hold an invitation: their calendars hear of it."""
        if not self._left:
            return 0
        from barnstorm.services.invite.taking_back import take_back  # few imports need what letters need

        self._session.expire_all()
        return take_back(self._session, self._event, self._left, self._now)

    def _find_again(self, person: Known) -> None:
        """Somebody of an earlier batch, or who waits, is looked up again; they are the same all the same."""
        assert person.id is not None
        person.line = self._line_of.get(person.id)
        if person.held is not None and person.held.id is not None:
            person.held = self._room.waiting(person.held.id) or person.held

    def _remember(self, person: Known) -> None:
        if person.id is not None and person.line is not None:
            self._line_of[person.id] = person.line
        if person.held is not None:
            self._room.stored(person.held)
        self._books.remember(person)

    def _result(self) -> ImportRow:
        report = self._report
        return ImportRow(
            event=self._event.ref,
            rows=report.rows,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            skipped=len(report.skipped),
            errors=len(report.wrong),
            joined=report.joined,
            waitlisted=self._room.queued,
            moved_up=tuple(_names(self._session, self._room.moved_up)),
            bad=tuple(sorted(report.wrong, key=lambda row: row.line)),
            passed_over=tuple(report.skipped),
            kept=tuple(report.stayed),
            lines=tuple(sorted(report.outcomes, key=lambda outcome: outcome.line)),
        )


def _on_the_list(person: Known) -> bool:
    return person.held is not None and person.held.answer not in OFF_THE_LIST


class _Erased:
    """Those who were erased at their own wish are not brought back by a file."""

    def __init__(self, session: Session) -> None:
        self._digests = frozenset(session.execute(select(col(Erased.digest))).scalars())
        self._secret = secret_of(session) if self._digests else b""

    def are_in(self, contact: Contact) -> bool:
        return bool(self._digests) and not self._digests.isdisjoint(digests(self._secret, contact))


def _one_import_at_a_time(session: Session) -> None:
    """Two files that name one new person make one person of them, also if they go to two events at once.

    SQLite has one writer anyway. Somebody added by hand at that very moment may still be there twice; then
    `person duplicates` finds them, and nobody has to wait for a large file before a walk-in can be written down.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _IMPORTS})


def _names(session: Session, moved_up: Iterable[Held]) -> Iterator[str]:
    """Those whom the import took off the waiting list, and did not put there itself."""
    ids = [held.id for held in moved_up if not held.new and held.answer == "going"]
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        query = (
            select(col(Rsvp.id), col(Person.given_name), col(Person.family_name))
            .join(Person, col(Rsvp.person_id) == Person.id)
            .where(col(Rsvp.id).in_(some))
        )
        names = {key: join_name(given, family) for key, given, family in session.execute(query)}
        yield from (names[key] for key in some if key is not None)
