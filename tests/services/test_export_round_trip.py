"""What is exported comes back: no change to the event it came from, and the same people in an empty database."""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.domain.answers import Answer
from barnstorm.domain.names import fold
from barnstorm.domain.text import has_letter, one_line
from barnstorm.files.attendee_export import attendee_csv, layout
from barnstorm.files.attendees.table import read_table
from barnstorm.services.door import arrivals
from barnstorm.services.event import events
from barnstorm.services.rsvp import rsvps
from barnstorm.services.rsvp.export import guest_list
from barnstorm.services.rsvp.importing import import_rsvps
from barnstorm.services.rsvp.lines import read_lines

START = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
BEFORE, AFTER = START - timedelta(days=7), START + timedelta(hours=12)
DRAFT = events.Draft("Barnstorm", START, START + timedelta(hours=2), ZoneInfo("Europe/London"), capacity=6, ref="hall")

WORDS = st.text(st.characters(codec="utf-8"), max_size=10) | st.text("'=+-@ \t\r\n,;\"x", max_size=5)
NAMES = st.tuples(
    st.sampled_from(["Ann", "Zoë", "O'Neill", "=Bob", "-", "van der Berg"]) | WORDS,
    st.sampled_from(["Bell", "'-Low", "Ó Sé"]),
).map(" ".join)
GUEST = st.fixed_dictionaries(
    {
        "name": NAMES.filter(lambda name: has_letter(one_line(name))),
        "email": st.sampled_from([None, "a@example.org", "b@example.org", "o'neill+x@example.org"]),
        "phone": st.sampled_from([None, "07700 900123", "020 7946 0958", "+1 202 555 0123", "07700 900123 ext 9"]),
        "postcode": st.sampled_from([None, "CA3 8TP"]),
        "answer": st.sampled_from(Answer),
        "party": st.integers(1, 3),
        "access": WORDS,
        "note": WORDS,
        "came": st.booleans(),
    }
)
KEPT = (
    *("name", "given_name", "family_name", "email", "phone", "phone_as_written", "postcode", "answer", "party_size"),
    *("attended", "checked_in_at", "confirmed_at", "waitlist_position", "access", "notes", "source"),
)


def fill(app: App, guests: list[dict[str, Any]]) -> None:
    with app.transaction() as session:
        events.create(session, DRAFT, BEFORE, None)
        for one in guests:
            contact = read_contact(one["name"], one["email"], one["phone"], one["postcode"])
            more = rsvps.Particulars(one["party"], one["access"], "poster", one["note"])
            row = rsvps.add(session, "hall", contact, one["answer"], BEFORE, more).row
            if one["came"]:
                arrivals.check_in(session, "hall", str(row.person_id), AFTER)
            elif row.answer == Answer.GOING:
                rsvps.confirm(session, "hall", str(row.person_id), BEFORE)


def can_be_told_apart(app: App) -> bool:
    """Namesakes on one list have an address each, and none of them another's: else no file could say who is who."""
    with app.reading() as session:
        rows = rsvps.listed(session, "hall", AFTER)[1]
    namesakes = Counter(fold(row.name) for row in rows)
    addresses = [(fold(row.name), one) for row in rows for one in (row.email or "", row.phone or "") if one]
    reached = all(row.email or row.phone for row in rows if namesakes[fold(row.name)] > 1)
    return reached and len(addresses) == len(set(addresses))


def as_told(app: App) -> list[list[Any]]:
    with app.reading() as session:
        rows = rsvps.listed(session, "hall", AFTER)[1]
    return sorted([[getattr(row, name) for name in KEPT] for row in rows], key=str)


def bring_in(app: App, content: bytes) -> Any:
    with app.transaction() as session:
        return import_rsvps(session, "hall", read_lines(read_table(content, "out.csv")), AFTER, "import")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GUEST, min_size=1, max_size=5))
def test_what_is_exported_comes_back(guests: list[dict[str, Any]]) -> None:
    os.environ.pop("BARNSTORM_DATABASE_URL", None)
    with TemporaryDirectory() as folder:
        here, there = (App(db=str(Path(folder) / name)) for name in ("here.db", "there.db"))
        fill(here, guests)
        assume(can_be_told_apart(here))
        with here.reading() as session:
            content = attendee_csv(guest_list(session, "hall", AFTER), layout(None))
        before = as_told(here)

        again = bring_in(here, content)
        assert (again.created, again.updated, again.errors, again.bad) == (0, 0, 0, ())
        assert as_told(here) == before

        fill(there, [])
        moved = bring_in(there, content)
        assert (moved.created, moved.errors) == (len(before), 0)
        assert as_told(there) == before
        here.close()
        there.close()
