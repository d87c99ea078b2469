"""The list of those who signed up for an action, in every letter to its host: as it is when the letter leaves."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import join_name, surname_key
from barnstorm.domain.text import one_line
from barnstorm.rows.invite import Household, SignedUp


def for_host(session: Session, event: Event, person_ids: Collection[int | None], household: Household) -> Household:
    """`household`, with the list if one of those people hosts the event and it is an action: who calls a meeting has
    the list at the door.
    """
    if event.born_at_id is None or event.host_id is None or event.host_id not in person_ids:
        return household
    return replace(household, sign_ups=_sign_ups(session, event))


def listing(session: Session, person_id: int) -> list[int]:
    """The messages that may hold somebody's name because they go to the host of what they are on the list of."""
    to_hosts = (
        select(Mail.id)
        .join(Event, (col(Event.id) == Mail.event_id) & (col(Event.host_id) == Mail.person_id))
        .join(Rsvp, col(Rsvp.event_id) == Event.id)
        .where(Rsvp.person_id == person_id, col(Event.born_at_id).is_not(None))
    )
    return [number or 0 for number in session.exec(to_hosts)]


def signed_up(session: Session, action: Event) -> Sequence[tuple[Person, int]]:
    """Who is going, with the heads of their party; the host left out; by surname."""
    going = (
        select(Person, Rsvp.party_size)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == action.id, Rsvp.answer == Answer.GOING)
    )
    beside = [(person, heads) for person, heads in session.exec(going) if person.id != action.host_id]
    return sorted(beside, key=lambda one: (surname_key(one[0].given_name, one[0].family_name), one[0].id))


def _sign_ups(session: Session, event: Event) -> tuple[SignedUp, ...]:
    return tuple(
        SignedUp(
            one_line(join_name(person.given_name, person.family_name)),
            heads,
            one_line(person.phone or person.email or ""),
        )
        for person, heads in signed_up(session, event)
    )
