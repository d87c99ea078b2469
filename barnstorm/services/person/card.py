"""One person with all that an organiser wants to see of them."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Merge, Person, PersonAlso, PersonTag, Rsvp
from barnstorm.domain.names import join_name
from barnstorm.rows.person import Invitation, KnownBy, MergedIn, PersonCard
from barnstorm.services.finding.person import find_person
from barnstorm.services.person.record import loaded


def card(session: Session, text: str) -> PersonCard:
    """One person and their events. NoSuchPerson, SeveralPeople."""
    return card_of(session, find_person(session, text))


def card_of(session: Session, person: Person) -> PersonCard:
    assert person.id is not None
    return PersonCard(
        id=person.id,
        uid=person.uid,
        name=join_name(person.given_name, person.family_name),
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        phone=person.phone,
        phone_as_written=person.phone_as_written,
        postcode=person.postcode,
        notes=person.notes,
        created_at=person.created_at,
        events=_events(session, person.id),
        tags=_tags(session, person.id),
        also=_also(session, person.id),
        merged=_merged(session, person.id),
    )


def _events(session: Session, person_id: int) -> tuple[Invitation, ...]:
    shown: tuple[Any, ...] = (
        Event.ref, Event.title, Event.starts_at, Event.timezone, Rsvp.answer, Rsvp.party_size, Rsvp.attended
    )  # fmt: skip
    query = (
        select(*shown)
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(col(Rsvp.person_id) == person_id)
        .order_by(col(Event.starts_at), col(Event.id))
    )
    return tuple(
        Invitation(ref, title, starts_at.astimezone(ZoneInfo(zone)), answer, party_size, attended)
        for ref, title, starts_at, zone, answer, party_size, attended in session.execute(query)
    )


def _tags(session: Session, person_id: int) -> tuple[str, ...]:
    query = select(col(PersonTag.tag)).where(col(PersonTag.person_id) == person_id)
    return tuple(session.execute(query.order_by(col(PersonTag.tag_folded))).scalars())


def _also(session: Session, person_id: int) -> tuple[KnownBy, ...]:
    query = select(col(PersonAlso.kind), col(PersonAlso.value)).where(col(PersonAlso.person_id) == person_id)
    return tuple(KnownBy(kind, value) for kind, value in session.execute(query.order_by(col(PersonAlso.id))))


def _merged(session: Session, person_id: int) -> tuple[MergedIn, ...]:
    query = select(Merge).where(col(Merge.kept_id) == person_id, col(Merge.undone_at).is_(None))
    merges = session.execute(query.order_by(col(Merge.id).desc())).scalars()
    return tuple(MergedIn(merge.dropped_id, _name_before(merge), merge.merged_at) for merge in merges)


def _name_before(merge: Merge) -> str:
    was = loaded(merge.before).was("person", id=merge.dropped_id) or {}
    return join_name(was.get("given_name", ""), was.get("family_name", ""))
