"""An answer that came by mail, put on the list: capacity and the waiting list hold as for any other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain import spoken
from barnstorm.domain.answers import OFF_THE_LIST, WANTS_A_PLACE, Answer, why_waiting
from barnstorm.domain.events import Status
from barnstorm.domain.replies import Known, Said, What, party_of, weigh
from barnstorm.errors.rsvp import PartyDoesNotFit
from barnstorm.services.invite.taking_back import take_back
from barnstorm.services.reply.letters import current_sequence
from barnstorm.services.reply.outcome import Finding
from barnstorm.services.rsvp.rsvps import set_answer
from barnstorm.services.rsvp.waiting import heads_going

_NOTED = "What they wrote is in the notes."
_TAKEN_BACK = "A cancellation for their calendar is queued."


@dataclass(frozen=True)
class Message:
    """What an answer says besides the answer. `note` is kept among the notes of the one who gave it."""

    said: Said
    what: What = What.ANSWER
    """ANSWER, or COUNTER or DELEGATED, which somebody must look at."""
    about: str = ""
    """What it was, for the organiser, if it was no plain answer."""
    note: str = ""
    guests: int | None = None
    by_calendar: bool = False
    """A calendar sent it, and so knows of it."""


def held_event(session: Session, event: Event) -> Event:
    """The event, held: nobody else changes who is coming until this transaction ends."""
    session.refresh(event, with_for_update=True)
    return event


def put(session: Session, event: Event, rsvps: Sequence[Rsvp], message: Message, now: datetime) -> Finding:
    """Set the answer of each of `rsvps`, in one transaction with the waiting list; the first is who gave it.

    The event must be held. What does not count (stale, overtaken, too late) changes nothing.
    """
    first = rsvps[0]
    about = Finding(What.LATE, event_id=event.id, person_id=first.person_id)
    if event.status == Status.CANCELLED or event.ends_at <= now:
        return replace(
            about, detail="The event is cancelled." if event.status == Status.CANCELLED else "The event is over."
        )
    weights = {rsvp.person_id: _weight(session, event, rsvp, message.said) for rsvp in rsvps}
    if weights[first.person_id] is not What.ANSWER:
        return _not_counted(about, weights[first.person_id], message.said, first.answer)
    if first.answer == Answer.CANCELLED:
        return _taken_off(about, message.said.answer)
    counting = [rsvp for rsvp in rsvps if weights[rsvp.person_id] is What.ANSWER]
    return _count(session, event, counting, message, about, now)


def _count(
    session: Session, event: Event, rsvps: Sequence[Rsvp], message: Message, about: Finding, now: datetime
) -> Finding:
    first = rsvps[0]
    heads = None if message.guests is None else party_of(message.guests, len(rsvps) - 1)
    outcomes = [
        _set(session, event, rsvp, message.said.answer, heads if rsvp is first else None, now) for rsvp in rsvps
    ]
    for rsvp in rsvps:
        _date(rsvp, message.said, now)
    _note(first, message.note, event, message.said.stamp)
    session.flush()
    gone = {rsvp.person_id for rsvp, one in zip(rsvps, outcomes, strict=True) if one.changed and _is_off(rsvp)}
    taken_back = 0 if message.by_calendar else take_back(session, event, gone, now)
    squeezed = outcomes[0].squeezed
    told = [message.about or _now_is(session, event, first, said_before=not any(one.changed for one in outcomes))]
    told += [f"Counts for {len(rsvps)} people at that address."] if len(rsvps) > 1 else []
    told += [f"The party they want does not fit; they keep {first.party_size}."] if squeezed else []
    told += [_NOTED] if message.note and not message.about else []
    told += [_TAKEN_BACK] if taken_back else []
    return replace(
        about,
        what=message.what,
        detail=" ".join(told),
        for_a_human=squeezed or message.what is not What.ANSWER,
        moved_up=tuple(name for one in outcomes for name in one.moved_up),
    )


@dataclass(frozen=True)
class _Outcome:
    changed: bool
    moved_up: list[str]
    squeezed: bool = False
    """The answer counts; the party they want with it does not fit."""


def _set(session: Session, event: Event, rsvp: Rsvp, answer: Answer, party_size: int | None, now: datetime) -> _Outcome:
    try:
        return _Outcome(*set_answer(session, event, rsvp, answer, party_size, now))
    except PartyDoesNotFit:
        return _Outcome(*set_answer(session, event, rsvp, answer, None, now), squeezed=True)


def _weight(session: Session, event: Event, rsvp: Rsvp, said: Said) -> What:
    person = session.get_one(Person, rsvp.person_id)
    answer = Answer(rsvp.answer) if rsvp.answer else None
    known = Known(answer, rsvp.answered_at, rsvp.replied_sequence, rsvp.replied_stamp)
    return weigh(said, known, current_sequence(session, event, person))


def _not_counted(about: Finding, weight: What, said: Said, answer: str | None) -> Finding:
    stays = f"their answer stays {answer}" if answer else "they have no answer"
    because = {
        What.STALE: f"They say {said.answer} to the old time or place; {stays}.",
        What.OVERTAKEN: f"Something later is known of them; {stays}.",
    }
    return replace(about, what=weight, detail=because[weight])


def _taken_off(about: Finding, answer: Answer) -> Finding:
    """An organiser took them off the list: a button in an old letter does not put them back."""
    if answer is Answer.DECLINED:
        return replace(about, what=What.IGNORED, detail="They are off the list already.")
    return replace(
        about, what=What.HELD, detail=f"They were taken off the list, and say {answer} now.", for_a_human=True
    )


def _is_off(rsvp: Rsvp) -> bool:
    return rsvp.answer in OFF_THE_LIST


def _date(rsvp: Rsvp, said: Said, now: datetime) -> None:
    """When it was given, not when it was read: an answer given elsewhere in between must win."""
    rsvp.answered_at = min(said.stamp, now)
    rsvp.replied_sequence, rsvp.replied_stamp = said.sequence, said.stamp


def _now_is(session: Session, event: Event, rsvp: Rsvp, *, said_before: bool) -> str:
    answer = Answer(rsvp.answer) if rsvp.answer else Answer.INVITED
    if answer is Answer.WAITLISTED:
        taken = heads_going(session, event, without=rsvp.id)
        return f"Waits for a place: {why_waiting(event.capacity, taken, rsvp.party_size)}."
    party = f", a party of {rsvp.party_size}" if answer in WANTS_A_PLACE and rsvp.party_size > 1 else ""
    return f"{answer.capitalize()}{party}{', as before' if said_before else ''}."


def _note(rsvp: Rsvp, note: str, event: Event, stamp: datetime) -> None:
    """Added to what the organiser wrote, never over it."""
    if not note:
        return
    day = spoken.day(stamp.astimezone(ZoneInfo(event.timezone)))
    rsvp.notes = "\n".join(part for part in (rsvp.notes, f"By mail, {day}: {note}") if part)
