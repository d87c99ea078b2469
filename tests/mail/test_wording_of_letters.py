"""What letters say, in both their forms."""

from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from barnstorm.domain.text import one_line, paragraphs
from barnstorm.mail.wording import KINDS, Wording, calendar_description, worded
from barnstorm.rows.invite import Occasion
from tests.occasions import CAMPAIGN, hostile_text, occasion


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


def letter(kind: str = "invite", *, coming: bool = False, told: Occasion | None = None, name: str = "Ann") -> Wording:
    return worded(kind, told or occasion(), CAMPAIGN, name, coming=coming)


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
        "reply to this mail",
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
    assert "reply" not in words


def test_who_is_coming_is_asked_to_say_if_they_cannot() -> None:
    assert "If you can no longer come" in letter("reminder", coming=True).text
    assert "If you cannot come" in letter("reminder", coming=False).text
    assert "Can you come?" in letter("invite", coming=False).text
    assert "Thank you for coming" in letter("invite", coming=True).text


def test_the_subject_tells_the_kind_the_title_and_the_time() -> None:
    assert letter("invite").subject == "Invitation: Carlisle barnstorm, Tuesday 16 May 2017, 7.30pm"
    assert [letter(kind).subject.partition(":")[0] for kind in KINDS] == [
        "Invitation",
        "Changed",
        "Cancelled",
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
    wording = letter(told=told, name=one_line(name))
    usual = read(letter(name="").html)
    page = read(wording.html)
    assert page.tags - {"span"} == usual.tags
    assert page.links == usual.links
    assert one_line(title) in "".join(page.words)
    assert one_line(title) in wording.text
    assert paragraphs(about) in wording.text


def test_what_is_not_known_is_not_mentioned() -> None:
    told = occasion(venue="", address="", postcode="", access=(), organisations=(), host="", description="")
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
