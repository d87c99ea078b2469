"""What the letters to a person told them, and whom else: what their answer answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from barnstorm.db.tables import Event, Mail, Person, Rsvp
from barnstorm.domain.delivery import State
from barnstorm.domain.letters import INVITE
from barnstorm.services.invite.keys import people_of, told_by

_SENT = (State.ACCEPTED, State.UNKNOWN, State.SENDING, State.BOUNCED)
"""Also what came back from one address of theirs: they may have got it at another."""


def letters_to(session: Session, event: Event, person: Person) -> Sequence[Mail]:
    """The letters about `event` that named `person`, the newest first."""
    theirs = or_(Mail.person_id == person.id, col(Mail.key).contains(person.uid, autoescape=True))
    query = select(Mail).where(Mail.event_id == event.id, col(Mail.state).in_(_SENT), theirs)
    return session.exec(query.order_by(col(Mail.id).desc())).all()


def current_sequence(session: Session, event: Event, person: Person) -> int:
    """The lowest SEQUENCE under which `person` can answer the event as it is now.

    That of the event itself; higher for somebody who was taken off the list and invited again.
    """
    older, newest = -1, None
    for mail in letters_to(session, event, person):
        told = told_by(mail.key) if mail.kind.startswith(INVITE) else None
        if told is None:
            continue
        if mail.event_sequence == event.sequence:
            newest = told.sequence if newest is None else min(newest, told.sequence)
        else:
            older = max(older, told.sequence)
    return max(event.sequence, older + 1 if newest is None else newest)


def told_before(session: Session, event: Event, person: Person, moment: datetime) -> bool:
    """Whether `person` can have known of the event as it is now at that `moment`; without any letter nobody can say
    that they did not.
    """
    letters = letters_to(session, event, person)
    current = [mail for mail in letters if mail.event_sequence == event.sequence]
    return not letters or any(mail.sent_at is None or mail.sent_at <= moment for mail in current)


def named_with(session: Session, event: Event, first: Rsvp, sequence: int | None) -> list[Rsvp]:
    """Whom the letter to `first` named besides, of those on the list: who shares their address gets one letter with
    them. Of several letters the one with that SEQUENCE, else the newest.
    """
    person = session.get_one(Person, first.person_id)
    letters = [mail for mail in letters_to(session, event, person) if mail.kind.startswith(INVITE)]
    answered = [mail for mail in letters if (told := told_by(mail.key)) is not None and told.sequence == sequence]
    letter = next(iter([*answered, *letters]), None)
    if letter is None:
        return []
    uids = people_of(letter.key) - {person.uid}
    query = (
        select(Rsvp)
        .join(Person, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Person.uid).in_(uids), Person.email_key == person.email_key)
    )
    return list(session.exec(query.order_by(col(Rsvp.id)))) if uids else []
