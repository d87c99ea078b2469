"""The event as its guests are told of it, read from its row at the moment of writing."""

from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from barnstorm.db.tables import Event, EventOrganisation, Organisation, Person, Seat, Venue
from barnstorm.domain.events import Status
from barnstorm.domain.names import join_name
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.rows.invite import Occasion


def occasion_of(session: Session, event: Event) -> Occasion:
    """Everything cleaned once more: rows may have come from another laptop's file."""
    venue = session.get(Venue, event.venue_id) if event.venue_id else None
    seat = session.get(Seat, event.seat_id) if event.seat_id else None
    zone = ZoneInfo(event.timezone)
    return Occasion(
        ref=event.ref,
        calendar_uid=event.calendar_uid,
        sequence=event.sequence,
        created_at=event.created_at,
        revised_at=event.revised_at,
        title=one_line(event.title),
        description=paragraphs(event.description),
        starts_at=event.starts_at.astimezone(zone),
        ends_at=event.ends_at.astimezone(zone),
        timezone=event.timezone,
        all_day=event.all_day,
        venue=one_line(venue.name) if venue else "",
        address=one_line(venue.address) if venue else "",
        postcode=one_line(venue.postcode or "") if venue else "",
        seat=one_line(seat.name) if seat else "",
        private=venue is not None and venue.private,
        place_note="",
        access=_access(venue),
        access_note=one_line(venue.access) if venue else "",
        organisations=_callers(session, event),
        host=_host(session, event),
        cancelled=event.status == Status.CANCELLED,
        cancelled_reason=one_line(event.cancelled_reason),
    )


def _access(venue: Venue | None) -> tuple[str, ...]:
    """What somebody who needs it must know before they set out; nothing is said of what is not known."""
    if venue is None:
        return ()
    facts = {
        "step_free": {True: "Step-free access.", False: "There are steps; no step-free access."},
        "hearing_loop": {True: "Hearing loop.", False: "No hearing loop."},
    }
    return tuple(words[getattr(venue, name)] for name, words in facts.items() if getattr(venue, name) is not None)


def _callers(session: Session, event: Event) -> tuple[str, ...]:
    named = (
        select(Organisation.name)
        .join(EventOrganisation, col(EventOrganisation.organisation_id) == Organisation.id)
        .where(EventOrganisation.event_id == event.id)
        .order_by(col(EventOrganisation.position))
    )
    return tuple(one_line(name) for name in session.exec(named))


def _host(session: Session, event: Event) -> str:
    host = session.get(Person, event.host_id) if event.host_id else None
    return one_line(join_name(host.given_name, host.family_name)) if host else ""
