"""Whom a batch of lines may mean: everybody on the books with one of its addresses, and namesakes on the event's list.

The batch's names and addresses go into a temporary table, and the database finds all of them at once.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, CompoundSelect, MetaData, Row, Select, String, Table, and_, delete, exists, select, union
from sqlmodel import Session, col

from barnstorm.db.bulk import insert_rows, look_up_by_index
from barnstorm.db.tables import Event, Person, PersonAlso, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.people import Contact
from barnstorm.services.rsvp.lines import Attendee
from barnstorm.services.rsvp.plan import Known
from barnstorm.services.rsvp.room import Held

_WANTED = Table(
    "import_wanted",
    MetaData(),
    Column("name_key", String),
    Column("email_key", String),
    Column("phone", String),
    prefixes=["TEMPORARY"],
)

_PERSON: tuple[Any, ...] = (
    col(Person.id).label("person_id"), Person.name_folded, Person.given_name, Person.family_name, Person.email,
    Person.phone, Person.phone_as_written, Person.postcode,
)  # fmt: skip
# In the order of Held's own fields.
_RSVP: tuple[Any, ...] = (
    col(Rsvp.id).label("rsvp_id"), Rsvp.answer, Rsvp.party_size, Rsvp.attended, Rsvp.checked_in_at, Rsvp.answered_at,
    Rsvp.confirmed_at, Rsvp.waitlisted_at, Rsvp.access, Rsvp.source, Rsvp.notes,
)  # fmt: skip


class Books:
    """What the database knows of the people in a file. Close it before the transaction ends."""

    def __init__(self, session: Session, event: Event) -> None:
        self._session = session
        # Plus nothing: found by person, of whom each is on a few lists, never by event, which may have them all.
        self._on_the_list = and_(col(Rsvp.person_id) == Person.id, col(Rsvp.event_id) + 0 == event.id)
        self.some_have_other_names = session.execute(select(col(PersonAlso.id)).limit(1)).first() is not None
        """Whether anybody is known by more than one name or address: seldom so, and not looked for otherwise."""
        _WANTED.create(session.connection())
        look_up_by_index(session)

    def close(self) -> None:
        _WANTED.drop(self._session.connection())

    def known(self, attendees: Sequence[Attendee]) -> list[Known]:
        """Those whom `attendees` may mean: first those on the list, as they were put there; then the longest known."""
        self._session.execute(delete(_WANTED))
        keys = {(one.name_key, one.contact.email_key, one.contact.phone) for one in attendees}
        insert_rows(self._session, _WANTED, ("name_key", "email_key", "phone"), keys)
        lines = self._session.connection().execute(self._query()).all()
        others = self._other_names([line.person_id for line in lines]) if self.some_have_other_names else {}
        return [_known(line, others.get(line.person_id, [])) for line in lines]

    def _query(self) -> Select[*tuple[Any, ...]]:
        return (
            select(*_PERSON, *_RSVP)
            .outerjoin(Rsvp, self._on_the_list)
            .where(col(Person.id).in_(self._who()))
            .order_by(col(Rsvp.id).is_(None), col(Rsvp.id), col(Person.id))
        )

    def _who(self) -> CompoundSelect[Any]:
        """Each way has its own index; membership in a subquery is what makes both databases use it."""
        names, lone = select(_WANTED.c.name_key), and_(_WANTED.c.email_key.is_(None), _WANTED.c.phone.is_(None))
        emails, phones = select(_WANTED.c.email_key), select(_WANTED.c.phone)
        person, listed = select(col(Person.id)), exists().where(self._on_the_list)
        alone = and_(col(Person.email).is_(None), col(Person.phone).is_(None))
        ways = [
            person.where(col(Person.email_key).in_(emails)),
            person.where(col(Person.phone).in_(phones)),
            person.where(col(Person.name_folded).in_(names.where(lone)), listed),
            person.where(col(Person.name_folded).in_(names), alone, listed),
        ]
        if self.some_have_other_names:
            also, value = select(col(PersonAlso.person_id)), col(PersonAlso.value_key)
            ways += [
                also.where(col(PersonAlso.kind) == kind, value.in_(keys))
                for kind, keys in (("email", emails), ("phone", phones), ("name", names))
            ]
        return union(*ways)

    def _other_names(self, person_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """Person -> (kind, what it is matched by)."""
        query = select(col(PersonAlso.person_id), col(PersonAlso.kind), col(PersonAlso.value_key))
        found: dict[int, list[tuple[str, str]]] = {}
        for person_id, kind, value_key in self._session.execute(query.where(col(PersonAlso.person_id).in_(person_ids))):
            found.setdefault(person_id, []).append((kind, value_key))
        return found


def _known(line: Row[Any], others: Iterable[tuple[str, str]]) -> Known:
    cells: tuple[Any, ...] = tuple(line)
    person_id, name_folded, given, family, email, phone, phone_as_written, postcode, *rsvp = cells
    return Known(
        id=person_id,
        contact=Contact(given, family, email, phone, phone_as_written, postcode),
        names=(name_folded, *(key for kind, key in others if kind == "name")),
        addresses=tuple(key for kind, key in others if kind in {"email", "phone"}),
        held=None if rsvp[0] is None else _held(*rsvp),
    )


def _held(rsvp_id: int, answer: str | None, *facts: Any) -> Held:
    held = Held(rsvp_id, Answer(answer) if answer else None, *facts)
    held.new = False
    return held


def waiting(session: Session, event: Event) -> list[Held]:
    """Who waits for a place, the first first. Somebody already let in at the door waits no more."""
    query = (
        select(*_RSVP)
        .where(
            col(Rsvp.event_id) == event.id,
            col(Rsvp.answer) == Answer.WAITLISTED,
            col(Rsvp.attended).is_not(True),
        )
        .order_by(col(Rsvp.waitlisted_at), col(Rsvp.id))
    )
    return [_held(*line) for line in session.connection().execute(query)]
