"""Invitations as files: for a website, to hand on, or for everybody on the list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from barnstorm.calendar.invitation import Method
from barnstorm.db.tables import Event, Person, Rsvp
from barnstorm.domain.names import slug
from barnstorm.errors.invite import NoAddress
from barnstorm.errors.settings import SettingMissing
from barnstorm.mail.letter import carried
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import InviteFile, Occasion
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.person import find_person
from barnstorm.services.invite.holdings import Holdings, holdings
from barnstorm.services.invite.versions import is_off
from barnstorm.services.letter.audience import ASKED, Listed, household_of, name_of
from barnstorm.services.letter.composing import personal_calendar, public_calendar
from barnstorm.services.letter.facts import rsvp_of
from barnstorm.services.letter.occasions import occasion_of

_LONGEST = 60
"""Letters of a name that its file has; most systems take 255, with the folders some fewer."""


def public_file(session: Session, typed: str, campaign: Campaign, now: datetime) -> InviteFile:
    """The event as an .ics for anybody (PUBLISH): it names no guest, and no private address."""
    event = find_event(session, typed, now)
    data = public_calendar(occasion_of(session, event), campaign)
    return InviteFile(event.ref, Method.PUBLISH, data, f"{event.ref}.ics")


def personal_file(session: Session, typed: str, to: str, campaign: Campaign, now: datetime) -> InviteFile:
    """The invitation, or the cancellation, of the person `to`. NoAddress; SettingMissing without BARNSTORM_FROM."""
    event = find_event(session, typed, now)
    _refuse_without_sender(campaign)
    person = find_person(session, to, event.id)
    if not carried(person.email or ""):
        raise NoAddress(name_of(person))
    held, occasion = holdings(session, event), occasion_of(session, event)
    return _written(session, event, occasion, held, campaign, (person, rsvp_of(session, event, person)))


def personal_files(session: Session, typed: str, campaign: Campaign, now: datetime) -> tuple[list[InviteFile], int]:
    """The invitations of everybody asked or coming, a file each; and how many of them have no address, and so none."""
    event = find_event(session, typed, now)
    _refuse_without_sender(campaign)
    listed = list(_asked(session, event))
    reached = [one for one in listed if carried(one[0].email or "")]
    held, occasion = holdings(session, event), occasion_of(session, event)
    files = [_written(session, event, occasion, held, campaign, one) for one in reached]
    return files, len(listed) - len(reached)


def _refuse_without_sender(campaign: Campaign) -> None:
    """An invitation without an organiser's address is one that nobody can answer (RFC 5546 3.2.2)."""
    if not carried(campaign.address):
        raise SettingMissing(
            "BARNSTORM_FROM",
            "an invitation needs a mailbox that answers go to",
            '"Carlisle Together <hello@example.org>"',
        )


def _asked(session: Session, event: Event) -> Iterator[Listed]:
    listed = (
        select(Person, Rsvp)
        .join(Rsvp, col(Rsvp.person_id) == Person.id)
        .where(Rsvp.event_id == event.id, col(Rsvp.answer).in_(ASKED))
        .order_by(col(Person.sort_key), col(Person.id))
    )
    yield from session.exec(listed)


def _written(
    session: Session, event: Event, occasion: Occasion, held: Holdings, campaign: Campaign, one: Listed
) -> InviteFile:
    """With the SEQUENCE that a letter to them would have now."""
    person, _ = one
    address = carried(person.email or "")
    method = Method.CANCEL if is_off(event) else Method.REQUEST
    theirs = replace(occasion, sequence=held.sequence(event, [person.uid], address))
    data = personal_calendar(theirs, method, campaign, household_of(session, event, address, [one]))
    return InviteFile(event.ref, method, data, f"{slug(name_of(person))[:_LONGEST] or 'guest'}-{person.id}.ics")
