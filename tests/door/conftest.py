"""An evening at the hall."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from barnstorm.app import App
from barnstorm.contact.read import read_contact
from barnstorm.domain.answers import Answer
from barnstorm.domain.venues import VenueText
from barnstorm.services import venues
from barnstorm.services.event import events
from barnstorm.services.rsvp import rsvps
from barnstorm.services.rsvp.rsvps import Particulars

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
EVENING = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
"""Half past seven in Carlisle."""

GUESTS = (
    (("Ann Bell", None, "07700 900123"), Answer.GOING, Particulars(party_size=3)),
    (("Zoë O’Brien",), Answer.GOING, Particulars(access="A seat near the front")),
    (("John Smith", None, "07700 900777", "CA3 8TP"), Answer.GOING, Particulars()),
    (("John Smith", None, "07700 900888"), Answer.GOING, Particulars()),
    (("Dec Lined",), Answer.DECLINED, Particulars()),
)


@pytest.fixture
def night(clock: Callable[[str], None], database: str) -> None:
    """Five minutes before it begins, in a hall that holds six. Mary Stranger has been to another event."""
    clock("2017-05-16T19:25+01:00")
    fill()


@pytest.fixture
def night_on_a_file(clock: Callable[[str], None], sqlite: str) -> None:
    """The same, where the database does not matter."""
    clock("2017-05-16T19:25+01:00")
    fill()


def fill() -> None:
    zone, two_hours = ZoneInfo("Europe/London"), timedelta(hours=2)
    with closing(App()) as app, app.transaction() as session:
        venues.add(session, VenueText("Hall", "Castle Street, Carlisle", None), NOW, capacity=6)
        for ref, start in (("hall", EVENING), ("elsewhere", EVENING - timedelta(days=10))):
            draft = events.Draft(
                "Barnstorm",
                start,
                start + two_hours,
                zone,
                venue="Hall",
                organisations=("Compass", "Green Party"),
                ref=ref,
            )
            events.create(session, draft, NOW, None)
        for contact, answer, more in GUESTS:
            rsvps.add(session, "hall", read_contact(*contact), answer, NOW, more)
        stranger = read_contact("Mary Stranger", None, "07700 900456", "CA1 1AA")
        rsvps.add(session, "elsewhere", stranger, Answer.GOING, NOW)
