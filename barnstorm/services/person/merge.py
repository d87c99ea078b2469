"""Two records of one person become one. Nothing is lost: a record of the merge holds every row as it was."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from barnstorm.db.tables import Apart, Event, Merge, Person, Rsvp, Suppression
from barnstorm.domain.delivery import Reason
from barnstorm.domain.events import Status
from barnstorm.domain.identity import new_uid
from barnstorm.domain.names import join_name
from barnstorm.errors.person import ChangedMeanwhile
from barnstorm.errors.privacy import AlreadyErased
from barnstorm.mail.letter import carried
from barnstorm.rows.person import MergeRow
from barnstorm.services.finding.person import find_person, person_now
from barnstorm.services.person.forgetting import NOBODY
from barnstorm.services.person.joins import join_assignments, join_consents, join_letters, join_rsvps
from barnstorm.services.person.record import Record, differences, dumped, photograph
from barnstorm.services.person.rows import POINTERS, OnMerge, pointer, rows_about
from barnstorm.services.person.unite import unite
from barnstorm.services.rsvp.waiting import fill_places


def merge(session: Session, keep: str, drop: str, now: datetime, *, dry_run: bool = False) -> MergeRow:
    """DROP is KEEP from now on: answers, roles, letters, consents, calls, tags, paper, hosted events. Of DROP the
    number is left, so that it never comes to mean anybody else: it is on paper and in letters.

    Places that come free, because somebody was on one list twice, go to those who wait, in this transaction. Two who
    are one already stay so (`changed` is False). With `dry_run` the row is the same and nothing is kept.
    NoSuchPerson, SeveralPeople, AlreadyErased, ChangedMeanwhile.
    """
    one, other = find_person(session, keep), find_person(session, drop)
    assert one.id is not None
    assert other.id is not None
    if one.id == other.id:
        return MergeRow(one.id, _name(one), other.id, _name(other), changed=False)
    events, people = hold(session, (one.id, other.id))
    if not all(person.name_folded for person in people.values()):
        # Another process was first: somebody erased one of them, or took one of them for another.
        return _settled(session, one.id, other.id)
    kept = session.begin_nested()
    row = _merge(session, people[one.id], people[other.id], events, now)
    if dry_run:
        kept.rollback()
    else:
        kept.commit()
    return row


def hold(session: Session, person_ids: Sequence[int]) -> tuple[list[Event], dict[int, Person]]:
    """The people and the events they are on the list of, or host, held until the transaction ends.

    Events before people, each by id, as everybody else takes them: two merges wait for one another rather than for
    ever. ChangedMeanwhile if somebody is on another list since they were looked up.
    """
    expected = _events_about(session, person_ids)
    in_order = select(Event).where(col(Event.id).in_(expected)).order_by(col(Event.id)).with_for_update()
    events = list(session.execute(in_order, execution_options={"populate_existing": True}).scalars())
    held = select(Person).where(col(Person.id).in_(person_ids)).order_by(col(Person.id)).with_for_update()
    people = session.execute(held, execution_options={"populate_existing": True}).scalars().all()
    if not _events_about(session, person_ids) <= set(expected):
        raise ChangedMeanwhile
    return events, {person.id: person for person in people if person.id is not None}


def refill(session: Session, events: Sequence[Event], now: datetime) -> tuple[str, ...]:
    """Give what places are free at those of the events that are still to come. Who moved up."""
    ahead = [event for event in events if event.status == Status.SCHEDULED and event.ends_at > now]
    return tuple(name for event in ahead for name in fill_places(session, event, now))


def _settled(session: Session, keep_id: int, drop_id: int) -> MergeRow:
    """The two are one already; else AlreadyErased or ChangedMeanwhile."""
    keep, drop = person_now(session, keep_id), person_now(session, drop_id)
    assert keep is not None
    assert drop is not None
    for person in (keep, drop):
        if not person.name_folded:
            raise AlreadyErased(person.id or 0)
    if keep is not drop:
        raise ChangedMeanwhile
    return MergeRow(keep.id or 0, _name(keep), keep.id or 0, _name(keep), changed=False)


def _merge(session: Session, keep: Person, drop: Person, events: Sequence[Event], now: datetime) -> MergeRow:
    keep_id, drop_id = keep.id or 0, drop.id or 0
    names = _name(keep), _name(drop)
    had = {table: len(rows) for table, rows in rows_about(session, [drop_id]).items()}
    before = photograph(session, (keep_id, drop_id), _ids(events))
    notes = [*_said_apart(session, keep_id, drop_id), *_hears_no_more(session, keep, drop)]
    unite(session, keep, drop, now)
    notes += join_rsvps(session, keep_id, drop_id, now)
    join_assignments(session, keep_id, drop_id)
    join_letters(session, (keep_id, keep.uid), (drop_id, drop.uid), carried(keep.email or ""))
    join_consents(session, keep_id, drop_id)
    _move(session, keep_id, drop_id)
    _blank(session, drop, now)
    moved_up = refill(session, events, now)
    after = photograph(session, (keep_id, drop_id), _ids(events))
    record = Record(keep_id, drop_id, tuple(differences(session, before, after)))
    session.add(Merge(kept_id=keep_id, dropped_id=drop_id, before=dumped(record), merged_at=now))
    session.flush()
    return MergeRow(
        keep_id, names[0], drop_id, names[1],
        answers=had.get("rsvp", 0), roles=had.get("assignment", 0), letters=had.get("mail", 0),
        consents=had.get("consent", 0), calls=had.get("call", 0), tags=had.get("person_tag", 0),
        hosted=had.get("event", 0), moved_up=moved_up, notes=tuple(notes),
    )  # fmt: skip


def _move(session: Session, keep_id: int, drop_id: int) -> None:
    """What is left of DROP's rows is KEEP's. (Of what is joined, KEEP had no row of its own.)"""
    session.flush()
    for name, what in POINTERS.items():
        table, column = pointer(name)
        if what is not OnMerge.UNITED:
            session.execute(update(table).where(column == drop_id).values({column.name: keep_id}))
    session.expire_all()


def _blank(session: Session, person: Person, now: datetime) -> None:
    for column, value in {**NOBODY, "uid": new_uid(now), "updated_at": now}.items():
        setattr(person, column, value)
    session.flush()


def _events_about(session: Session, person_ids: Sequence[int]) -> set[int]:
    on_list = select(col(Rsvp.event_id)).where(col(Rsvp.person_id).in_(person_ids))
    hosted = select(col(Event.id)).where(col(Event.host_id).in_(person_ids))
    return set(session.execute(on_list.union(hosted)).scalars())


def _said_apart(session: Session, keep_id: int, drop_id: int) -> list[str]:
    said = session.get(Apart, (min(keep_id, drop_id), max(keep_id, drop_id)))
    return ["They were said not to be the same; that is taken back."] if said else []


def _hears_no_more(session: Session, keep: Person, drop: Person) -> list[str]:
    """Somebody who wants no more letters at one address may not want them at the other: an organiser decides."""
    if not keep.email_key or not drop.email_key or keep.email_key == drop.email_key:
        return []
    wishes = select(col(Suppression.address_key)).where(
        col(Suppression.address_key).in_((keep.email_key, drop.email_key)),
        col(Suppression.reason).in_((Reason.UNSUBSCRIBED, Reason.COMPLAINT)),
    )
    closed = set(session.execute(wishes).scalars())
    if len(closed) != 1:
        return []
    (address,) = closed
    still = keep.email if keep.email_key != address else drop.email
    where = "is still written to" if still == keep.email else "is not written to any more"
    return [f"They asked to hear no more at {address}; {still} {where}."]


def _ids(events: Sequence[Event]) -> list[int]:
    return [event.id for event in events if event.id is not None]


def _name(person: Person) -> str:
    return join_name(person.given_name, person.family_name)
