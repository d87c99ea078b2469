"""An event as iCalendar bytes (RFC 5545), as a scheduling message (RFC 5546).

The calendar is built once for each event, version and method; each guest's ATTENDEE line, and the ORGANIZER line that
their answer goes to, are spliced in. Everything is taken from the event's row, so writing the same version again gives
the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from icalendar import Calendar, Event

from barnstorm.calendar.attendee import attendee_line, organizer_line
from barnstorm.calendar.zone import vtimezone
from barnstorm.rows.invite import Mailbox, Occasion

END = b"END:VEVENT\r\n"
"""Nothing else is on its line: texts are folded, and a folded line begins with a blank."""


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
    """A calendar with the place for its guest: everything before the lines about people, and everything after."""

    method: Method
    before: bytes
    after: bytes

    def to(self, guest: Mailbox, organiser: Mailbox, partstat: Partstat = Partstat.NEEDS_ACTION) -> bytes:
        """The calendar for one guest, who is the only ATTENDEE: nobody learns who else is asked.

        `organiser` is the mailbox that the guest's answer goes to.
        """
        guests = attendee_line(guest, partstat, asks=self.method is Method.REQUEST)
        return self.before + organizer_line(organiser) + guests + self.after

    def to_nobody(self, organiser: Mailbox | None) -> bytes:
        """The calendar without a guest, for METHOD:PUBLISH."""
        return self.before + (organizer_line(organiser) if organiser else b"") + self.after


PROPERTIES: dict[str, Callable[[Occasion], Any]] = {
    "uid": lambda o: o.calendar_uid,
    "sequence": lambda o: o.sequence,
    "dtstamp": lambda o: o.revised_at,
    "last-modified": lambda o: o.revised_at,
    "created": lambda o: o.created_at,
    "summary": lambda o: o.title,
    "location": lambda o: o.place,
    # A day of leafleting leaves room for other things in it.
    "transp": lambda o: "TRANSPARENT" if o.all_day else "OPAQUE",
    # Outlook would offer "propose new time", which nobody here could answer.
    "x-microsoft-disallow-counter": lambda _: "TRUE",
}
"""Property of the VEVENT -> where it comes from. Empty texts are left out. Start, end and status follow below.

No VALARM: clients drop alarms from invitations; reminders are letters.
"""


def invitation(occasion: Occasion, method: Method, description: str) -> Invitation:
    """The calendar of an event, to be addressed to a guest or to nobody.

    `description` is what the entry in the guest's calendar says below the title; lines are separated by LF.
    """
    calendar = calendar_of(method)
    zone = zone_of(occasion)
    if zone is not None:
        calendar.add_component(zone)
    calendar.add_component(event_of(occasion, description, cancels=method is Method.CANCEL))
    before, _, after = calendar.to_ical().rpartition(END)
    return Invitation(method, before, END + after)


def calendar_of(method: Method) -> Calendar:
    """An empty calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//barnstorm//barnstorm//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    return calendar


def zone_of(occasion: Occasion) -> Any:
    """The VTIMEZONE that the occasion's times need; None if they are days, or are written in UTC."""
    return None if occasion.all_day else vtimezone(occasion.timezone, occasion.starts_at, occasion.ends_at)


def event_of(occasion: Occasion, description: str, *, cancels: bool = False) -> Event:
    """The VEVENT, without the people in it. `cancels`: it takes an invitation back.

    That is CANCELLED too for one guest of an event that others go to: what is taken from their calendar is all of it,
    and STATUS is what the calendars tried go by.
    """
    event = Event()
    for name, of in PROPERTIES.items():
        value = of(occasion)
        if value != "":
            event.add(name, value)
    event.add("status", "CANCELLED" if cancels or occasion.cancelled else "CONFIRMED")
    zoned = zone_of(occasion) is not None
    for name, moment in (("dtstart", occasion.starts_at), ("dtend", occasion.ends_at)):
        event.add(name, moment.date() if occasion.all_day else _moment(moment, zoned=zoned))
    if description:
        event.add("description", description)
    return event


def _moment(moment: datetime, *, zoned: bool) -> date:
    """Wall time with its TZID, because some readers show the UTC form an hour wrong around a change of the clocks."""
    return moment if zoned else moment.astimezone(UTC)
