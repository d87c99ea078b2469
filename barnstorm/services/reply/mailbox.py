"""How far an IMAP folder has been read: the highest number seen, while the server keeps its numbers."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Mailbox


def read_up_to(session: Session, key: str, uid_validity: int) -> int:
    """The number of the last message read; 0 if none was, or the server has numbered them anew."""
    known = session.get(Mailbox, key)
    return known.last_uid if known is not None and known.uid_validity == uid_validity else 0


def mark(session: Session, key: str, uid_validity: int, uid: int) -> None:
    """Everything up to `uid` has been read. Never backwards: another run may have been faster."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"name": key, "uid_validity": uid_validity, "last_uid": uid}
    session.execute(insert(Mailbox).values(**values).on_conflict_do_nothing(index_elements=["name"]))
    known = session.get_one(Mailbox, key, with_for_update=True)
    if known.uid_validity != uid_validity:
        known.uid_validity, known.last_uid = uid_validity, uid
    known.last_uid = max(known.last_uid, uid)
    session.flush()


def first_event_on(session: Session) -> date | None:
    """The day the first event was put down (UTC): no answer is older. None if there is no event."""
    first = session.execute(select(func.min(col(Event.created_at)))).scalar_one()
    return first.date() if first else None
