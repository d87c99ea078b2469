"""A letter as it would be sent, looked at and sent to nobody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Mail, MailBytes, Person, Rsvp
from barnstorm.domain.answers import Answer
from barnstorm.mail.letter import carried
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Mailbox, Occasion, Preview
from barnstorm.rows.mail import MailRow
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.person import find_person
from barnstorm.services.letter.audience import COMING, FOLLOWING, at_address, household_of
from barnstorm.services.letter.composing import Composed, compose, organiser
from barnstorm.services.letter.occasions import occasion_of
from barnstorm.services.letter.sign_ups import for_host
from barnstorm.services.outbox.outbox import PLACEHOLDER
from barnstorm.services.outbox.writers import EveryLetter

NOBODY = "guest@example.org"
"""Whom a letter goes to that is shown before anybody would get it."""


def preview(session: Session, kind: str, typed: str, to: str | None, campaign: Campaign, now: datetime) -> Preview:
    """The letter of one of wording's KINDS to `to`, else to the first on the list who would get it, else to a guest
    made up. BadTemplate says what is wrong with a template of the campaign's own.
    """
    event = find_event(session, typed, now)
    person = find_person(session, to, event.id) if to else _first(session, event, kind)
    household = _household(session, event, person) if person else _made_up(kind)
    campaign = with_sender(campaign)
    occasion = _imagined(occasion_of(session, event), kind)
    return shown(compose(kind, occasion, household, campaign, f"<preview@{campaign.domain}>", now), household, campaign)


def shown(composed: Composed, household: Household, campaign: Campaign) -> Preview:
    return Preview(
        sender=_mailbox(organiser(campaign)),
        to=_mailbox(household.mailbox),
        subject=composed.words.subject,
        text=composed.words.text,
        html=composed.words.html,
        raw=composed.written.raw,
    )


def try_out(session: Session, rows: Iterable[MailRow], campaign: Campaign, now: datetime) -> None:
    """Write one letter of each sort that is about to leave, for nobody. BadTemplate, before any of them is tried.

    What was tried before is sent as it was written then, and nothing is written that would be called off,
    or to those who are forgotten.
    """
    writer = EveryLetter()
    sorts = {(row.kind, row.subject.partition(":")[0]): row.id for row in rows if row.event and row.person}
    written = set(session.exec(select(MailBytes.mail_id).where(col(MailBytes.mail_id).in_(sorts.values()))))
    for mail in [session.get_one(Mail, number) for number in sorts.values()]:
        if mail.id not in written and writer.why_not(session, mail, campaign, now) is None:
            writer.write(session, mail, with_sender(campaign), now)


def with_sender(campaign: Campaign) -> Campaign:
    """A letter that is only looked at may come from nobody."""
    return campaign if carried(campaign.address) else replace(campaign, address=PLACEHOLDER)


def _imagined(occasion: Occasion, kind: str) -> Occasion:
    """An event that goes on, as the cancellation would tell of it."""
    if kind != "cancel" or occasion.cancelled:
        return occasion
    return replace(occasion, cancelled=True, cancelled_reason="(what event cancel is given as --reason)")


def _first(session: Session, event: Event, kind: str) -> Person | None:
    answers = COMING if kind == "reminder" else FOLLOWING
    listed = (
        select(Person)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(answers), col(Person.email).is_not(None))
        .order_by(col(Person.sort_key), col(Person.id))
    )
    return session.exec(listed.limit(1)).first()


def _household(session: Session, event: Event, person: Person) -> Household:
    address = carried(person.email or "")
    together = at_address(session, event, person, address)
    household = household_of(session, event, address or NOBODY, together)
    return for_host(session, event, [one.id for one, _ in together], household)


def _made_up(kind: str) -> Household:
    answer = Answer.GOING if kind == "reminder" else Answer.INVITED
    return Household(NOBODY, (Guest("Ann Example", "Ann", "0-0-preview", answer),))


def _mailbox(mailbox: Mailbox) -> str:
    return f"{mailbox.name} <{mailbox.address}>" if mailbox.name else mailbox.address
