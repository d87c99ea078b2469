"""An event as iCalendar bytes (RFC 5545), as a scheduling message (RFC 5546).

The calendar is built once for each event, version and method; each guest's ATTENDEE line is spliced in. Everything is
taken from the event's row, so writing the same version again gives the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from icalendar import Calendar, Event, vCalAddress, vText

from barnstorm.calendar.attendee import attendee_line, calendar_address, calendar_name
from barnstorm.calendar.zone import vtimezone
from barnstorm.rows.invite import Mailbox, Occasion

_END = b"END:VEVENT\r\n"


class Method(StrEnum):
    """PUBLISH names no guest and asks nothing; REQUEST invites one; CANCEL takes it back."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Partstat(StrEnum):
    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"


@dataclass(frozen=True)
class Invitation:
    """A calendar with the place for its guest: everything before the ATTENDEE line, and everything after."""

    method: Method
    before: bytes
    after: bytes

    def to(self, guest: Mailbox, partstat: Partstat = Partstat.NEEDS_ACTION) -> bytes:
        """The calendar for one guest, who is the only ATTENDEE: nobody learns who else is asked."""
        return self.before + attendee_line(guest, partstat, asks=self.method is Method.REQUEST) + self.after

    def to_nobody(self) -> bytes:
        """The calendar without a guest, for METHOD:PUBLISH."""
        return self.before + self.after


PROPERTIES: dict[str, Callable[[Occasion], Any]] = {
    "uid": lambda o: o.calendar_uid,
    "sequence": lambda o: o.sequence,
    "dtstamp": lambda o: o.revised_at,
    "last-modified": lambda o: o.revised_at,
    "created": lambda o: o.created_at,
    "summary": lambda o: o.title,
    "location": lambda o: o.place,
    "status": lambda o: "CANCELLED" if o.cancelled else "CONFIRMED",
    "transp": lambda _: "OPAQUE",
    # Outlook would offer "propose new time", which nobody here could answer.
    "x-microsoft-disallow-counter": lambda _: "TRUE",
}
"""Property of the VEVENT -> where it comes from. Empty texts are left out. Start, end and organiser follow below.

No VALARM: clients drop alarms from invitations; reminders are letters.
"""


def invitation(occasion: Occasion, method: Method, organiser: Mailbox | None, description: str) -> Invitation:
    """The calendar of an event, to be addressed to a guest or to nobody.

    `organiser` is the mailbox that answers go to, and may be None for PUBLISH only. `description` is what the entry in
    the guest's calendar says below the title; lines are separated by LF.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//barnstorm//barnstorm//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    zone = vtimezone(occasion.timezone, occasion.starts_at, occasion.ends_at)
    if zone is not None:
        calendar.add_component(zone)
    calendar.add_component(_event(occasion, organiser, description, zoned=zone is not None))
    before, _, after = calendar.to_ical().rpartition(_END)
    return Invitation(method, before, _END + after)


def _event(occasion: Occasion, organiser: Mailbox | None, description: str, *, zoned: bool) -> Event:
    event = Event()
    for name, of in PROPERTIES.items():
        value = of(occasion)
        if value != "":
            event.add(name, value)
    event.add("dtstart", _moment(occasion.starts_at, zoned=zoned))
    event.add("dtend", _moment(occasion.ends_at, zoned=zoned))
    if description:
        event.add("description", description)
    if organiser is not None:
        event.add("organizer", _organiser(organiser), encode=False)
    return event


def _moment(moment: datetime, *, zoned: bool) -> datetime:
    """Wall time with its TZID, because some readers show the UTC form an hour wrong around a change of the clocks."""
    return moment if zoned else moment.astimezone(UTC)


def _organiser(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(calendar_address(mailbox.address))
    name = calendar_name(mailbox.name)
    if name:
        address.params["CN"] = vText(name)
    return address
