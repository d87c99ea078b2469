"""Many events as one calendar to subscribe to (METHOD:PUBLISH): no guests, the UIDs that invitations have too."""

from collections.abc import Iterable
from datetime import timedelta

from barnstorm.calendar.attendee import organizer_line
from barnstorm.calendar.invitation import END, Method, calendar_of, event_of, zone_of
from barnstorm.rows.invite import Mailbox, Occasion

REFRESH = timedelta(hours=1)
"""How often subscribers are asked to look again; most come when it suits them."""


def feed(name: str, occasions: Iterable[tuple[Occasion, str]], organiser: Mailbox | None) -> bytes:
    """The calendar called `name` with each occasion and its description, in the order given.

    Each zone is told once, whatever the number of events in it.
    """
    calendar = calendar_of(Method.PUBLISH)
    for title in ("name", "x-wr-calname"):  # RFC 7986, and what was read before it
        calendar.add(title, name)
    # RFC 7986 5.7 wants VALUE=DURATION, which the library leaves out.
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    told = list(occasions)
    zones = {occasion.timezone: zone for occasion, _ in told if (zone := zone_of(occasion)) is not None}
    for zone in zones.values():
        calendar.add_component(zone)
    for occasion, description in told:
        calendar.add_component(event_of(occasion, description))
    data: bytes = calendar.to_ical()
    return data.replace(b"\r\n" + END, b"\r\n" + organizer_line(organiser) + END) if organiser else data
