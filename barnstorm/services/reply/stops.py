"""Somebody wants to hear no more. A wish that is easy to grant needs little proof."""

from datetime import datetime

from sqlmodel import Session

from barnstorm.domain.consents import Channel
from barnstorm.domain.delivery import Reason
from barnstorm.domain.replies import What
from barnstorm.services.mail.suppressions import suppress
from barnstorm.services.privacy.consents import withdraw
from barnstorm.services.reply.origin import people_at
from barnstorm.services.reply.outcome import Finding

_STILL = "No campaigning to that address; what they signed up for still reaches them until they say no."


def stopped(session: Session, address: str, event_id: int | None, person_id: int | None, now: datetime) -> Finding:
    """From now on no campaigning goes to `address`, and nobody who has it agrees to any by email.

    Letters about what they signed up for go on: whoever is coming would miss that the hall has changed.
    """
    suppress(session, address, Reason.UNSUBSCRIBED, now, campaigning_only=True)
    ended = withdraw_consents(session, address, now, how="by mail")
    return Finding(What.UNSUBSCRIBE, f"{_STILL} {ended}".strip(), event_id=event_id, person_id=person_id)


def withdraw_consents(session: Session, address: str, now: datetime, *, how: str) -> str:
    """End the consents to email of everybody with `address`. What there is to say of it; empty if there were none."""
    count = sum(
        len(withdraw(session, person.id, now, how=how, channel=Channel.EMAIL))
        for person in people_at(session, address)
        if person.id is not None
    )
    return f"{count} consent{'s' if count != 1 else ''} to email withdrawn." if count else ""
