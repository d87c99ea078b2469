"""How events and venues look."""

from datetime import datetime, timedelta

from barnstorm.output.columns import Column, evening, thousands
from barnstorm.rows.event import EventRow, VenueRow


def day(moment: datetime) -> str:
    """`Sat 20 May 2017`, in the moment's own zone."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


COLUMNS = [
    Column("ref", "ref", whole=True),
    Column("when", lambda row: day(row.starts_at) if row.all_day else evening(row.starts_at), whole=True),
    Column("title", "title"),
    Column("venue", "venue", spare=True),
    Column("seat", "seat", spare=True),
    Column("going", "going", show=thousands, align="right"),
    Column("of", "capacity", show=thousands, align="right"),
    Column("waiting", lambda row: row.waitlisted or None, align="right"),
    Column("status", lambda row: None if row.status == "scheduled" else row.status),
]

VENUE_COLUMNS = [
    Column("no.", "id", align="right"),
    Column("name", "name"),
    Column("address", "address"),
    Column("postcode", "postcode"),
    Column("room for", "capacity", show=thousands, align="right"),
    Column("step-free", "step_free"),
    Column("hearing loop", "hearing_loop"),
    Column("events", "events", align="right"),
]


def card(row: EventRow) -> list[tuple[str, str]]:
    """One event on one screen."""
    return [
        ("event", f"{row.title}{'  (CANCELLED)' if row.status == 'cancelled' else ''}"),
        ("because", row.cancelled_reason),
        ("ref", row.ref),
        ("when", when(row)),
        ("where", ", ".join(part for part in (row.venue, row.address, row.postcode) if part)),
        ("seat", f"{row.seat} ({row.seat_code})" if row.seat else ""),
        ("kind", row.kind if row.kind != "barnstorm" else ""),
        ("called by", ", ".join(row.organisations)),
        ("host", row.host or ""),
        ("born at", row.born_at or ""),
        ("coming", coming(row)),
        ("came", str(row.attended) if row.attended else ""),
        ("about", row.description),
    ]


def when(row: EventRow) -> str:
    """`Tue 16 May 2017 19:30 to 21:30 BST`, with the zone's name for that time of year, or for both times if the clocks
    change in between; `Sat 20 May 2017, all day`.
    """
    if row.all_day:
        last = row.ends_at - timedelta(microseconds=1)
        first, last_day = day(row.starts_at), day(last)
        return f"{first if first == last_day else f'{first} to {last_day}'}, all day"
    same_day = row.starts_at.date() == row.ends_at.date()
    end = f"{row.ends_at:%H:%M}" if same_day else evening(row.ends_at)
    here = "" if row.timezone == "Europe/London" else f" ({row.timezone})"
    until = "" if row.starts_at.utcoffset() == row.ends_at.utcoffset() else f" {row.starts_at:%Z}"
    return f"{evening(row.starts_at)}{until} to {end} {row.ends_at:%Z}{here}"


def coming(row: EventRow) -> str:
    room = f" of {thousands(row.capacity)}" if row.capacity else ""
    waiting = f", {thousands(row.waitlisted)} waiting" if row.waitlisted else ""
    return f"{thousands(row.going)}{room}{waiting}"


def venue_card(row: VenueRow) -> list[tuple[str, str]]:
    def yes_no(fact: bool | None) -> str:
        return "" if fact is None else ("yes" if fact else "no")

    return [
        ("venue", row.name),
        ("no.", str(row.id)),
        ("address", row.address),
        ("postcode", row.postcode or ""),
        ("room for", thousands(row.capacity) if row.capacity else ""),
        ("step-free", yes_no(row.step_free)),
        ("hearing loop", yes_no(row.hearing_loop)),
        ("access", row.access),
        ("private", "yes: its address comes with a place" if row.private else ""),
        ("events", str(row.events)),
    ]
