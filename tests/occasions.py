"""Occasions and texts that the tests of calendars and letters share."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from barnstorm.domain.answers import Answer
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Guest, Household, Mailbox, Occasion

CAMPAIGN = Campaign(
    name="Carlisle Together",
    address="hello@together.example",
    sender_name="Carlisle Together",
    imprint="Promoted by A. Agent, 1 High Street, Carlisle",
    privacy="",
)
ORGANISER = Mailbox("Carlisle Together", "hello@together.example")
ANN = Mailbox("Ann Bell", "ann@example.org")

NASTY = (
    'Maria "Mimi" O’Brien',
    "Bell; Ann, the younger",
    "back\\slash and ^caret^",
    "=?utf-8?q?not_encoded?=",
    "Zoë 🎉👩‍👩‍👧‍👦 王小明",
    "أحمد \u202eevil\u202c مُحَمَّد",
    "line\r\nBcc: everybody@example.org",
    "nul\x00 bell\x07 escape\x1b[2J vt\x0b",
    "{{ 7 * 7 }} {% raw %} <script>alert(1)</script> &amp;",
    "END:VEVENT",
    "\r\nEND:VEVENT\r\nATTENDEE:mailto:x@example.org",
    "é" * 300,
    "long " * 60,
    "-" * 300,
    "",
)
"""What strangers have typed as names and titles, or may yet."""

hostile_text = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=120), st.text(alphabet=';,:"\\^=?\r\n\t\x00 aé王', max_size=60)
)


def occasion(**changes: Any) -> Occasion:
    """The Carlisle night of 16 May 2017, changed as the test needs it."""
    zone = ZoneInfo("Europe/London")
    night = Occasion(
        ref="carlisle-2017-05-16",
        calendar_uid="015bf203-ff80-7b54-b66c-e693eff2af2c@together.example",
        sequence=0,
        created_at=datetime(2017, 5, 1, 9, tzinfo=UTC),
        revised_at=datetime(2017, 5, 2, 9, tzinfo=UTC),
        title="Carlisle barnstorm",
        description="What we can win here.\n\nTea from seven.",
        starts_at=datetime(2017, 5, 16, 19, 30, tzinfo=zone),
        ends_at=datetime(2017, 5, 16, 21, 30, tzinfo=zone),
        timezone="Europe/London",
        all_day=False,
        venue="Tullie House",
        address="Castle Street, Carlisle",
        postcode="CA3 8TP",
        seat="Carlisle",
        private=False,
        place_note="",
        access=("Step-free access.",),
        access_note="Lift by the side door.",
        organisations=("Compass", "Progressive Alliance"),
        host="Frances Foley",
        cancelled=False,
        cancelled_reason="",
    )
    return replace(night, **changes)


def household(*names: str, answer: Answer = Answer.INVITED, address: str = "ann@example.org") -> Household:
    """Those of these names, at one address; each with a token of their own."""
    guests = [
        Guest(name, name.split(" ")[0], f"1-{number}-k7f3q2w9xa2b", answer)
        for number, name in enumerate(names or ("Ann Bell",), 2)
    ]
    return Household(address, tuple(guests))
