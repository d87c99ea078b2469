"""Letters about volunteers' shifts, written at the moment they leave."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from barnstorm.calendar.invitation import Method
from barnstorm.domain.answers import Answer
from barnstorm.domain.letters import SHIFT_OFF
from barnstorm.mail.letter import Written
from barnstorm.mail.shifts import CHANGED, worded_shift
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Household
from barnstorm.rows.shift import Shift
from barnstorm.services.invite.keys import UPDATE, subject_of, told_by
from barnstorm.services.letter.audience import household_of
from barnstorm.services.letter.composing import WITH_YOUR_PLACE, Composed, assembled
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.letter.letters import look_ahead, why_not
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.outbox.hand import Queued
from barnstorm.services.volunteer.shifts import Duty, duty_with, told

__all__ = ["compose_shift", "look_ahead", "shift_told", "volunteer", "why_not", "write"]


def write(session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
    """The letter as bytes. `mail.message_id` must be set."""
    duty, version = duty_with(session, subject_of(mail.key)), told_by(mail.key)
    assert duty is not None
    assert version is not None
    kind = CHANGED if UPDATE in version.marks else mail.kind
    shift = shift_told(session, duty, version.sequence)
    reader = volunteer(session, duty, mail.to_address)
    return compose_shift(kind, shift, reader, campaign, mail.message_id or "", now).written


def compose_shift(
    kind: str, shift: Shift, reader: Household, campaign: Campaign, message_id: str, now: datetime
) -> Composed:
    """A letter of the kind SHIFT, CHANGED or SHIFT_OFF."""
    words = worded_shift(kind, shift, campaign, reader)
    method = Method.CANCEL if kind == SHIFT_OFF else Method.REQUEST
    return assembled(words, shift.entry, reader, campaign, message_id, now, method)


def shift_told(session: Session, duty: Duty, sequence: int) -> Shift:
    """The shift, without the address of somebody's home for those who have no place there."""
    occasion, rsvp = occasion_of(session, duty.event), rsvp_of(session, duty.event, duty.person)
    has_a_place = rsvp is not None and rsvp.answer == Answer.GOING
    return told(duty, occasion if has_a_place else occasion.discreet(WITH_YOUR_PLACE), sequence)


def volunteer(session: Session, duty: Duty, address: str) -> Household:
    """Who has the shift, and no one else at that address; they are coming if they have confirmed it."""
    alone = household_of(session, duty.event, address, [(duty.person, None)])
    confirmed_at = duty.assignment.confirmed_at
    answer = Answer.GOING if confirmed_at else Answer.INVITED
    return replace(alone, guests=tuple(replace(one, answer=answer, answered_at=confirmed_at) for one in alone.guests))
