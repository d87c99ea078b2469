"""What every paper says of its event: which, when, where."""

from barnstorm.domain.events import Status
from barnstorm.domain.spoken import days, span
from barnstorm.rows.event import EventRow


def titled(event: EventRow) -> str:
    """The event's title; paper of a cancelled one says so."""
    return f"CANCELLED: {event.title}" if event.status == Status.CANCELLED else event.title


def when(event: EventRow) -> str:
    """`Tuesday 16 May 2017, 7.30pm to 9.30pm`."""
    return (days if event.all_day else span)(event.starts_at, event.ends_at)


def place(event: EventRow) -> str:
    """The venue with its address, the postcode once; empty if there is none."""
    where = ", ".join(filter(None, (event.venue, event.address)))
    return where if not event.postcode or event.postcode in where else f"{where} {event.postcode}".strip()
