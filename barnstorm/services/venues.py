"""Halls and rooms."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, Venue
from barnstorm.domain.events import Status, checked_capacity
from barnstorm.domain.names import fold, nearest
from barnstorm.domain.postcodes import read_postcode
from barnstorm.domain.text import one_line
from barnstorm.domain.venues import VenueText, read_venue
from barnstorm.errors.event import NoSuchVenue, SeveralVenues, VenueExists
from barnstorm.rows.event import VenueRow
from barnstorm.services.invite.notices import tell_of_change

Fact = int | str | bool | None
"""The value of `capacity`, `step_free`, `hearing_loop`, `access`, `private`, `name`, `address` or `postcode`."""


def add(session: Session, text: VenueText, now: datetime, **facts: Fact) -> VenueRow:
    """A new venue. VenueExists if one of that name stands at that postcode already."""
    if any(venue.postcode == text.postcode for venue in _named(session, text.name)):
        raise VenueExists(text.name, text.postcode)
    return _row(session, _make(session, text, now, **facts))


def edit(session: Session, typed: str, now: datetime, **changes: Fact) -> tuple[VenueRow, list[str]]:
    """Change the facts that are given. Returned besides the row is whom that leads to be told, in sentences.

    Another name or address is another LOCATION in people's calendars, and so is whether it is private: events ahead
    here get a new version, and those who hold an older one an update.
    """
    venue = find_venue(session, typed)
    before = _place(venue)
    for name, value in _checked(changes).items():
        setattr(venue, name, value)
    venue.name_folded = fold(venue.name)
    if venue.postcode != before[2]:
        venue.seat_id = None  # it is found again by the new postcode
    notes: list[str] = []
    if _place(venue) != before:
        for event in _events_ahead(session, venue, now):
            event.sequence, event.revised_at = event.sequence + 1, now.replace(microsecond=0)
            session.flush()
            notes += tell_of_change(session, event, now)
    return _row(session, venue), notes


def rows(session: Session) -> list[VenueRow]:
    """Every venue by name, with how many events it has seen."""
    query = (
        select(Venue, func.count(col(Event.id)))
        .outerjoin(Event, col(Event.venue_id) == col(Venue.id))
        .group_by(col(Venue.id))
        .order_by(col(Venue.name_folded), col(Venue.id))
    )
    return [_as_row(venue, events) for venue, events in session.exec(query)]


def show(session: Session, typed: str) -> VenueRow:
    return _row(session, find_venue(session, typed))


def find_venue(session: Session, typed: str) -> Venue:
    """The one venue that `typed` means: its number, its name, the beginning of its name, or name and address."""
    found = _known(session, typed)
    if found is None:
        raise NoSuchVenue(typed, nearest(typed, session.exec(select(Venue.name)).all()))
    return found


def venue_meant(session: Session, typed: str, now: datetime) -> tuple[Venue, bool]:
    """The venue that `typed` means, made if it is new; and whether it was made.

    A bare name much like one that is known is more likely a slip than a second hall: NoSuchVenue names the known one.
    """
    found = _known(session, typed)
    if found is not None:
        return found, False
    text = read_venue(typed)
    if not text.address and not text.postcode:
        alike = nearest(text.name, session.exec(select(Venue.name)).all())
        if alike or typed.strip().isdecimal():
            raise NoSuchVenue(typed, alike)
    return _make(session, text, now), True


def _place(venue: Venue) -> tuple[str, str, str | None, bool]:
    return venue.name, venue.address, venue.postcode, venue.private


def _events_ahead(session: Session, venue: Venue, now: datetime) -> Sequence[Event]:
    """Held, and always in the same order, so that two processes at once wait for one another rather than for ever."""
    ahead = select(Event).where(Event.venue_id == venue.id, col(Event.ends_at) > now, Event.status == Status.SCHEDULED)
    return session.exec(ahead.order_by(col(Event.id)).with_for_update()).all()


def _known(session: Session, typed: str) -> Venue | None:
    if typed.strip().isdecimal():
        return session.get(Venue, int(typed)) if len(typed.strip()) < 10 else None  # noqa: PLR2004 - no id is that long
    text = read_venue(typed)
    found = _named(session, text.name)
    if text.postcode or text.address:
        found = [venue for venue in found if _same_place(venue, text)]
    elif not found:
        begins = col(Venue.name_folded).startswith(fold(text.name), autoescape=True)
        found = list(session.exec(select(Venue).where(begins).order_by(col(Venue.id)).limit(5)))
    if len(found) > 1:
        raise SeveralVenues(
            typed, [f"{v.id} {', '.join(p for p in (v.name, v.address, v.postcode) if p)}" for v in found]
        )
    return found[0] if found else None


def _same_place(venue: Venue, text: VenueText) -> bool:
    if text.postcode and venue.postcode:
        return text.postcode == venue.postcode
    return not (text.address and venue.address) or fold(text.address) == fold(venue.address)


def _named(session: Session, name: str) -> list[Venue]:
    return list(session.exec(select(Venue).where(Venue.name_folded == fold(name)).order_by(col(Venue.id))))


def _make(session: Session, text: VenueText, now: datetime, **facts: Fact) -> Venue:
    venue = Venue(
        name=text.name,
        name_folded=fold(text.name),
        address=text.address,
        postcode=text.postcode,
        created_at=now,
        **_checked(facts),
    )
    session.add(venue)
    session.flush()
    return venue


def _checked(facts: dict[str, Fact]) -> dict[str, Any]:
    """The facts as they are stored; NoCapacity, UnreadablePostcode or UnreadableVenue for what makes no sense."""
    readers: dict[str, Callable[[Any], Fact]] = {
        "capacity": checked_capacity,
        "postcode": lambda text: read_postcode(text) if text else None,
        "name": lambda text: read_venue(text).name,
        "address": one_line,
        "access": one_line,
    }
    return {name: readers[name](value) if name in readers else value for name, value in facts.items()}


def _row(session: Session, venue: Venue) -> VenueRow:
    session.flush()
    events = session.exec(select(func.count()).select_from(Event).where(Event.venue_id == venue.id)).one()
    return _as_row(venue, events)


def _as_row(venue: Venue, events: int) -> VenueRow:
    assert venue.id is not None
    return VenueRow(
        id=venue.id,
        name=venue.name,
        address=venue.address,
        postcode=venue.postcode,
        capacity=venue.capacity,
        step_free=venue.step_free,
        hearing_loop=venue.hearing_loop,
        access=venue.access,
        events=events,
        private=venue.private,
    )
