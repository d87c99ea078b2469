"""The last line typed from paper, taken back."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from barnstorm.db.tables import Consent, Event, Journal, Person, Rsvp, Sheet, SheetRow
from barnstorm.rows.door_entry import Typed, TypedLine, TypedRow
from barnstorm.services.door.arrivals import hold_open
from barnstorm.services.door.ticks import take_back
from barnstorm.services.person.rows import rows_about
from barnstorm.services.rsvp.waiting import fill_places

_MADE_BY_A_LINE = frozenset({"rsvp", "journal", "sheet_row", "consent"})


def undo(session: Session, typed: str, done: TypedLine, now: datetime) -> list[str]:
    """The rows are to be typed again, who was ticked by the line is not in, and whom it made is gone. Who moved up.

    What is known of somebody meanwhile keeps them: then only the tick is taken back. NoSuchEvent, EventCancelled.
    """
    event = hold_open(session, typed, now)
    for row in reversed(done.rows):
        _empty(session, event, row)
        if row.what in (Typed.TICKED, Typed.WALK_IN):
            _take_back(session, event, row, now)
    return fill_places(session, event, now)


def _empty(session: Session, event: Event, row: TypedRow) -> None:
    sheet = (
        session.execute(select(Sheet).where(col(Sheet.event_id) == event.id, col(Sheet.code) == row.sheet))
        .scalars()
        .one()
    )
    paper = session.get_one(SheetRow, (sheet.id, row.row), populate_existing=True)
    paper.entered_at = None
    if row.written:
        paper.person_id = None
    session.flush()


def _take_back(session: Session, event: Event, row: TypedRow, now: datetime) -> None:
    rsvp = (
        session.execute(select(Rsvp).where(col(Rsvp.event_id) == event.id, col(Rsvp.person_id) == row.person_id))
        .scalars()
        .first()
    )
    if rsvp is not None:
        take_back(session, rsvp, now)
    if row.new_person:
        _forget_the_slip(session, row.person_id)


def _forget_the_slip(session: Session, person_id: int) -> None:
    """A name read wrongly was never anybody: nothing else may know them."""
    about = rows_about(session, [person_id])
    if not about.keys() <= _MADE_BY_A_LINE or len(about.get("rsvp", ())) > 1 or "sheet_row" in about:
        return
    for model in (Consent, Journal, Rsvp):
        session.execute(delete(model).where(col(model.person_id) == person_id))
    session.execute(delete(Person).where(col(Person.id) == person_id))
    session.expire_all()
