"""Words organisers put on people: driver, first aid, speaks Welsh."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import Session, col

from barnstorm.db.tables import PersonTag
from barnstorm.domain.names import fold
from barnstorm.domain.people import read_tag
from barnstorm.rows.person import PersonCard
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.card import card_of


def tag(session: Session, person: str, tags: Sequence[str], *, remove: bool = False) -> tuple[PersonCard, list[str]]:
    """Put `tags` on a person, or take them off; whatever their case and accents, a tag is there once.

    The person, and those tags that were not so already. NoSuchPerson, SeveralPeople, UnreadableTag, TagTooLong.
    """
    wanted = {fold(text): text for text in map(read_tag, tags)}
    found = find_person(session, person)
    assert found.id is not None
    changed = []
    for folded, text in wanted.items():
        known = session.get(PersonTag, (found.id, folded))
        if (known is None) == remove:
            continue
        if known is not None:
            session.delete(known)
        else:
            known = PersonTag(person_id=found.id, tag_folded=folded, tag=_spelt(session, folded, text))
            session.add(known)
        changed.append(known.tag)
    session.flush()
    return card_of(session, found), changed


def tags_in_use(session: Session) -> list[str]:
    """Every tag somebody has, the most used first."""
    query = select(func.min(col(PersonTag.tag))).group_by(col(PersonTag.tag_folded))
    return list(session.execute(query.order_by(func.count().desc(), col(PersonTag.tag_folded))).scalars())


def _spelt(session: Session, folded: str, text: str) -> str:
    """As it is written on others already, so that one tag does not come to be written in three ways."""
    known = select(col(PersonTag.tag)).where(col(PersonTag.tag_folded) == folded).limit(1)
    return session.execute(known).scalar() or text
