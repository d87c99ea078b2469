"""An event's list for other programs."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session, col

from barnstorm.contact.phone import has_extension
from barnstorm.db.tables import Consent, Event, EventOrganisation, Organisation
from barnstorm.domain.answers import Answer
from barnstorm.domain.consents import Channel
from barnstorm.domain.phones import for_spreadsheets
from barnstorm.rows.export import Guest, GuestList
from barnstorm.rows.rsvp import RsvpRow
from barnstorm.services.finding.event import find_event
from barnstorm.services.finding.organisation import find_organisation
from barnstorm.services.rsvp.rows import rows_of

_REACHED_BY = {
    "email": {Channel.EMAIL},
    "phone": {Channel.PHONE, Channel.TEXT},
    "postcode": {Channel.POST},
}
"""Which consent hands on what."""


def guest_list(session: Session, event: str, now: datetime, organisation: str | None = None) -> GuestList:
    """Everybody who gave an answer or came: those who are going, the others, and in their order those who wait; so that
    whoever takes them in line by line gives the places to those who have them.

    With `organisation`, only those who agreed to hear from it, and of each only what they agreed to be reached by.
    NoSuchEvent, NoSuchOrganisation.
    """
    held = find_event(session, event, now)
    rows = sorted(rows_of(session, held), key=lambda row: (row.waitlist_position or 0, row.answer != Answer.GOING))
    meant = [row for row in rows if row.answer is not None or row.attended]
    consents = None if organisation is None else _consents(session, organisation)
    guests = tuple(
        _guest(row, None if consents is None else consents[row.person_id])
        for row in meant
        if consents is None or row.person_id in consents
    )
    return GuestList(
        event=held.ref,
        title=held.title,
        starts_at=held.starts_at.astimezone(ZoneInfo(held.timezone)),
        organisations=_callers(session, held),
        guests=guests,
        without_consent=len(meant) - len(guests),
    )


def _guest(row: RsvpRow, channels: Collection[Channel] | None) -> Guest:
    """`channels` None is everything."""
    known = {"email": row.email or "", "phone": _phone(row), "postcode": row.postcode or ""}
    shown = {
        name: value if channels is None or not _REACHED_BY[name].isdisjoint(channels) else ""
        for name, value in known.items()
    }
    return Guest(row, **shown)


def _phone(row: RsvpRow) -> str:
    """What reads back as what is known: an extension stands only in what was written."""
    written = row.phone_as_written or ""
    if row.phone is None or has_extension(written):
        return written
    return for_spreadsheets(row.phone)


def _consents(session: Session, organisation: str) -> dict[int, set[Channel]]:
    """Person -> by what they agreed to be reached, as far as they have not taken it back."""
    query = select(col(Consent.person_id), col(Consent.channel)).where(
        col(Consent.organisation_id) == find_organisation(session, organisation).id,
        col(Consent.withdrawn_at).is_(None),
    )
    found: dict[int, set[Channel]] = {}
    for person_id, channel in session.execute(query):
        found.setdefault(person_id, set()).add(Channel(channel))
    return found


def _callers(session: Session, event: Event) -> tuple[str, ...]:
    query = (
        select(col(Organisation.name))
        .join(EventOrganisation, col(EventOrganisation.organisation_id) == Organisation.id)
        .where(col(EventOrganisation.event_id) == event.id)
        .order_by(col(EventOrganisation.position))
    )
    return tuple(session.execute(query).scalars())
