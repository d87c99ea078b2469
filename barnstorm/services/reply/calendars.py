"""Calendar replies: which event, who, what they say."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from barnstorm.calendar.reply import Attendee, CalendarReply, NotACalendar, read_reply
from barnstorm.db.tables import Event
from barnstorm.domain import spoken
from barnstorm.domain.answers import Answer
from barnstorm.domain.replies import ANSWERS, Method, Said, What
from barnstorm.mail.incoming import Incoming
from barnstorm.services.reply.answers import Message, held_event, put
from barnstorm.services.reply.matching import Speaker, letter_holders, speaker
from barnstorm.services.reply.origin import still_known, token_in
from barnstorm.services.reply.outcome import Finding
from barnstorm.services.reply.shifts import held_duty, put_shift
from barnstorm.services.volunteer.shifts import Duty, duty_with

_FOREIGN = Finding(What.FOREIGN, "It answers an invitation to something that is not here.")


def answered_by_calendar(session: Session, mail: Incoming, now: datetime) -> Finding | None:
    """What the calendar reply in `mail` comes to, of several the first about one of our events, or of their
    shifts; None without any.
    """
    replies, broken = _replies(mail)
    known = [(reply, event) for reply in replies if (event := _event(session, reply)) is not None]
    if known:
        reply, event = known[0]
        return _answered(session, mail, reply, held_event(session, event), now)
    shifts = [(reply, duty) for reply in replies if (duty := duty_with(session, reply.uid)) is not None]
    if shifts:
        answered, shift = shifts[0]
        return _shift_answered(session, mail, answered, shift, now)
    if replies:
        return _FOREIGN
    if broken:
        return Finding(What.UNREADABLE, "A calendar’s answer that cannot be read; look at the mail itself.", True)
    return None


def _replies(mail: Incoming) -> tuple[list[CalendarReply], bool]:
    """Those in it that are for an organiser, and whether one that should be cannot be read."""
    found, broken = list[CalendarReply](), False
    for part in mail.calendars:
        try:
            reply = read_reply(part.text, part.method)
        except NotACalendar:
            broken = broken or mail.by_hand or part.method in set(Method)
            continue
        if reply.method in set(Method):
            found.append(reply)
    return found, broken


def _event(session: Session, reply: CalendarReply) -> Event | None:
    return session.exec(select(Event).where(Event.calendar_uid == reply.uid)).first()


def _answered(session: Session, mail: Incoming, reply: CalendarReply, event: Event, now: datetime) -> Finding:
    attendee = _attendee(reply, mail)
    who = _speaker(session, mail, reply, attendee, event)
    if not who.rsvps:
        return Finding(who.what, who.why, True, event.id, who.letter_of)
    answer = ANSWERS.get(attendee.partstat)
    if reply.method == Method.COUNTER:
        answer = Answer.MAYBE
    if answer is None:
        return Finding(What.IGNORED, "It says neither yes nor no.", False, event.id, who.rsvps[0].person_id)
    said = Said(answer, reply.sequence, reply.stamp or mail.sent_at or now)
    return put(session, event, who.rsvps, _message(reply, attendee, said, event), now)


def _shift_answered(session: Session, mail: Incoming, reply: CalendarReply, known: Duty, now: datetime) -> Finding:
    duty, attendee = held_duty(session, known), _attendee(reply, mail)
    if duty is None:
        return _FOREIGN
    who = _speaker(session, mail, reply, attendee, duty.event)
    if not who.rsvps:
        return Finding(who.what, who.why, True, duty.event.id, who.letter_of)
    answer = ANSWERS.get(attendee.partstat)
    if answer is None and reply.method != Method.COUNTER:
        return Finding(What.IGNORED, "It says neither yes nor no.", False, duty.event.id, duty.person.id)
    plain = reply.method == Method.REPLY and attendee.partstat != "DELEGATED"
    said = Said(answer if answer and plain else Answer.MAYBE, reply.sequence, reply.stamp or mail.sent_at or now)
    return put_shift(session, duty, said, [rsvp.person_id for rsvp in who.rsvps], now)


def _speaker(session: Session, mail: Incoming, reply: CalendarReply, attendee: Attendee, event: Event) -> Speaker:
    """By the token, if it is of a letter about this event: in the address it was sent to, or that of the organiser."""
    token = token_in(session, mail.recipients, mail.subject, reply.organiser)
    holder = still_known(session, token.person_id) if token is not None and token.event_id == event.id else None
    number = holder.id if holder is not None else None
    if number is not None and not attendee.address:
        return letter_holders(session, event, number, reply.sequence)
    return speaker(session, event, mail, attendee, number, reply.sequence)


def _attendee(reply: CalendarReply, mail: Incoming) -> Attendee:
    """A reply has one; where there are more, the one who sends it."""
    sending = [one for one in reply.attendees if one.address.casefold() == mail.sender.casefold()]
    return next(iter([*sending, *reply.attendees]), Attendee(""))


def _message(reply: CalendarReply, attendee: Attendee, said: Said, event: Event) -> Message:
    comment = attendee.comment or reply.comment
    if reply.method == Method.COUNTER:
        proposed = _proposed(reply, event)
        note = "\n".join(_parts(f"Proposes {proposed} instead." if proposed else "Proposes another time.", comment))
        about = f"They propose {proposed or 'another time'} instead. Set to maybe."
        return Message(said, What.COUNTER, about, note, attendee.guests, by_calendar=True)
    if attendee.partstat == "DELEGATED":
        note = "\n".join(_parts(f"Sends {attendee.delegated_to or 'somebody else'} instead.", comment))
        about = "They send somebody else, named in the notes; add them if they may come. Set to declined."
        return Message(said, What.DELEGATED, about, note, by_calendar=True)
    return Message(said, note=comment, guests=attendee.guests, by_calendar=True)


def _parts(*texts: str) -> Iterator[str]:
    return (text for text in texts if text)


def _proposed(reply: CalendarReply, event: Event) -> str:
    """The time proposed, in the event's zone; empty if it cannot be told or is that of the event."""
    if reply.starts_at is None or reply.starts_at == event.starts_at:
        return ""
    try:
        moment = reply.starts_at.astimezone(ZoneInfo(event.timezone))
    except OverflowError:
        return ""
    return f"{spoken.day(moment)}, {spoken.clock(moment)},"
