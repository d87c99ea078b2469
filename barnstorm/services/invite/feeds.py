"""The events to come as a calendar that anybody may subscribe to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from barnstorm.calendar.feed import feed
from barnstorm.db.tables import Event, EventOrganisation
from barnstorm.domain.events import Kind, Status
from barnstorm.domain.text import one_line
from barnstorm.mail.wording import calendar_description
from barnstorm.rows.campaign import Campaign
from barnstorm.services.finding.organisation import find_organisation
from barnstorm.services.finding.seat import find_seat
from barnstorm.services.letter.composing import organiser
from barnstorm.services.letter.occasions import occasion_of

KEPT = timedelta(days=30)
"""How long an event that is over or cancelled still stands in the feed. Subscribers who come less often than that keep
the entry of a cancelled event for ever.
"""


@dataclass(frozen=True)
class Feed:
    """`data` are the bytes of a calendar with so many `events`."""

    data: bytes
    events: int


def written(
    session: Session,
    campaign: Campaign,
    now: datetime,
    *,
    seat: str | None = None,
    organisation: str | None = None,
    kind: Kind | None = None,
) -> Feed:
    """The public events that fit. No guest, no private address; what was offered in a room and not yet approved, or
    refused, is not public.

    The same rows give the same bytes, so that a copy need only be replaced when something has changed.
    """
    wanted, about = _chosen(session, now, seat, organisation, kind)
    listed = select(Event).where(*_public(now), *wanted).order_by(col(Event.starts_at), col(Event.id))
    occasions = [occasion_of(session, event).discreet() for event in session.exec(listed)]
    title = ": ".join([one_line(campaign.name) or "Events", *([", ".join(about)] if about else [])])
    sender = organiser(campaign)
    told = [(occasion, calendar_description(occasion, campaign)) for occasion in occasions]
    return Feed(feed(title, told, sender if sender.address else None), len(occasions))


def _public(now: datetime) -> Iterator[ColumnElement[bool]]:
    yield or_(col(Event.review).is_(None), col(Event.review) == "approved")
    running = and_(col(Event.status) == Status.SCHEDULED, col(Event.ends_at) > now - KEPT)
    yield or_(running, and_(col(Event.status) == Status.CANCELLED, col(Event.cancelled_at) > now - KEPT))


def _chosen(
    session: Session, now: datetime, seat: str | None, organisation: str | None, kind: Kind | None
) -> tuple[list[ColumnElement[bool]], list[str]]:
    """The conditions asked for, and what they are called."""
    wanted: list[ColumnElement[bool]] = []
    about: list[str] = []
    if seat:
        meant = find_seat(session, seat, now.date())
        wanted.append(col(Event.seat_id) == meant.id)
        about.append(meant.name)
    if organisation:
        caller = find_organisation(session, organisation)
        called = select(EventOrganisation.event_id).where(EventOrganisation.organisation_id == caller.id)
        wanted.append(col(Event.id).in_(called))
        about.append(caller.name)
    if kind:
        wanted.append(col(Event.kind) == kind)
        about.append(kind.value)
    return wanted, about
