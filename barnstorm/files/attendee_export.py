"""An event's list as a CSV file: in our own columns, or in those another system takes in.

The files are safe to open in a spreadsheet: nothing in them is run, no zero is lost, and accents are right.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from barnstorm.domain.answers import Answer
from barnstorm.errors.imports import NoSuchLayout
from barnstorm.files.attendees.columns import key
from barnstorm.files.attendees.formulas import defused
from barnstorm.rows.export import Guest, GuestList

_Cell = Callable[[Guest, GuestList], str]
_SEEN = "seen"
_MISSED = "missed"
_WALKED_IN = "walked in"
_CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Layout:
    """How one system wants it.

    `words` are its statuses: of our answers, and of those who came, stayed away, walked in or confirmed. Whoever it
    has no word for is left out; so is whoever has no email, if it `asks_for_email`.
    """

    title: str
    columns: Mapping[str, _Cell]
    words: Mapping[str, str]
    asks_for_email: bool = False

    def has_word_for(self, guest: Guest) -> bool:
        return bool(_status(guest, self.words))

    def takes(self, guest: Guest) -> bool:
        return self.has_word_for(guest) and (bool(guest.email) or not self.asks_for_email)


def layout(name: str | None) -> Layout:
    """The one of that system; ours without a name. NoSuchLayout with those there are."""
    if name is None:
        return OURS
    found = LAYOUTS.get(key(name))
    if found is None:
        raise NoSuchLayout(name, list(LAYOUTS))
    return found


def attendee_csv(guests: GuestList, wanted: Layout) -> bytes:
    """UTF-8 with a byte order mark, for Excel; lines end as RFC 4180 says."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(wanted.columns)
    for guest in guests.guests:
        if wanted.takes(guest):
            writer.writerow([defused(cell(guest, guests)) for cell in wanted.columns.values()])
    return out.getvalue().encode("utf-8-sig")


def _status(guest: Guest, words: Mapping[str, str]) -> str:
    """The most telling word there is: what happened before what was said."""
    rsvp = guest.rsvp
    facts = [
        _WALKED_IN if rsvp.attended and rsvp.answer is None else "",
        _SEEN if rsvp.attended else "",
        _MISSED if rsvp.attended is False else "",
        _CONFIRMED if rsvp.confirmed_at and rsvp.answer == Answer.GOING else "",
        rsvp.answer or "",
    ]
    return next((words[fact] for fact in facts if fact in words), "")


def _said(words: Mapping[str, str]) -> _Cell:
    return lambda guest, _: _status(guest, words)


def _given(guest: Guest, _: GuestList) -> str:
    return guest.rsvp.given_name


def _family(guest: Guest, _: GuestList) -> str:
    return guest.rsvp.family_name


def _last_first(guest: Guest, _: GuestList) -> str:
    return ", ".join(part for part in (guest.rsvp.family_name, guest.rsvp.given_name) if part)


def _email(guest: Guest, _: GuestList) -> str:
    return guest.email


def _phone(guest: Guest, _: GuestList) -> str:
    return guest.phone


def _postcode(guest: Guest, _: GuestList) -> str:
    return guest.postcode


def _party(guest: Guest, _: GuestList) -> str:
    return str(guest.rsvp.party_size)


def _source(guest: Guest, _: GuestList) -> str:
    return guest.rsvp.source


def _came(yes: str, no: str) -> _Cell:
    return lambda guest, _: "" if guest.rsvp.attended is None else yes if guest.rsvp.attended else no


def _nothing(_: Guest, __: GuestList) -> str:
    return ""


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


_OUR_WORDS = {answer.value: answer.value for answer in Answer} | {_WALKED_IN: "walk-in"}
OURS = Layout(
    "barnstorm",
    {
        "first_name": _given,
        "last_name": _family,
        "email": _email,
        "phone": _phone,
        "postcode": _postcode,
        "answer": _said(_OUR_WORDS),
        "party_size": _party,
        "attended": _came("yes", "no"),
        "checked_in_at": lambda guest, _: _moment(guest.rsvp.checked_in_at),
        "confirmed_at": lambda guest, _: _moment(guest.rsvp.confirmed_at),
        "access": lambda guest, _: guest.rsvp.access,
        "source": _source,
        "notes": lambda guest, _: guest.rsvp.notes,
    },
    _OUR_WORDS,
)

_VAN_WORDS = {
    Answer.INVITED: "Invited",
    Answer.GOING: "Scheduled",
    Answer.MAYBE: "Tentative",
    Answer.DECLINED: "Declined",
    Answer.CANCELLED: "Cancelled",
    _CONFIRMED: "Confirmed",
    _SEEN: "Completed",
    _MISSED: "No Show",
    _WALKED_IN: "Walk In",
}
_MOBILIZE_WORDS = {
    Answer.GOING: "REGISTERED",
    Answer.CANCELLED: "CANCELLED",
    Answer.DECLINED: "CANCELLED",
    _CONFIRMED: "CONFIRMED",
    _SEEN: "CONFIRMED",
}
_ACTION_NETWORK_WORDS = {
    Answer.INVITED: "needs action",
    Answer.MAYBE: "needs action",
    Answer.GOING: "accepted",
    Answer.CANCELLED: "declined",
    Answer.DECLINED: "declined",
    _SEEN: "accepted",
}

LAYOUTS: Mapping[str, Layout] = {
    "van": Layout(
        "VAN",
        {
            "vanid": _nothing,
            "event": lambda _, guests: guests.title,
            "date": lambda _, guests: guests.starts_at.date().isoformat(),
            "time": lambda _, guests: f"{guests.starts_at:%H:%M}",
            "name": _last_first,
            "phone": _nothing,
            "cell_phone": _phone,
            "role": _nothing,
            "status": _said(_VAN_WORDS),
            "recruited_by": _source,
            "signup_date": _nothing,
            "email": _email,
            "zip": _postcode,
        },
        _VAN_WORDS,
    ),
    "mobilize": Layout(
        "Mobilize",
        {
            "First name": _given,
            "Last name": _family,
            "Email": _email,
            "ZIP": _postcode,
            "Mobile number": _phone,
            "Event ID": _nothing,
            "Timeslot start": lambda _, guests: _moment(guests.starts_at),
            "Attendance status": _said(_MOBILIZE_WORDS),
            "Event organization name": lambda _, guests: ", ".join(guests.organisations[:1]),
            "attended": _came("true", "false"),
        },
        _MOBILIZE_WORDS,
        asks_for_email=True,
    ),
    "actionnetwork": Layout(
        "Action Network",
        {
            "email": _email,
            "first_name": _given,
            "last_name": _family,
            "zip_code": _postcode,
            "phone": _phone,
            "status": _said(_ACTION_NETWORK_WORDS),
        },
        _ACTION_NETWORK_WORDS,
        asks_for_email=True,
    ),
}
"""By the name that --for takes."""
