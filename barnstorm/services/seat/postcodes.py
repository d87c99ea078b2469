"""Postcodes and the seats they are in. What was answered once is kept: halls have no wifi."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session, col, select

from barnstorm.db.tables import PostcodePlace, Seat, Venue
from barnstorm.domain.places import IN_FORCE_SINCE, Place
from barnstorm.rows.postcode import PlaceRow
from barnstorm.services.seat.elections import one_writer


def recall(session: Session, postcode: str) -> PlaceRow | None:
    """What is known of a postcode without asking anybody; None if it was never asked for."""
    known = session.get(PostcodePlace, postcode)
    return _settle(session, known) if known else None


def record(session: Session, place: Place, now: datetime) -> PlaceRow:
    """Keep what the service answered, in the place of what it answered before."""
    one_writer(session)  # two organisers may ask for one postcode at once
    known = session.merge(PostcodePlace(**asdict(place), looked_up_at=now))
    session.flush()
    return _settle(session, known)


def seat_of_venue(session: Session, venue: Venue, day: date) -> Seat | None:
    """The seat in the register that the venue's postcode is in, as far as that is known; never asks the service.

    None for a `day` before the seats of 2024 were.
    """
    place = session.get(PostcodePlace, venue.postcode) if venue.postcode else None
    if place is None or day < IN_FORCE_SINCE:
        return None
    return _registered(session, place)


def _settle(session: Session, place: PostcodePlace) -> PlaceRow:
    """The place as a row; the venues at that postcode are put into its seat."""
    venues = session.exec(select(Venue).where(Venue.postcode == place.postcode).order_by(col(Venue.id))).all()
    seat = _registered(session, place)
    if seat:
        for venue in venues:
            venue.seat_id = seat.id
        session.flush()
    return _row(place, seat, venues)


def _registered(session: Session, place: PostcodePlace) -> Seat | None:
    return session.exec(select(Seat).where(Seat.code == place.seat_code)).first() if place.seat_code else None


def _row(place: PostcodePlace, seat: Seat | None, venues: Sequence[Venue]) -> PlaceRow:
    return PlaceRow(
        postcode=place.postcode,
        seat=place.seat_name or None,
        seat_code=place.seat_code,
        region=place.region,
        country=place.country,
        boundaries=IN_FORCE_SINCE.year,
        in_register=seat is not None,
        latitude=place.latitude,
        longitude=place.longitude,
        terminated_on=place.terminated_on,
        looked_up_at=place.looked_up_at,
        venues=tuple(venue.name for venue in venues),
    )
