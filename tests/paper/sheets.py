"""Door sheets made of plain names."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from barnstorm.domain.door import split_desks
from barnstorm.domain.names import join_name, surname_key
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.door import Desk, DoorRow, DoorSheet
from barnstorm.rows.event import EventRow

START = datetime(2017, 5, 16, 19, 30, tzinfo=ZoneInfo("Europe/London"))
SILENT = Campaign("", "", "", "", "")
_GIVEN = ("Ann", "Bob", "Chinua", "Fatima", "Jo", "Niamh", "Priya", "Rosie", "Thomas", "Zoe")
_FAMILY = ("Achebe", "Ahmed", "Bell", "Clark", "Davies", "Foley", "Jones", "Khan", "Martin", "Patel", "Smith", "Young")


def event_row(**facts: Any) -> EventRow:
    usual: dict[str, Any] = {
        "id": 1,
        "uid": "u",
        "ref": "carlisle-2017-05-16",
        "code": None,
        "title": "Carlisle barnstorm",
        "kind": "barnstorm",
        "status": "scheduled",
        "seat": "Carlisle",
        "seat_code": "E14000620",
        "venue": "Tullie House",
        "address": "Castle Street, Carlisle",
        "postcode": "CA3 8TP",
        "starts_at": START,
        "ends_at": START + timedelta(hours=2),
        "timezone": "Europe/London",
        "capacity": 120,
        "going": 0,
        "waitlisted": 0,
        "attended": 0,
        "sequence": 0,
        "calendar_uid": "u",
        "host": None,
        "organisations": (),
        "born_at": None,
        "description": "",
        "cancelled_reason": "",
        "all_day": False,
    }
    return EventRow(**(usual | facts))


def crowd(number: int) -> list[tuple[str, str]]:
    """(given, family) of so many people, always the same."""
    chance = random.Random(2017)  # noqa: S311 - names, not secrets
    return [(chance.choice(_GIVEN), chance.choice(_FAMILY)) for _ in range(number)]


def door_row(number: int, given: str, family: str, **facts: Any) -> DoorRow:
    usual: dict[str, Any] = {
        "person_id": number,
        "name": join_name(given, family),
        "given_name": given,
        "family_name": family,
        "party_size": 1,
        "answer": "going",
        "waitlist_position": None,
        "attended": None,
        "checked_in_at": None,
        "desk": "",
    }
    return DoorRow(**(usual | facts))


def sheet_of(people: list[tuple[str, str]], *, desks: int = 1, event: EventRow | None = None) -> DoorSheet:
    """A sheet of (given, family) names in their order, numbered from 1."""
    people = sorted(people, key=lambda name: surname_key(*name))
    rows = [door_row(number, *name) for number, name in enumerate(people, 1)]
    parts = split_desks([surname_key(*name) for name in people], desks)
    placed = tuple(Desk(part.sign, tuple(rows[part.start : part.stop])) for part in parts)
    return DoorSheet(event or event_row(), placed, by_given_name=False, as_of=datetime(2017, 5, 16, 16, 5, tzinfo=UTC))
