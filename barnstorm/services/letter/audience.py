"""Whom a letter is for: the person it was queued for, and those on the event's list who share the address."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.domain.answers import Answer
from barnstorm.domain.letters import INVITE, REMINDER
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line
from barnstorm.domain.tokens import token
from barnstorm.mail.letter import carried
from barnstorm.rows.invite import Guest, Household
from barnstorm.services.invite.keys import UPDATE, people_of, told_by
from barnstorm.services.letter import facts
from barnstorm.services.letter.facts import Said, Somebody, ids_with, person_of, rsvp_of
from barnstorm.services.outbox.hand import Queued
from barnstorm.services.secret import secret_of

ASKED = (Answer.INVITED, Answer.GOING, Answer.MAYBE)
"""Those who get invitations."""
COMING = (Answer.GOING, Answer.MAYBE)
"""Those who get reminders."""
FOLLOWING = (*ASKED, Answer.WAITLISTED)
"""Those who hold an invitation and want to hear when it changes."""

Listed = tuple[Somebody, Said | None]
"""Somebody, and what they said to the event."""

_ADDRESSED, _SECRET = "whom letters are for", "secret"


def look_ahead(session: Session, mails: Sequence[Queued]) -> None:
    """Read at once what these letters are about and whom they are for."""
    facts.look_ahead(session, mails)
    session.info[_ADDRESSED] = {}


def addressed(session: Session, mail: Queued, event: Event, person: Somebody) -> list[Listed]:
    """Those the letter is for as things stand: of the people it was queued for, who still should have it."""
    known: dict[int | None, list[Listed]] | None = session.info.get(_ADDRESSED)
    if known is None:
        return _addressed(session, mail, event, person)
    if mail.id not in known:
        known[mail.id] = _addressed(session, mail, event, person)
    return known[mail.id]


def _addressed(session: Session, mail: Queued, event: Event, person: Somebody) -> list[Listed]:
    together = at_address(session, event, person, mail.to_address)
    named = people_of(mail.key) | {person.uid}
    if mail.kind.startswith(REMINDER):
        together = [(one, rsvp) for one, rsvp in together if _answered(rsvp, COMING)]
        # Queued for one alone, it is still for all of them: they are reminded in one letter.
        return together if len(named) == 1 else [one for one in together if one[0].uid in named]
    together = [one for one in together if one[0].uid in named]
    if mail.kind != INVITE:
        return together
    told = told_by(mail.key)
    wanted = FOLLOWING if told is not None and UPDATE in told.marks else ASKED
    return [(one, rsvp) for one, rsvp in together if _answered(rsvp, wanted)]


def household_of(session: Session, event: Event, address: str, members: Iterable[Listed]) -> Household:
    """Those a letter greets, each with the token that answers for them."""
    secret = session.info.get(_SECRET) or secret_of(session)
    session.info[_SECRET] = secret
    return Household(address, tuple(_guest(secret, event, *member) for member in members))


def name_of(person: Somebody) -> str:
    return one_line(join_name(person.given_name, person.family_name))


def _answered(rsvp: Said | None, answers: Collection[Answer]) -> bool:
    return rsvp is not None and rsvp.answer in answers


def _guest(secret: bytes, event: Event, person: Somebody, rsvp: Said | None) -> Guest:
    return Guest(
        name=name_of(person),
        called=one_line(person.given_name or person.family_name),
        token=token(secret, event.id or 0, person.id or 0),
        answer=rsvp.answer if rsvp else None,
        answered_at=rsvp.answered_at if rsvp else None,
    )


def at_address(session: Session, event: Event, person: Somebody, address: str) -> list[Listed]:
    """`person`, and whoever else on the list of `event` has that address, by their ids."""
    others = {*ids_with(session, event, person.email_key or "")} - {person.id}
    if not others:
        return [(person, rsvp_of(session, event, person))]
    known = [person, *(one for number in others if (one := person_of(session, number)) is not None)]
    return [
        (one, rsvp_of(session, event, one))
        for one in sorted(known, key=lambda one: one.id or 0)
        if one is person or carried(one.email or "") == address
    ]
