"""Whom a batch of lines may mean: everybody on the books with one of its addresses, and namesakes on the event's list.

The database finds all of them in one statement, by the batch's names and addresses.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, and_, exists, select, union
from sqlmodel import Session, col

from barnstorm.db.among import among
from barnstorm.db.bulk import look_up_by_index
from barnstorm.db.tables import Event, Person, PersonAlso, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.people import Contact
from barnstorm.services.rsvp.lines import Attendee
from barnstorm.services.rsvp.plan import Known
from barnstorm.services.rsvp.room import Held
from barnstorm.services.rsvp.waiting import waits

_PERSON: tuple[Any, ...] = (
    col(Person.id).label("person_id"), Person.name_folded, Person.given_name, Person.family_name, Person.email,
    Person.phone, Person.phone_as_written, Person.postcode,
)  # fmt: skip
# In the order of Held's own fields.
_RSVP: tuple[Any, ...] = (
    col(Rsvp.id).label("rsvp_id"), Rsvp.answer, Rsvp.party_size, Rsvp.attended, Rsvp.checked_in_at, Rsvp.answered_at,
    Rsvp.confirmed_at, Rsvp.waitlisted_at, Rsvp.access, Rsvp.source, Rsvp.notes,
)  # fmt: skip

_ANSWERS: dict[str | None, Answer | None] = {None: None, **{answer.value: answer for answer in Answer}}


class Books:
    """What the database knows of the people in a file."""

    def __init__(self, session: Session, event: Event) -> None:
        self._session = session
        # Plus nothing: found by person, of whom each is on a few lists, never by event, which may have them all.
        self._on_the_list = and_(col(Rsvp.person_id) == Person.id, col(Rsvp.event_id) + 0 == event.id)
        self._some_have_other_names = session.execute(select(col(PersonAlso.id)).limit(1)).first() is not None
        """Whether anybody is known by more than one name or address: seldom so, and not looked for otherwise."""
        self._unreachable = set(session.execute(self._names_alone()).scalars())
        """The names of those on the list whom only their name tells: no email, no number."""
        look_up_by_index(session)

    def remember(self, person: Known) -> None:
        """They are in the database now, as they stand here."""
        if person.also:
            self._some_have_other_names = True
        if person.held is not None and not person.contact.email and not person.contact.phone:
            self._unreachable.add(person.names[0])

    def known(self, attendees: Sequence[Attendee]) -> list[Known]:
        """Those whom `attendees` may mean: first those on the list, as they were put there; then the longest known."""
        names = {one.name_key for one in attendees}
        lone = {one.name_key for one in attendees if not one.email_key and not one.contact.phone}
        wanted = {
            "emails": [one.email_key for one in attendees if one.email_key],
            "phones": [one.contact.phone for one in attendees if one.contact.phone],
            "names": list(lone | (names & self._unreachable)),
            "other_names": list(names) if self._some_have_other_names else [],
        }
        lines = self._session.connection().execute(self._query(), wanted).all()
        others = self._other_names([line[0] for line in lines]) if self._some_have_other_names else {}
        return [_known(line, others.get(line[0], ())) for line in lines]

    def _query(self) -> Select[*tuple[Any, ...]]:
        return (
            select(*_PERSON, *_RSVP)
            .outerjoin(Rsvp, self._on_the_list)
            .where(col(Person.id).in_(self._who()))
            .order_by(col(Rsvp.id).is_(None), col(Rsvp.id), col(Person.id))
        )

    def _who(self) -> CompoundSelect[Any]:
        """Each way has its own index; membership in a subquery is what makes both databases use it."""
        person = select(col(Person.id))
        ways = [
            person.where(self._wanted(Person.email_key, "emails")),
            person.where(self._wanted(Person.phone, "phones")),
            person.where(self._wanted(Person.name_folded, "names"), exists().where(self._on_the_list)),
        ]
        if self._some_have_other_names:
            also, kind = select(col(PersonAlso.person_id)), col(PersonAlso.kind)
            ways += [
                also.where(kind == one, self._wanted(PersonAlso.value_key, keys))
                for one, keys in (("email", "emails"), ("phone", "phones"), ("name", "other_names"))
            ]
        return union(*ways)

    def _names_alone(self) -> Select[str]:
        unreachable = and_(col(Person.email_key).is_(None), col(Person.phone).is_(None))
        return select(col(Person.name_folded)).where(unreachable, exists().where(self._on_the_list))

    def _wanted(self, column: Any, keys: str) -> ColumnElement[bool]:
        return among(self._session, column, keys)

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
    held = Held(rsvp_id, _ANSWERS[answer], *facts)
    held.new = False
    return held


def waiting(session: Session, event: Event) -> list[Held]:
    """Who waits for a place, the first first. Somebody already let in at the door waits no more."""
    query = (
        select(*_RSVP)
        .where(waits(event), col(Rsvp.attended).is_not(True))
        .order_by(col(Rsvp.waitlisted_at), col(Rsvp.id))
    )
    return [_held(*line) for line in session.connection().execute(query)]
