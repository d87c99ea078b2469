"""The systems whose exports we know: how a file of theirs is recognised, and what its columns and words mean.

A file need not have all the columns of its system, and every other column is matched by its name as ever: a profile
says only what names alone do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from barnstorm.domain.answers import Answer
from barnstorm.errors.imports import NoSuchProfile
from barnstorm.files.attendees.columns import key


@dataclass(frozen=True)
class Profile:
    """One system's export."""

    name: str
    """What --profile calls it."""
    title: str
    """What its users call it."""
    marks: tuple[frozenset[str], ...]
    """Sets of column names (as `key` makes them); a file that has all of one of them comes from here."""
    columns: Mapping[str, str]
    """Its column, by key -> ours."""
    statuses: Mapping[str, Answer] = field(default_factory=dict)
    """Its words, in small letters, where they mean another answer than they would elsewhere."""
    tickets: bool = False
    """Whether there is a line for each ticket, so that one person's lines are one party."""
    zips: bool = False
    """Whether a postcode of digits is an American one, which a spreadsheet may have taken a zero from."""


def recognised(header: Sequence[str]) -> Profile | None:
    """The system a file with this header comes from, if that is plain."""
    names = {key(name) for name in header}
    return next((one for one in PROFILES.values() if any(mark <= names for mark in one.marks)), None)


def profile(name: str) -> Profile:
    """The system called `name`. NoSuchProfile with those there are."""
    found = PROFILES.get(key(name))
    if found is None:
        raise NoSuchProfile(name, list(PROFILES))
    return found


def _profile(
    title: str,
    marks: Sequence[str],
    columns: Mapping[str, str],
    statuses: str = "",
    *,
    tickets: bool = False,
    zips: bool = False,
) -> Profile:
    """`marks`: the names of columns, with commas between. `statuses`: `their word=our answer`, likewise."""
    words = dict(pair.split("=") for pair in statuses.split(",") if pair)
    return Profile(
        name=key(title),
        title=title,
        marks=tuple(frozenset(map(key, mark.split(","))) for mark in marks),
        columns={key(theirs): ours for theirs, ours in columns.items()},
        statuses={theirs: Answer(ours) for theirs, ours in words.items()},
        tickets=tickets,
        zips=zips,
    )


_ALL = (
    _profile(
        "Eventbrite",
        ["Order no.,Ticket Type", "Order #,Ticket Type", "Order no.,Order Date,Attendee Status"],
        {"Quantity": "party_size", "Attendee Status": "answer", "Home Postcode": "postcode", "Cell Phone": "phone"},
        "not attending=cancelled,deleted=cancelled",
        tickets=True,
    ),
    _profile(
        "Action Network",
        [
            *("can2_user_tags", "can2_phone", "can2_user_address", "can2_subscription_status", "can2_user_city"),
            "uuid,first_name,last_name,email",
        ],
        {"can2_phone": "phone", "zip_code": "postcode"},
        "declined=cancelled",
        zips=True,
    ),
    _profile(
        "Mobilize",
        [
            "event id,event type,zip",
            "user__given_name,timeslot_id",
            "Attendance status,Timeslot start",
            "given_name_at_signup,email_at_signup",
        ],
        {
            "Mobile number": "phone",
            "Attendance status": "answer",
            "status": "answer",
            "zip": "postcode",
            "email_at_signup": "email",
            "phone_number_at_signup": "phone",
            "postal_code_at_signup": "postcode",
            "user__email_address": "email",
            "user__phone_number": "phone",
            "user__postal_code": "postcode",
        },
        zips=True,
    ),
    _profile(
        "Luma",
        ["api_id,approval_status"],
        {"approval_status": "answer", "phone_number": "phone", "custom_source": "source"},
        "pending=waitlisted,declined=cancelled",
    ),
    _profile(
        "Meetup",
        ["User ID,RSVP,RSVPed on", "Name,RSVP,Guests,Event Host"],
        {"Name": "name", "RSVP": "answer", "Guests": "guests"},
    ),
    _profile(
        "VAN",
        ["vanid,event,status", "vanid,signup_date", "eventSignupId,vanId"],
        {"cell_phone": "phone", "status": "answer", "status_name": "answer", "recruited_by": "source"},
        zips=True,
    ),
    _profile(
        "NationBuilder",
        ["nationbuilder_id", "nationbuilder_signup_id"],
        {"mobile_number": "phone", "primary_zip": "postcode", "zip_royal_mail": "postcode"},
    ),
    _profile(
        "pretix",
        ["Order code,Attendee name", "Order code,Attendee name: Family name"],
        {
            "Attendee name": "name",
            "Attendee name: Given name": "first_name",
            "Attendee name: Family name": "last_name",
            "Checked in": "checked_in_at",
        },
        tickets=True,
    ),
    _profile(
        "Hi.Events",
        ["Public ID,Short ID,Product Name"],
        {"Status": "answer", "Notes": "notes"},
        "active=going,awaiting payment=invited",
        tickets=True,
    ),
    _profile(
        "alf.io",
        ["ReservationID,Full Name,E-Mail"],
        {"Full Name": "name", "E-Mail": "email", "Status": "answer"},
        "acquired=going,pending=invited,to_be_paid=going",
        tickets=True,
    ),
    _profile(
        "Mobilizon",
        ["Participant name,Participant status"],
        {"Participant name": "name", "Participant status": "answer", "Participant message": "notes"},
        "participant=going,not approved=waitlisted,rejected=cancelled",
    ),
    _profile("Spoke", [], {"cell": "phone", "zip": "postcode"}, zips=True),
)

PROFILES: Mapping[str, Profile] = {one.name: one for one in _ALL}
"""By the name that --profile takes."""
