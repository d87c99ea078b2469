"""Whom another laptop's guests are here. People merged since are who they turned out to be, erased ones stay erased.

Nobody is ever joined with somebody of the same name: that is for an organiser to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import Session, col

from barnstorm.contact.read import checked_name, read_email, read_phone_kept, read_postcode
from barnstorm.db.tables import Apart, Erased, Event, Journal, Person
from barnstorm.domain.answers import checked_party_size
from barnstorm.domain.erasure import NAMELESS, digests
from barnstorm.domain.names import fold
from barnstorm.domain.people import Contact
from barnstorm.errors import BarnstormError
from barnstorm.services.door.file import Guest
from barnstorm.services.finding.person import has_phone, is_called, person_now
from barnstorm.services.person.people import columns
from barnstorm.services.secret import secret_of

BROUGHT = "brought in"
"""A line of the journal: a person that another laptop's file made, and their uid there. It outlasts a merge and an
erasure, so that the same file a second time makes nobody of them again."""

_AT_ONCE = 500
_SUGGESTED = 3


@dataclass(frozen=True)
class Refusal:
    """Somebody who is not brought in. Of those who were erased not even the name is told."""

    name: str
    why: str


class Guests:
    """The guests of one file, looked up together."""

    def __init__(self, session: Session, event: Event, guests: Sequence[Guest], now: datetime) -> None:
        self._session, self._event, self._now = session, event, now
        self._by_uid = _by_uid(session, [guest.uid for guest in guests])
        self._brought = _brought(session, event)
        self._erased = frozenset(session.execute(select(col(Erased.digest))).scalars())

    def known(self, guest: Guest) -> Person | None:
        """The person here; None if there is none, or only what is left of one who was erased."""
        person = self._by_uid.get(guest.uid)
        if person is None and guest.uid in self._brought:
            number = self._brought[guest.uid]
            person = None if number is None else person_now(self._session, number)
        elif person is None and guest.number is not None:
            shell = self._session.get(Person, guest.number)
            # A number that somebody else has now is not followed: an older backup may have been restored.
            person = None if shell is None or shell.name_folded else person_now(self._session, guest.number)
        return person if person is not None and person.name_folded else None

    def refusal(self, guest: Guest) -> Refusal | None:
        """Why a guest who is not known here is not to be made a new person; None if they are."""
        if guest.number is not None or guest.uid in self._brought:
            return Refusal(NAMELESS, "They are not on these lists any more.")
        if not guest.presence.standing:
            return Refusal(guest.contact.name, "They were added there, and are not in.")
        try:
            contact = cleaned(guest)
        except BarnstormError as e:
            return Refusal(guest.contact.name, e.sentence)
        if self._erased and not self._erased.isdisjoint(digests(secret_of(self._session), contact)):
            return Refusal(NAMELESS, "They were erased from these lists.")
        return None

    def new(self, guest: Guest) -> Person:
        """Somebody whom the other desk let in, under the uid they have there."""
        contact = cleaned(guest)
        facts = columns(contact, fold(contact.name), self._now) | {"uid": guest.uid}
        person = Person(**facts)
        self._session.add(person)
        self._session.flush()
        self._session.add(
            Journal(at=self._now, event_id=self._event.id, person_id=person.id, what=BROUGHT, detail=guest.uid)
        )
        self._session.flush()
        return person


def cleaned(guest: Guest) -> Contact:
    """What the file says of them, read as anything that comes from outside. BarnstormError says what is wrong."""
    said = guest.contact
    given, family = checked_name(said.given_name, said.family_name)
    checked_party_size(max(guest.party_size, guest.presence.inside))
    phone, as_written = read_phone_kept(said.phone) if said.phone else (None, None)
    return Contact(
        given_name=given,
        family_name=family,
        email=read_email(said.email) if said.email else None,
        phone=phone,
        phone_as_written=as_written or said.phone_as_written,
        postcode=read_postcode(said.postcode) if said.postcode else None,
    )


def maybe_same(session: Session, person: Person) -> tuple[int, ...]:
    """Who this may be: people of that name, or with that number, not said to be somebody else."""
    alike = [is_called(person.name_folded)]
    if person.phone:
        alike.append(has_phone(person.phone))
    said = select(col(Apart.one_id), col(Apart.other_id)).where(
        or_(col(Apart.one_id) == person.id, col(Apart.other_id) == person.id)
    )
    apart = {number for pair in session.execute(said) for number in pair}
    found = session.execute(
        select(col(Person.id)).where(or_(*alike), col(Person.id) != person.id).order_by(col(Person.id)).limit(50)
    ).scalars()
    return tuple(number for number in found if number is not None and number not in apart)[:_SUGGESTED]


def _by_uid(session: Session, uids: Sequence[str]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for start in range(0, len(uids), _AT_ONCE):
        some = select(Person).where(col(Person.uid).in_(uids[start : start + _AT_ONCE]))
        found |= {person.uid: person for person in session.execute(some).scalars()}
    return found


def _brought(session: Session, event: Event) -> dict[str, int | None]:
    """Uid in a file -> the number of the person made of it; None once they are erased."""
    lines = select(col(Journal.detail), col(Journal.person_id)).where(
        col(Journal.event_id) == event.id, col(Journal.what) == BROUGHT
    )
    return dict(session.execute(lines).all())
