"""What is known of a person from two records: facts, other addresses, tags, and who they are not."""

from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from barnstorm.db.tables import Apart, Person, PersonAlso, PersonTag
from barnstorm.domain.merging import both
from barnstorm.domain.names import fold, join_name


def unite(session: Session, keep: Person, drop: Person, now: datetime) -> None:
    """KEEP is known by whatever DROP was known by; DROP has nothing left of the kind.

    What KEEP lacks is filled in, what KEEP has stays, and DROP's other name, address, number and postcode are kept
    beside it, so that the next file that has them finds the same person.
    """
    assert keep.id is not None
    assert drop.id is not None
    _fill_in(keep, drop, now)
    _keep_beside(session, keep, drop)
    _unite_tags(session, keep.id, drop.id)
    _unite_apart(session, keep.id, drop.id)
    session.flush()


def known_by(person: Person) -> dict[str, tuple[str, str]]:
    """What a person is known by, kind -> (value, key), as `person_also` has them."""
    name = join_name(person.given_name, person.family_name)
    values = {
        "email": (person.email, person.email_key),
        "phone": (person.phone, person.phone),
        "name": (name, fold(name)),
        "postcode": (person.postcode, person.postcode),
    }
    return {kind: (value, key) for kind, (value, key) in values.items() if value and key}


def _fill_in(keep: Person, drop: Person, now: datetime) -> None:
    if not keep.email:
        keep.email, keep.email_key = drop.email, drop.email_key
    if not keep.phone:
        keep.phone = drop.phone
    keep.phone_as_written = keep.phone_as_written or (None if keep.phone else drop.phone_as_written)
    keep.postcode = keep.postcode or drop.postcode
    keep.notes = both(keep.notes, drop.notes, "\n")
    keep.created_at = min(keep.created_at, drop.created_at)
    keep.updated_at = now


def _keep_beside(session: Session, keep: Person, drop: Person) -> None:
    keep_id = keep.id or 0
    ours = {(kind, key) for kind, (_, key) in known_by(keep).items()}
    rows = select(PersonAlso).where(col(PersonAlso.person_id).in_((keep.id, drop.id))).order_by(col(PersonAlso.id))
    beside = list(session.exec(rows))
    ours |= {(row.kind, row.value_key) for row in beside if row.person_id == keep.id}
    for row in [row for row in beside if row.person_id == drop.id]:
        if (row.kind, row.value_key) in ours:
            session.delete(row)
        else:
            row.person_id = keep_id
            ours.add((row.kind, row.value_key))
    for kind, (value, key) in known_by(drop).items():
        if (kind, key) not in ours:
            session.add(PersonAlso(person_id=keep_id, kind=kind, value=value, value_key=key))
    session.flush()


def _unite_tags(session: Session, keep_id: int, drop_id: int) -> None:
    tags = session.exec(select(PersonTag).where(col(PersonTag.person_id).in_((keep_id, drop_id)))).all()
    ours = {tag.tag_folded for tag in tags if tag.person_id == keep_id}
    theirs = {tag.tag_folded: tag.tag for tag in tags if tag.person_id == drop_id}
    session.exec(delete(PersonTag).where(col(PersonTag.person_id) == drop_id))
    session.add_all(
        PersonTag(person_id=keep_id, tag_folded=folded, tag=tag) for folded, tag in theirs.items() if folded not in ours
    )


def _unite_apart(session: Session, keep_id: int, drop_id: int) -> None:
    """Whoever is not DROP is not KEEP either; that the two are not the same is taken back."""
    ids = (keep_id, drop_id)
    rows = session.exec(select(Apart).where(or_(col(Apart.one_id).in_(ids), col(Apart.other_id).in_(ids)))).all()
    ours = {row.one_id + row.other_id - keep_id for row in rows if keep_id in (row.one_id, row.other_id)}
    theirs = {row.one_id + row.other_id - drop_id: row.said_at for row in rows if drop_id in (row.one_id, row.other_id)}
    session.exec(delete(Apart).where(or_(col(Apart.one_id) == drop_id, col(Apart.other_id) == drop_id)))
    session.add_all(
        Apart(one_id=min(keep_id, other), other_id=max(keep_id, other), said_at=at)
        for other, at in theirs.items()
        if other not in {*ours, keep_id}
    )
