"""Two records of one person, row by row: where both have a row for the same thing, KEEP's takes the fuller truth."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from barnstorm.db.tables import Assignment, Consent, Event, Mail, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.delivery import UNDER_WAY, WAITING, State
from barnstorm.domain.merging import Reply, joined, withdrawn_since
from barnstorm.services.outbox.frozen import thaw
from barnstorm.services.rsvp.waiting import heads_going

_GONE = frozenset({State.ACCEPTED, State.UNKNOWN, *UNDER_WAY})
"""The letter is with its reader, or may be."""

_TWICE = "They were on the books twice, and get this letter once."


def join_rsvps(session: Session, keep_id: int, drop_id: int, now: datetime) -> list[str]:
    """What somebody wanted at an event and cannot have, in sentences."""
    notes = []
    for kept, dropped in _twins(session, Rsvp, "event_id", keep_id, drop_id):
        event = session.get_one(Event, kept.event_id)
        one, other = _reply(kept), _reply(dropped)
        taken = heads_going(session, event, without=kept.id) - (other.party_size if other.has_place else 0)
        fuller = joined(one, other, event.capacity, taken)
        wanted = max(one.party_size, other.party_size)
        if fuller.has_place and one.wants_place and other.wants_place and fuller.party_size < wanted:
            notes.append(
                f"A party of {wanted} was wanted at {event.ref}, and does not fit: "
                f"they keep the {'place' if fuller.party_size == 1 else f'{fuller.party_size} places'} they have."
            )
        session.delete(dropped)
        for field, value in vars(fuller).items():
            setattr(kept, field, value)
        kept.updated_at = now
        session.flush()
    return notes


def join_assignments(session: Session, keep_id: int, drop_id: int) -> None:
    """In a role they are in twice, what was said last holds: taken on, confirmed, or dropped."""
    for kept, dropped in _twins(session, Assignment, "role_id", keep_id, drop_id):
        last = max(kept, dropped, key=lambda one: one.dropped_at or one.confirmed_at or one.created_at)
        said = last.confirmed_at or kept.confirmed_at or dropped.confirmed_at, last.dropped_at
        uid, since = kept.uid or dropped.uid, min(kept.created_at, dropped.created_at)
        session.delete(dropped)
        session.flush()
        (kept.confirmed_at, kept.dropped_at), kept.uid, kept.created_at = said, uid, since
        session.flush()


def join_letters(session: Session, keep: tuple[int, str], drop: tuple[int, str], address: str) -> None:
    """Every letter of DROP is KEEP's, and nobody gets two: of two for the same thing the one that has gone counts, else
    the one that waits. Both people are given as (id, uid); letters that wait are aimed at `address`.

    A letter's key names its person, so the one that counts gets the key that planning will look for.
    """
    (keep_id, keep_uid), (drop_id, drop_uid) = keep, drop
    query = select(Mail).where(col(Mail.person_id).in_((keep_id, drop_id))).order_by(col(Mail.id)).with_for_update()
    letters = list(session.exec(query))
    of_keep = {mail.key: mail for mail in letters if mail.person_id == keep_id}
    for mail in [mail for mail in letters if mail.person_id == drop_id]:
        key = mail.key.replace(drop_uid, keep_uid)
        twin = of_keep.get(key)
        mail.person_id = keep_id
        if twin is None:
            mail.key = key
        elif _rank(mail) > _rank(twin):
            _call_off(session, twin)
            # A key is unique at every moment: the twin leaves it first.
            twin.key = f"{key}:twice:{drop_uid}"
            session.flush()
            mail.key = key
        else:
            _call_off(session, mail)
        if mail.state in WAITING and address not in {"", mail.to_address}:
            mail.to_address = address
            thaw(session, col(Mail.id) == mail.id)
        session.flush()


def join_consents(session: Session, keep_id: int, drop_id: int) -> None:
    """A consent given under one record is withdrawn if it was withdrawn under the other afterwards."""
    both = select(Consent).where(col(Consent.person_id).in_((keep_id, drop_id))).order_by(col(Consent.id))
    consents = list(session.exec(both))
    for given in [one for one in consents if one.withdrawn_at is None]:
        others = {
            one.withdrawn_at: one.withdrawn_how
            for one in consents
            if one.withdrawn_at is not None
            and one.person_id != given.person_id
            and (one.organisation_id, one.channel) == (given.organisation_id, given.channel)
        }
        withdrawn = withdrawn_since(given.given_at, others)
        if withdrawn is not None:
            given.withdrawn_at, given.withdrawn_how = withdrawn, others[withdrawn]
    session.flush()


def _twins(session: Session, model: type[Any], by: str, keep_id: int, drop_id: int) -> Iterator[tuple[Any, Any]]:
    """KEEP's row and DROP's for the same thing."""
    found: dict[int, dict[int, SQLModel]] = {}
    both = select(model).where(model.person_id.in_((keep_id, drop_id))).order_by(model.id)
    for row in session.exec(both).all():
        found.setdefault(getattr(row, by), {})[row.person_id] = row
    yield from ((rows[keep_id], rows[drop_id]) for rows in found.values() if len(rows) > 1)


def _reply(rsvp: Rsvp) -> Reply:
    facts = {field: getattr(rsvp, field) for field in Reply.__dataclass_fields__}
    return Reply(**facts | {"answer": Answer(rsvp.answer) if rsvp.answer else None})


def _rank(mail: Mail) -> int:
    return 2 if mail.state in _GONE else 1 if mail.state in WAITING else 0


def _call_off(session: Session, mail: Mail) -> None:
    if mail.state in WAITING:
        mail.state, mail.detail = State.CANCELLED, _TWICE
        thaw(session, col(Mail.id) == mail.id)
