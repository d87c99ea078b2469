"""The elections on record."""

from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col, select

from barnstorm.db.tables import Election
from barnstorm.domain.elections import NamedElection, called, name_election
from barnstorm.domain.names import fold
from barnstorm.errors.seat import ElectionDayTaken, NoSuchElection


def choose_election(session: Session, name: str | None, day: date | None) -> NamedElection:
    """The election meant, on record or not: by a name on record alone, else as `name_election` reads it."""
    stored = {fold(election.name): election for election in session.exec(select(Election))}
    known = stored.get(fold(name)) if name else None
    named = name_election(name, known.polling_day if known and day is None else day)
    on_record = stored.get(fold(named.name))
    if on_record is None:
        return named
    if on_record.polling_day != named.polling_day:
        raise ElectionDayTaken(named.name, on_record.name, on_record.polling_day)
    return NamedElection(on_record.name, on_record.kind, on_record.polling_day)


def election_id(session: Session, named: NamedElection) -> int | None:
    """The row of that election; None if it is not on record."""
    return session.exec(select(Election.id).where(Election.name == named.name)).first()


def recorded_election(session: Session, named: NamedElection) -> int:
    """The row of that election, made if it is not there yet."""
    found = election_id(session, named)
    if found is not None:
        return found
    election = Election(name=named.name, kind=named.kind, polling_day=named.polling_day)
    session.add(election)
    session.flush()
    assert election.id is not None  # the flush gave it
    return election.id


def find_election(session: Session, name: str) -> NamedElection:
    """An election on record by its name; NoSuchElection with those there are."""
    stored = session.exec(select(Election).order_by(col(Election.polling_day))).all()
    for election in stored:
        if fold(election.name) == fold(called(name)):
            return NamedElection(election.name, election.kind, election.polling_day)
    raise NoSuchElection(name, [election.name for election in stored])


def one_writer(session: Session) -> None:
    """Nobody else records seats or elections until this transaction ends. On SQLite that is so anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("LOCK TABLE seat, election IN SHARE ROW EXCLUSIVE MODE"))
