"""What letters say, in both their forms."""

from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from barnstorm.domain.answers import Answer
from barnstorm.domain.text import one_line, paragraphs
from barnstorm.mail.wording import KINDS, Wording, calendar_description, worded
from barnstorm.rows.campaign import Campaign
from barnstorm.rows.invite import Occasion
from tests.occasions import CAMPAIGN, hostile_text, household, occasion


class Reader(HTMLParser):
    """The words of a page, the tags in it and where its links go."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def letter(
    kind: str = "invite",
    *names: str,
    answer: Answer = Answer.INVITED,
    told: Occasion | None = None,
    campaign: Campaign = CAMPAIGN,
) -> Wording:
    return worded(kind, told or occasion(), campaign, household(*names, answer=answer))


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("kind", ["invite", "update", "reminder"])
def test_a_letter_can_be_used_without_its_calendar_part(kind: str, form: str) -> None:
    words = getattr(letter(kind), form)
    for fact in (
        "Carlisle barnstorm",
        "Tuesday 16 May 2017, 7.30pm to 9.30pm",
        "BST, Europe/London",
        "Tullie House, Castle Street, Carlisle, CA3 8TP",
        "https://www.openstreetmap.org/search?query=Castle%20Street%2C%20Carlisle%2C%20CA3%208TP",
        "Step-free access.",
        "Compass, Progressive Alliance",
        "Frances Foley",
        "Tea from seven.",
        "just reply to",
        "hello@together.example",
        "Promoted by A. Agent, 1 High Street, Carlisle",
    ):
        assert fact in words


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_cancellation_says_what_is_off_and_why_and_asks_for_nothing(form: str) -> None:
    words = getattr(letter("cancel", told=occasion(cancelled=True, cancelled_reason="The hall is flooded.")), form)
    assert "This will not take place" in words
    assert "Tuesday 16 May 2017" in words
    assert "The hall is flooded." in words
    assert "RSVP" not in words
    assert "reply" not in words


def test_who_is_coming_is_asked_to_say_if_they_cannot() -> None:
    assert "If you can no longer come" in letter("reminder", answer=Answer.GOING).text
    assert "If you cannot come" in letter("reminder", answer=Answer.MAYBE).text
    assert "Can you come?" in letter("invite").text
    assert "Thank you for saying that you will come" in letter("invite", answer=Answer.GOING).text
    assert "You are on the waiting list" in letter("update", answer=Answer.WAITLISTED).text
    assert "your place is free again" in letter("dropped", answer=Answer.DECLINED).text
    assert "not on the list" in letter("dropped", answer=Answer.CANCELLED).text


def test_the_subject_tells_the_kind_the_title_and_the_time() -> None:
    assert letter("invite").subject == "Invitation: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm"
    assert [letter(kind).subject.partition(":")[0] for kind in KINDS] == [
        "Invitation",
        "Changed",
        "Cancelled",
        "Taken off the list",
        "Reminder",
    ]


def test_no_letter_uses_a_word_that_is_wrong_tomorrow() -> None:
    """A retry sends the same bytes, perhaps past midnight."""
    for kind in KINDS:
        assert not {"today", "tomorrow", "tonight"} & set(letter(kind).text.lower().split())


def test_a_meeting_past_midnight_and_over_a_change_of_clocks_names_both() -> None:
    zone = ZoneInfo("Europe/London")
    told = occasion(
        starts_at=datetime(2017, 10, 28, 23, tzinfo=zone), ends_at=datetime(2017, 10, 29, 2, 30, tzinfo=zone)
    )
    assert "Saturday 28 October 2017, 11pm BST to Sunday 29 October 2017, 2.30am GMT" in letter(told=told).text


@given(title=hostile_text, about=hostile_text, name=hostile_text)
def test_other_peoples_text_stays_text_in_both_forms(title: str, about: str, name: str) -> None:
    told = occasion(title=one_line(title), description=paragraphs(about))
    wording = letter("invite", one_line(name), told=told)
    usual = read(letter().html)
    page = read(wording.html)
    assert page.tags | {"span"} == usual.tags
    assert page.links == usual.links
    assert one_line(title) in "".join(page.words)
    assert one_line(title) in wording.text
    assert paragraphs(about) in wording.text


def test_what_is_not_known_is_not_mentioned() -> None:
    nothing = {"venue": "", "address": "", "postcode": "", "access": (), "access_note": "", "host": ""}
    told = occasion(**nothing, organisations=(), description="")
    words = letter(told=told).text + letter(told=told).html + calendar_description(told, CAMPAIGN)
    for word in ("Where", "Map", "Access", "Called by", "Host", "None", "()"):
        assert word not in words


def test_a_postcode_within_the_address_is_said_once() -> None:
    assert occasion(address="Castle Street, Carlisle CA3 8TP").place == "Tullie House, Castle Street, Carlisle CA3 8TP"


def test_the_calendar_says_where_to_answer_and_who_calls() -> None:
    words = calendar_description(occasion(), CAMPAIGN)
    assert "To say whether you can come: hello@together.example" in words
    assert "Called by Compass, Progressive Alliance." in words
    assert words.startswith("What we can win here.\n\nTea from seven.")


@pytest.mark.parametrize("kind", ["invite", "update", "reminder"])
def test_a_guest_can_answer_and_stop_by_mail_alone(kind: str) -> None:
    wording = letter(kind)
    links = read(wording.html).links
    for said in ("RSVP%20yes", "RSVP%20maybe", "RSVP%20no", "STOP"):
        link = f"mailto:hello@together.example?subject={said}%201-2-k7f3q2w9xa2b"
        assert link in wording.text
        assert link in links


def test_with_a_plus_in_the_address_answers_go_to_one_of_the_guests_own() -> None:
    words = letter(campaign=replace(CAMPAIGN, plus=True)).text
    assert "mailto:hello+1-2-k7f3q2w9xa2b@together.example?subject=RSVP%20no%201-2-k7f3q2w9xa2b" in words


def test_those_who_share_an_address_are_both_greeted_and_answer_each_for_themselves() -> None:
    wording = letter("invite", "Bob Nixon", "Carol Nixon")
    assert wording.text.startswith("Dear Bob and Carol,\n")
    assert "Dear Bob and Carol," in "".join(read(wording.html).words)
    assert "Bob\n  Yes:    mailto:hello@together.example?subject=RSVP%20yes%201-2-" in wording.text
    assert "Carol\n  Yes:    mailto:hello@together.example?subject=RSVP%20yes%201-3-" in wording.text


def test_who_has_no_name_is_greeted_all_the_same() -> None:
    assert letter("invite", "").text.startswith("Hello,\n")


def test_an_all_day_event_names_its_days_and_no_hour() -> None:
    zone = ZoneInfo("Europe/London")
    told = occasion(
        all_day=True, starts_at=datetime(2017, 5, 20, tzinfo=zone), ends_at=datetime(2017, 5, 21, tzinfo=zone)
    )
    wording = letter(told=told)
    assert wording.subject == "Invitation: Carlisle barnstorm, Saturday 20 May 2017"
    for words in (wording.text, wording.html):
        assert "Saturday 20 May 2017, all day" in words
        assert "midnight" not in words
    two_days = replace(told, ends_at=datetime(2017, 5, 22, tzinfo=zone))
    assert "Saturday 20 May 2017 to Sunday 21 May 2017, all day" in letter(told=two_days).text


def test_somebodys_home_is_told_by_its_name_until_the_address_may_be() -> None:
    told = occasion(venue="Ann’s kitchen", private=True).discreet("the address comes with your place")
    wording = letter(told=told)
    for words in (wording.text, wording.html, calendar_description(told, CAMPAIGN)):
        assert "Castle Street" not in words
        assert "CA3 8TP" not in words
        assert "side door" not in words
        assert "openstreetmap" not in words
    assert "Ann’s kitchen, Carlisle (the address comes with your place)" in wording.text
