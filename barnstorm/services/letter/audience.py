"""Whom a letter is for: the person it was queued for, and those on the event's list who share the address."""

from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.letters import INVITE, REMINDER
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line
from barnstorm.domain.tokens import token
from barnstorm.mail.letter import carried
from barnstorm.rows.invite import Guest, Household
from barnstorm.services.invite.keys import UPDATE, people_of, told_by
from barnstorm.services.letter import facts as letter_facts
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.secret import secret_of

ASKED = (Answer.INVITED, Answer.GOING, Answer.MAYBE)
"""Those who get invitations."""
COMING = (Answer.GOING, Answer.MAYBE)
"""Those who get reminders."""
FOLLOWING = (*ASKED, Answer.WAITLISTED)
"""Those who hold an invitation and want to hear when it changes."""

Listed = tuple[Person, Rsvp | None]
"""Somebody, and what they said to the event."""

_SHARING, _SECRET = "who shares an address", "secret"


def look_ahead(session: Session, mails: Sequence[Mail]) -> None:
    """Read at once what these letters are about and whom they are for: four queries, however many letters."""
    letter_facts.look_ahead(session, mails)
    people = [session.get(Person, mail.person_id) for mail in mails if mail.person_id is not None]
    keys = {person.email_key for person in people if person is not None and person.email_key}
    events = {mail.event_id for mail in mails if mail.event_id is not None}
    nobody: dict[tuple[int, str], list[int]] = {(event, key): [] for event in events for key in keys}
    session.info[_SHARING] = nobody | _sharing(session, events, keys)


def addressed(session: Session, mail: Mail, event: Event, person: Person) -> list[Listed]:
    """Those the letter is for as things stand: of the people it was queued for, who still should have it."""
    together = at_address(session, event, person, mail.to_address)
    named, told = people_of(mail.key) | {person.uid}, told_by(mail.key)
    if mail.kind.startswith(REMINDER):
        together = [(one, rsvp) for one, rsvp in together if _answered(rsvp, COMING)]
        # Queued for one alone, it is still for all of them: they are reminded in one letter.
        return together if len(named) == 1 else [one for one in together if one[0].uid in named]
    together = [one for one in together if one[0].uid in named]
    if mail.kind != INVITE:
        return together
    wanted = FOLLOWING if told is not None and UPDATE in told.marks else ASKED
    return [(one, rsvp) for one, rsvp in together if _answered(rsvp, wanted)]


def household_of(session: Session, event: Event, address: str, members: Iterable[Listed]) -> Household:
    """Those a letter greets, each with the token that answers for them."""
    secret = session.info.get(_SECRET) or secret_of(session)
    session.info[_SECRET] = secret
    return Household(address, tuple(_guest(secret, event, *member) for member in members))


def name_of(person: Person) -> str:
    return one_line(join_name(person.given_name, person.family_name))


def _answered(rsvp: Rsvp | None, answers: Collection[Answer]) -> bool:
    return rsvp is not None and rsvp.answer in answers


def _guest(secret: bytes, event: Event, person: Person, rsvp: Rsvp | None) -> Guest:
    return Guest(
        name=name_of(person),
        called=one_line(person.given_name or person.family_name),
        token=token(secret, event.id or 0, person.id or 0),
        answer=rsvp.answer if rsvp else None,
        answered_at=rsvp.answered_at if rsvp else None,
    )


def at_address(session: Session, event: Event, person: Person, address: str) -> list[Listed]:
    """`person`, and whoever else on the list of `event` has that address, by their ids."""
    ids = {*_ids_with(session, event, person), person.id}
    people = [person] if len(ids) == 1 else [session.get_one(Person, number) for number in sorted(i or 0 for i in ids)]
    return [
        (one, rsvp_of(session, event, one)) for one in people if one is person or carried(one.email or "") == address
    ]


def _ids_with(session: Session, event: Event, person: Person) -> list[int]:
    key = (event.id or 0, person.email_key or "")
    ahead: dict[tuple[int, str], list[int]] = session.info.get(_SHARING, {})
    return ahead[key] if key in ahead else _sharing(session, {key[0]}, {key[1]} - {""}).get(key, [])


def _sharing(session: Session, events: Collection[int], keys: Collection[str]) -> dict[tuple[int, str], list[int]]:
    """(event, address key) -> the ids of those on its list who have it."""
    found: dict[tuple[int, str], list[int]] = {}
    if not keys:
        return found
    query = (
        select(Rsvp.event_id, Person.email_key, Rsvp.person_id)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(col(Rsvp.event_id).in_(events), col(Person.email_key).in_(keys))
    )
    for event_id, key, person_id in session.exec(query):
        found.setdefault((event_id, key or ""), []).append(person_id)
    return found
