"""A merge taken back: every row as it was, apart from what has been changed since, which is told."""

from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Merge, Person
from barnstorm.domain.names import join_name
from barnstorm.errors.person import ChangedMeanwhile, NothingToUnmerge
from barnstorm.rows.person import UnmergeRow
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.merge import hold, refill
from barnstorm.services.person.record import loaded
from barnstorm.services.person.undo import Undoing


def unmerge(session: Session, person: str, now: datetime) -> UnmergeRow:
    """Undo the latest merge into `person`. NoSuchPerson, SeveralPeople, NothingToUnmerge, ChangedMeanwhile.

    Somebody who got a place through the merge keeps it if they have been written to since.
    """
    keep = find_person(session, person)
    assert keep.id is not None
    merge = _latest(session, keep.id)
    if merge is None:
        raise NothingToUnmerge(join_name(keep.given_name, keep.family_name))
    events, _ = hold(session, (keep.id, merge.dropped_id))
    session.refresh(merge, with_for_update=True)
    if merge.undone_at is not None or merge.kept_id != keep.id:
        raise ChangedMeanwhile
    undoing = Undoing(session, loaded(merge.before), merge.merged_at)
    undoing.run()
    # The record is not kept: the dropped person is somebody of their own again, who may be erased.
    merge.undone_at, merge.before = now, "{}"
    moved_up = refill(session, events, now)
    drop = session.get_one(Person, merge.dropped_id)
    return UnmergeRow(
        kept_id=keep.id,
        kept=join_name(keep.given_name, keep.family_name),
        dropped_id=merge.dropped_id,
        dropped=join_name(drop.given_name, drop.family_name),
        stays=tuple(undoing.stays),
        waits_again=tuple(undoing.waits_again),
        moved_up=moved_up,
    )


def _latest(session: Session, keep_id: int) -> Merge | None:
    query = select(Merge).where(Merge.kept_id == keep_id, col(Merge.undone_at).is_(None))
    return session.exec(query.order_by(col(Merge.id).desc()).limit(1)).first()
