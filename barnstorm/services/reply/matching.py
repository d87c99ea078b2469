"""Whose answer it is. A stranger can write any address into a mail: what cannot be told for certain is held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, or_, select

from barnstorm.calendar.reply import Attendee
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import fold, join_name
from barnstorm.domain.replies import CALENDAR_SERVICES, GMAIL, Seal, What, gmail_key
from barnstorm.mail.incoming import Incoming
from barnstorm.services.reply.letters import named_with
from barnstorm.services.reply.origin import people_at

_FOLLOWS = (Answer.INVITED, Answer.GOING, Answer.MAYBE, Answer.WAITLISTED)


@dataclass(frozen=True)
class Speaker:
    """Whose answer it is: `rsvps`, if `what` is ANSWER. Otherwise `why` it is held, and whose letter was used if that
    is known.
    """

    rsvps: tuple[Rsvp, ...] = ()
    what: What = What.ANSWER
    why: str = ""
    letter_of: int | None = None


_FORGED = "The mail server says that it was not sent from their address."
_ELSEWHERE = "It came from another address than theirs."
_STRANGER = "A stranger answers; add them if they may come."
_MIXED = "It was sent by one person on the list for another."
_GONE = "They are no longer on the list."


def speaker(
    session: Session, event: Event, mail: Incoming, attendee: Attendee, holder: int | None, sequence: int | None
) -> Speaker:
    """Who answers, of those on the list of `event`. `holder` is the person whose token the answer carries, `sequence`
    that of the invitation it answers.

    A token shows that somebody holds that person's letter; that they are that person, only the addresses can.
    """
    named = listed_at(session, event, attendee.address)
    sending = listed_at(session, event, mail.sender) if mail.seal is not Seal.FAILED else []
    who = _by_token(holder, named, sending) if holder is not None else _by_address(mail, attendee, named, sending)
    if isinstance(who, list):
        return Speaker(_together(session, event, who, attendee.name, sequence))
    if who.what is What.GUEST and who.letter_of is None:
        instead_of = listed_at(session, event, attendee.delegated_from)
        return replace(who, letter_of=instead_of[0].person_id if instead_of else None)
    return who


def token_holder(session: Session, event: Event, holder: int) -> Speaker:
    """The person whose link was used: each of a household has one of their own in the letter to them all."""
    theirs = rsvp_of(session, event, holder)
    if theirs is None:
        return Speaker(what=What.HELD, why=_GONE, letter_of=holder)
    return Speaker((theirs,))


def letter_holders(session: Session, event: Event, holder: int, sequence: int | None) -> Speaker:
    """Those to whom the letter with that person's token went, the token being all there is."""
    who = token_holder(session, event, holder)
    return Speaker(_letter(session, event, who.rsvps[0], sequence)) if who.rsvps else who


def _by_token(holder: int, named: list[Rsvp], sending: list[Rsvp]) -> list[Rsvp] | Speaker:
    """Theirs if the answer names them, or comes from them and names nobody else. Somebody else on the list may use a
    letter that was handed on, and answers for themselves.
    """
    own = [rsvp for rsvp in named or sending if rsvp.person_id == holder]
    if own:
        return own
    if named and _same(named, sending):
        return named
    if named or sending:
        return Speaker(what=What.HELD, why=_MIXED, letter_of=holder)
    return Speaker(what=What.GUEST, why=_STRANGER, letter_of=holder)


def _by_address(mail: Incoming, attendee: Attendee, named: list[Rsvp], sending: list[Rsvp]) -> list[Rsvp] | Speaker:
    if named:
        if mail.by_hand or _same(named, sending) or _vouched_for(mail):
            return named
        why = _FORGED if mail.seal is Seal.FAILED else _ELSEWHERE
        return Speaker(what=What.HELD, why=why, letter_of=named[0].person_id)
    if sending and not attendee.delegated_from:
        return sending
    return Speaker(what=What.GUEST, why=_STRANGER)


def listed_at(session: Session, event: Event, address: str) -> list[Rsvp]:
    """Those on the list of `event` who have that address, in the order they were put there."""
    people = [person.id for person in people_at(session, address)] or _at_gmail(session, event, address)
    if not people:
        return []
    query = select(Rsvp).where(Rsvp.event_id == event.id, col(Rsvp.person_id).in_(people))
    return list(session.exec(query.order_by(col(Rsvp.id))))


def rsvp_of(session: Session, event: Event, person_id: int) -> Rsvp | None:
    return session.exec(select(Rsvp).where(Rsvp.event_id == event.id, Rsvp.person_id == person_id)).first()


def _at_gmail(session: Session, event: Event, address: str) -> list[int | None]:
    key = gmail_key(address)
    if key is None:
        return []
    query = (
        select(Person.id, Person.email_key)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, or_(*(col(Person.email_key).endswith(f"@{domain}") for domain in GMAIL)))
    )
    return [number for number, stored in session.exec(query) if gmail_key(stored or "") == key]


def _vouched_for(mail: Incoming) -> bool:
    return mail.sender.casefold() in CALENDAR_SERVICES and mail.seal is Seal.PASSED


def _same(named: Sequence[Rsvp], sending: Sequence[Rsvp]) -> bool:
    return bool({rsvp.id for rsvp in named} & {rsvp.id for rsvp in sending})


def _together(
    session: Session, event: Event, at_address: Sequence[Rsvp], name: str, sequence: int | None
) -> tuple[Rsvp, ...]:
    """Of those who share an address the one whose own name the answer bears, or else the first; and whoever their
    letter named too. Without any letter to go by: all of them.
    """
    called = [rsvp for rsvp in at_address if fold(name) == _name(session, rsvp)]
    if called:
        return _letter(session, event, called[0], sequence)
    named = _letter(session, event, at_address[0], sequence)
    return named if len(named) > 1 else tuple(rsvp for n, rsvp in enumerate(at_address) if n == 0 or _follows(rsvp))


def _letter(session: Session, event: Event, first: Rsvp, sequence: int | None) -> tuple[Rsvp, ...]:
    """`first`, and whom the letter to them named besides."""
    return (first, *(rsvp for rsvp in named_with(session, event, first, sequence) if _follows(rsvp)))


def _follows(rsvp: Rsvp) -> bool:
    """Whether an answer for the household is theirs too: not if they have said no by themselves."""
    by_reply = rsvp.replied_stamp is not None and (rsvp.answered_at is None or rsvp.answered_at <= rsvp.replied_stamp)
    return rsvp.answer in _FOLLOWS or by_reply


def _name(session: Session, rsvp: Rsvp) -> str:
    person = session.get_one(Person, rsvp.person_id)
    return fold(join_name(person.given_name, person.family_name))
