"""What single systems mean by columns whose names alone do not say it (--profile)."""

from barnstorm.errors.imports import NoSuchProfile
from barnstorm.files.attendees.columns import key

PROFILES: dict[str, dict[str, str]] = {
    "actionnetwork": {"can2_phone": "phone", "zip_code": "postcode"},
    "alfio": {"Full Name": "name", "E-Mail": "email", "Status": "answer"},
    "eventbrite": {"Quantity": "party_size", "Attendee Status": "answer", "Home Postcode": "postcode"},
    "hievents": {"Status": "answer", "Notes": "notes"},
    "luma": {"approval_status": "answer", "phone_number": "phone", "custom_source": "source"},
    "meetup": {"Name": "name", "RSVP": "answer", "Guests": "guests"},
    "mobilize": {"Mobile number": "phone", "Attendance status": "answer", "status": "answer", "zip": "postcode"},
    "mobilizon": {"Participant name": "name", "Participant status": "answer", "Participant message": "notes"},
    "nationbuilder": {"mobile_number": "phone", "primary_zip": "postcode", "zip_royal_mail": "postcode"},
    "pretix": {
        "Attendee name": "name",
        "Attendee name: Given name": "first_name",
        "Attendee name: Family name": "last_name",
    },
    "spoke": {"cell": "phone", "zip": "postcode"},
    "van": {"cell_phone": "phone", "status": "answer", "status_name": "answer", "recruited_by": "source"},
}
"""System -> its column -> ours. A file need not have them all; what is not here is matched by its name as ever."""


def profile(name: str) -> dict[str, str]:
    """The system's columns by key. NoSuchProfile with those there are."""
    columns = PROFILES.get(key(name))
    if columns is None:
        raise NoSuchProfile(name, list(PROFILES))
    return {key(theirs): ours for theirs, ours in columns.items()}
