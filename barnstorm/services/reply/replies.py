"""Mail that came back, one message at a time: what it is, and what is done about it.

Nothing is ever answered. Reading a message again, or reading all in another order, comes to the same.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from barnstorm.db.tables import Event, Person, Reply
from barnstorm.domain import spoken
from barnstorm.domain.answers import Answer
from barnstorm.domain.replies import Said, What, wishes
from barnstorm.mail.incoming import Incoming
from barnstorm.rows.reply import Taken
from barnstorm.services.reply.answers import Message, held_event, put
from barnstorm.services.reply.calendars import answered_by_calendar
from barnstorm.services.reply.letters import current_sequence, told_before
from barnstorm.services.reply.log import row_of
from barnstorm.services.reply.matching import token_holder
from barnstorm.services.reply.origin import Origin, named_by, origin_of, people_at, token_in
from barnstorm.services.reply.outcome import Finding
from barnstorm.services.reply.reports import reported
from barnstorm.services.reply.shifts import shift_wished
from barnstorm.services.reply.stops import stopped


def take(session: Session, mail: Incoming, where: str, now: datetime) -> Taken:
    """Do what `mail` asks for, and write down in our words what it was. Nothing, if it was read before or has nothing
    to do with our letters.
    """
    kept = session.begin_nested()
    taken = _taken(session, mail, where, now)
    if taken is None:
        kept.rollback()
        return Taken()
    kept.commit()
    return taken


def _taken(session: Session, mail: Incoming, where: str, now: datetime) -> Taken | None:
    number = _claim(session, mail, now)
    if number is None:
        return Taken(read_before=True)
    finding = _found(session, mail, now)
    if finding is None:
        return None
    reply = session.get_one(Reply, number)
    reply.what, reply.detail, reply.for_a_human = (
        finding.what.value,
        _detail(session, finding, mail),
        finding.for_a_human,
    )
    reply.event_id, reply.person_id = finding.event_id, finding.person_id
    session.flush()
    return Taken(row_of(session, number, sender=_sender(mail), where=where, moved_up=finding.moved_up))


def _claim(session: Session, mail: Incoming, now: datetime) -> int | None:
    """The number this message is kept under; None if it was read before. Of two runs that read it at once, one gets
    None.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"digest": mail.digest, "what": What.IGNORED.value, "detail": "", "for_a_human": False, "read_at": now}
    statement = insert(Reply).values(**values).on_conflict_do_nothing(index_elements=["digest"])
    return session.execute(statement.returning(col(Reply.id))).scalar()


def _found(session: Session, mail: Incoming, now: datetime) -> Finding | None:
    """In the order of how plainly a message says what it is."""
    if mail.trouble:
        return Finding(What.UNREADABLE, f"Not read: {mail.trouble}.", True)
    if mail.report is not None:
        return reported(session, mail.report, now)
    answered = answered_by_calendar(session, mail, now)
    if answered is not None:
        return answered
    origin = origin_of(session, mail)
    if mail.automatic:
        return _of(origin, What.AUTOMATIC, "A machine answered in their place.") if origin else None
    return _wished(session, mail, origin, now) or _other(session, mail, origin)


def _wished(session: Session, mail: Incoming, origin: Origin | None, now: datetime) -> Finding | None:
    """`RSVP yes <token>`, `SHIFT no 7 <token>`, `STOP <token>`, or a bare STOP to an address with the token, or from
    one on the lists.
    """
    for wish in wishes(mail.subject):
        token = token_in(session, wish.token)
        if token is not None and wish.answer is not None and wish.shift is not None:
            return shift_wished(session, mail, named_by(session, token), wish.answer, wish.shift, now)
        if token is not None and wish.answer is not None:
            return _answered(session, mail, named_by(session, token), wish.answer, now)
        if token is not None:
            return _stopped(session, mail, named_by(session, token), now)
        if not wish.token:
            return _stopped(session, mail, origin or Origin(), now)
    return None


def _answered(session: Session, mail: Incoming, origin: Origin, answer: Answer, now: datetime) -> Finding:
    event = session.get(Event, origin.event_id) if origin.event_id is not None else None
    person = session.get(Person, origin.person_id) if origin.person_id is not None else None
    if event is None or person is None or person.id is None:
        return _of(origin, What.FOREIGN, "It answers a letter about something or somebody that is no longer here.")
    who = token_holder(session, held_event(session, event), person.id)
    if not who.rsvps:
        return _of(origin, who.what, who.why, for_a_human=True)
    stamp = min(mail.sent_at or now, now)
    # A subject tells no version: an answer is to the old one if the letter about the new one had not left yet.
    knew = told_before(session, event, person, stamp)
    sequence = current_sequence(session, event, person) - (0 if knew else 1)
    return put(session, event, who.rsvps, Message(Said(answer, sequence, stamp)), now)


def _stopped(session: Session, mail: Incoming, origin: Origin, now: datetime) -> Finding | None:
    """For the address on our lists; without a token, only for the sender's own. None if it is nobody's we know."""
    person = session.get(Person, origin.person_id) if origin.person_id is not None else None
    known = person.email if person is not None else None
    if known is None and not people_at(session, mail.sender):
        return None
    return stopped(session, known or mail.sender, origin.event_id, origin.person_id, now)


def _other(session: Session, mail: Incoming, origin: Origin | None) -> Finding | None:
    """What a machine cannot answer for: of all mail only what has to do with a letter of ours."""
    senders = people_at(session, mail.sender)
    if mail.outlook_only and (origin or senders):
        outlook = "Outlook packed it into a winmail.dat, which only Outlook reads; look at the mail itself."
        known = origin or Origin(None, senders[0].id if len(senders) == 1 else None)
        return _of(known, What.UNREADABLE, outlook, for_a_human=True)
    if origin is None:
        return None
    return _of(origin, What.LETTER, "They wrote in their own words; read it in the mailbox.", for_a_human=True)


def _of(origin: Origin, what: What, detail: str, *, for_a_human: bool = False) -> Finding:
    return Finding(what, detail, for_a_human, origin.event_id, origin.person_id)


def _detail(session: Session, finding: Finding, mail: Incoming) -> str:
    """With when the mail was sent, if somebody must find it in the mailbox: nothing else of it is kept."""
    if not finding.for_a_human or mail.sent_at is None:
        return finding.detail
    event = session.get(Event, finding.event_id) if finding.event_id is not None else None
    sent = mail.sent_at.astimezone(ZoneInfo(event.timezone if event else "UTC"))
    return f"{finding.detail} Sent {spoken.day(sent)}, {spoken.clock(sent)}."


def _sender(mail: Incoming) -> str | None:
    return f"{mail.sender_name} <{mail.sender}>".strip() if mail.sender_name else mail.sender or None
