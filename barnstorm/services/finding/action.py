"""An action by the code on the wall: `3`, among those offered at one barnstorm, or at tonight's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from barnstorm.db.tables import Event
from barnstorm.domain.evenings import is_on
from barnstorm.domain.wall_codes import read_code
from barnstorm.errors.action import NoSuchCode
from barnstorm.errors.event import SeveralEvents


def actions_to_change(session: Session, barnstorm: Event, codes: Sequence[str]) -> list[Event]:
    """The actions that have these codes at `barnstorm`, the earliest first. NoSuchCode names all that are not there.

    They are held until the transaction ends, in the order of their ids: two desks wait for one another, not for ever.
    """
    query = _with(barnstorm, codes).with_for_update().execution_options(populate_existing=True)
    found = _all_there(session, barnstorm, codes, session.exec(query).all())
    return sorted(found, key=lambda action: (action.starts_at, action.id))


def find_action(session: Session, barnstorm: Event, code: str) -> Event:
    """The action with that code at `barnstorm`. NoSuchCode."""
    return _all_there(session, barnstorm, [code], session.exec(_with(barnstorm, [code])).all())[0]


def codes_of(session: Session, barnstorm: Event) -> list[str]:
    """The codes given out at `barnstorm`, in the order of the wall."""
    given = session.exec(select(Event.code).where(Event.born_at_id == barnstorm.id, col(Event.code).is_not(None)))
    return sorted((code for code in given if code), key=lambda code: (len(code), code))


def _with(barnstorm: Event, codes: Sequence[str]) -> SelectOfScalar[Event]:
    written = [read_code(code) for code in codes]
    return select(Event).where(Event.born_at_id == barnstorm.id, col(Event.code).in_(written)).order_by(col(Event.id))


def _all_there(session: Session, barnstorm: Event, codes: Sequence[str], found: Sequence[Event]) -> Sequence[Event]:
    known = {action.code for action in found}
    missing = [code for code in codes if read_code(code) not in known]
    if missing:
        raise NoSuchCode(missing, barnstorm.ref, codes_of(session, barnstorm))
    return found


def by_wall_code(session: Session, code: str, now: datetime) -> Event | None:
    """The one action with that code (`3`, `#3`); if several barnstorms have it, tonight's. SeveralEvents."""
    barnstorm = aliased(Event)
    query = select(Event, barnstorm).outerjoin(barnstorm, col(Event.born_at_id) == barnstorm.id)
    found = session.exec(query.where(Event.code == read_code(code)).order_by(col(Event.id))).all()
    tonight = [action for action, born in found if born is not None and is_on(born.starts_at, born.ends_at, now)]
    fitting = tonight or [action for action, _ in found]
    if len(fitting) > 1:
        raise SeveralEvents(code, [action.ref for action in fitting])
    return fitting[0] if fitting else None
