"""The facts of a letter for programs that keep an itinerary, read back from its page."""

import json
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given

from barnstorm.domain.answers import Answer
from barnstorm.domain.text import one_line
from barnstorm.mail.wording import worded
from barnstorm.rows.invite import Household, Occasion
from tests.occasions import CAMPAIGN, hostile_text, household, occasion


class Scripts(HTMLParser):
    """The text of a page's scripts; everything in one is text until the end tag, as in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.within = False
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            assert attrs == [("type", "application/ld+json")]
            self.within = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.within:
            self.scripts[-1] += data


def reservations(kind: str = "invite", told: Occasion | None = None, whose: Household | None = None) -> Any:
    page = Scripts()
    page.feed(worded(kind, told or occasion(), CAMPAIGN, whose or household(answer=Answer.GOING)).html)
    page.close()
    (script,) = page.scripts
    return json.loads(script)


def test_a_reservation_has_what_programs_ask_for() -> None:
    assert reservations() == [
        {
            "@context": "http://schema.org",
            "@type": "EventReservation",
            "reservationNumber": "1-2-k7f3q2w9xa2b",
            "reservationStatus": "http://schema.org/ReservationConfirmed",
            "underName": {"@type": "Person", "name": "Ann Bell"},
            "reservationFor": {
                "@type": "Event",
                "name": "Carlisle barnstorm",
                "startDate": "2017-05-16T19:30:00+01:00",
                "endDate": "2017-05-16T21:30:00+01:00",
                "location": {
                    "@type": "Place",
                    "name": "Tullie House",
                    "address": {
                        "@type": "PostalAddress",
                        "streetAddress": "Castle Street, Carlisle",
                        "postalCode": "CA3 8TP",
                    },
                },
                "organizer": [
                    {"@type": "Organization", "name": "Compass"},
                    {"@type": "Organization", "name": "Progressive Alliance"},
                ],
            },
        }
    ]


def test_it_is_pending_until_they_say_yes_and_cancelled_when_it_is_off() -> None:
    def status(*letter: Any) -> str:
        return str(reservations(*letter)[0]["reservationStatus"]).rpartition("/")[2]

    assert status("invite", None, household()) == "ReservationPending"
    assert status("cancel", occasion(cancelled=True)) == "ReservationCancelled"
    assert status("dropped") == "ReservationCancelled"


def test_each_of_those_who_share_an_address_has_one() -> None:
    both = reservations(whose=household("Bob Nixon", "Carol Nixon"))
    assert [one["underName"]["name"] for one in both] == ["Bob Nixon", "Carol Nixon"]
    assert len({one["reservationNumber"] for one in both}) == 2


def test_an_all_day_event_has_dates() -> None:
    zone = ZoneInfo("Europe/London")
    days = {"starts_at": datetime(2017, 5, 20, tzinfo=zone), "ends_at": datetime(2017, 5, 21, tzinfo=zone)}
    assert reservations(told=occasion(all_day=True, **days))[0]["reservationFor"]["startDate"] == "2017-05-20"


@given(title=hostile_text, name=hostile_text, place=hostile_text)
def test_no_text_gets_out_of_the_script_or_is_changed_by_it(title: str, name: str, place: str) -> None:
    told = occasion(title=one_line(title), venue=one_line(place))
    whose = household()
    whose = replace(whose, guests=(replace(whose.guests[0], name=one_line(name)),))
    (one,) = reservations(told=told, whose=whose)
    assert one["underName"]["name"] == one_line(name)
    assert one["reservationFor"]["name"] == one_line(title)
    assert one["reservationFor"]["location"]["name"] == one_line(place)
