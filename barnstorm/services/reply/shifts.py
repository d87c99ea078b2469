"""A volunteer's answer to their shift: a yes confirms it, a no gives it back, anything else somebody looks at."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Person
from barnstorm.domain.answers import Answer
from barnstorm.domain.replies import Known, Said, What, weigh
from barnstorm.mail.incoming import Incoming
from barnstorm.services.invite.versions import is_off
from barnstorm.services.reply.answers import held_event
from barnstorm.services.reply.origin import Origin
from barnstorm.services.reply.outcome import Finding
from barnstorm.services.volunteer.shift_holdings import shift_holdings
from barnstorm.services.volunteer.shift_notices import tell_of_shifts
from barnstorm.services.volunteer.shifts import Duty, duty_numbered
from barnstorm.services.volunteer.volunteers import let_go

_LATER = "Something later is known of the shift"


def shift_wished(
    session: Session, mail: Incoming, origin: Origin, answer: Answer, number: int, now: datetime
) -> Finding:
    """`SHIFT no 7 <token>`: the token says whose shift it must be, so nobody answers for another's."""
    known = duty_numbered(session, number)
    duty = held_duty(session, known) if known is not None else None
    if duty is None or Origin(duty.event.id, duty.person.id) != origin:
        why = "They answer about a shift that is not theirs any more."
        return Finding(What.HELD, why, True, origin.event_id, origin.person_id)
    stamp = min(mail.sent_at or now, now)
    said = Said(answer, _answered_version(session, duty, stamp), stamp)
    return put_shift(session, duty, said, [duty.assignment.person_id], now)


def held_duty(session: Session, duty: Duty) -> Duty | None:
    """The shift as it is once its event is held; None if it has gone meanwhile."""
    held_event(session, duty.event)
    return duty_numbered(session, duty.assignment.id or 0)


def put_shift(session: Session, duty: Duty, said: Said, speakers: Collection[int], now: datetime) -> Finding:
    """Do what was said of the shift, by those of these ids. The event must be held. What does not count (stale,
    overtaken, too late) changes nothing.

    Whoever shares an address with the volunteer may answer for them: the entry itself says whose shift it is.
    """
    about = Finding(What.ANSWER, event_id=duty.event.id, person_id=duty.person.id)
    if is_off(duty.event) or duty.event.ends_at <= now:
        why = "The event is cancelled." if is_off(duty.event) else "The event is over."
        return replace(about, what=What.LATE, detail=why)
    if not _speaks_for(session, duty, speakers):
        return _held(about, duty, "Somebody else on the list answers about this shift.")
    if duty.assignment.dropped_at is not None:
        return _back(about, duty, said, duty.assignment.dropped_at)
    weight = _weight(session, duty, said)
    if weight is not What.ANSWER:
        old = "An answer to the old time or place of the shift" if weight is What.STALE else _LATER
        return replace(about, what=weight, detail=f"{old}; nothing is changed. {_named(duty)}")
    return _count(session, about, duty, said, now)


def _count(session: Session, about: Finding, duty: Duty, said: Said, now: datetime) -> Finding:
    if said.answer is Answer.DECLINED:
        return _declined(session, about, duty, said, now)
    if said.answer is not Answer.GOING:
        return _held(about, duty, "They say neither yes nor no to the shift; ask them.")
    duty.assignment.confirmed_at = min(said.stamp, now)
    session.flush()
    return replace(about, detail=f"Confirms the shift. {_named(duty)}")


def _declined(session: Session, about: Finding, duty: Duty, said: Said, now: datetime) -> Finding:
    """Whoever said no by a link still has it in their calendar: its cancellation is queued."""
    let_go(session, duty.assignment, min(said.stamp, now))
    queued = " A cancellation for their calendar is queued." if tell_of_shifts(session, duty.event, [duty], now) else ""
    why = f"Cannot do the shift; find somebody else. {_named(duty)}{queued}"
    return replace(about, detail=why, for_a_human=True)


def _back(about: Finding, duty: Duty, said: Said, dropped_at: datetime) -> Finding:
    """A button in an old letter gives nobody a shift that is perhaps another's by now."""
    # Calendars stamp in full seconds.
    if said.stamp < dropped_at.replace(microsecond=0):
        return replace(about, what=What.OVERTAKEN, detail=f"{_LATER}; nothing is changed. {_named(duty)}")
    if said.answer is Answer.DECLINED:
        return replace(about, what=What.IGNORED, detail=f"They do not have the shift any more. {_named(duty)}")
    word = "yes" if said.answer is Answer.GOING else "maybe"
    return _held(about, duty, f"They do not have the shift any more, and say {word} now.")


def _held(about: Finding, duty: Duty, why: str) -> Finding:
    return replace(about, what=What.HELD, detail=f"{why} {_named(duty)}", for_a_human=True)


def _weight(session: Session, duty: Duty, said: Said) -> What:
    held, one = shift_holdings(session, duty.event), duty.assignment
    latest = max(one.created_at, one.confirmed_at or one.created_at)
    return weigh(said, Known(None, latest, None, None), held.sequence(duty.uid, duty.version))


def _answered_version(session: Session, duty: Duty, stamp: datetime) -> int:
    """A subject tells no version: an answer is to the old one if the letter about the new one had not left yet."""
    held = shift_holdings(session, duty.event)
    current, holding = held.sequence(duty.uid, duty.version), held.of.get(duty.uid)
    knew = holding is None or (holding.sequence >= current and (holding.sent_at is None or holding.sent_at <= stamp))
    return current if knew else current - 1


def _speaks_for(session: Session, duty: Duty, speakers: Collection[int]) -> bool:
    people = [session.get_one(Person, number) for number in speakers]
    key = duty.person.email_key
    return any(one.id == duty.person.id or (key and one.email_key == key) for one in people)


def _named(duty: Duty) -> str:
    """The role as the organiser calls it."""
    return f"({duty.role.name})"
