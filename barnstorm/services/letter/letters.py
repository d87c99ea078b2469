"""Each letter of the outbox, written at the moment it leaves.

Nothing is written before it is claimed and looked at once more (`letter_guards`), and everything is taken from the rows
as they are.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from barnstorm.db.tables import Event
from barnstorm.domain.letters import CANCEL, DROPPED, INVITE, REMINDER
from barnstorm.mail.letter import Written
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Occasion
from barnstorm.services.invite.holdings import HELD
from barnstorm.services.invite.keys import ADDRESS, UPDATE, told_by
from barnstorm.services.letter.audience import ASKED, COMING, addressed, household_of, look_ahead
from barnstorm.services.letter.composing import WITH_YOUR_PLACE, compose
from barnstorm.services.letter.facts import event_of, person_of
from barnstorm.services.letter.guards import why_not
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.letter.sign_ups import for_host
from barnstorm.services.outbox.hand import Queued

__all__ = ["ASKED", "CANCEL", "COMING", "HELD", "INVITE", "REMINDER", "look_ahead", "why_not", "write"]


def write(session: Session, mail: Queued, campaign: Campaign, now: datetime) -> Written:
    """The letter as bytes. `mail.message_id` must be set."""
    event, person = event_of(session, mail), person_of(session, mail.person_id)
    assert event is not None
    assert person is not None
    members = addressed(session, mail, event, person) or [(person, None)]
    household = household_of(session, event, mail.to_address, members)
    household = for_host(session, event, [one.id for one, _ in members], household)
    occasion = _as_planned(_occasion(session, event), mail)
    return compose(_wording(mail), occasion, household, campaign, mail.message_id or "", now).written


def _occasion(session: Session, event: Event) -> Occasion:
    """Read once in a transaction, however many letters it writes."""
    known: dict[int | None, Occasion] = session.info.setdefault("occasions", {})
    if event.id not in known:
        known[event.id] = occasion_of(session, event)
    return known[event.id]


def _as_planned(occasion: Occasion, mail: Queued) -> Occasion:
    """With the SEQUENCE of this letter, and the address of somebody's home only if the letter was meant to tell it:
    another that tells it will be planned for those who have a place since.
    """
    told = told_by(mail.key)
    if told is None:
        return occasion
    if mail.kind == INVITE and ADDRESS not in told.marks:
        occasion = occasion.discreet(WITH_YOUR_PLACE)
    return occasion if told.sequence == occasion.sequence else replace(occasion, sequence=told.sequence)


def _wording(mail: Queued) -> str:
    """Those who hold an older invitation are told that it has changed."""
    if mail.kind == INVITE:
        told = told_by(mail.key)
        return UPDATE if told is not None and UPDATE in told.marks else INVITE
    return {CANCEL: "cancel", DROPPED: "dropped"}.get(mail.kind, "reminder")
