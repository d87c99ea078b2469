"""What letters about shifts say, in both their forms."""

from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from barnstorm.domain.answers import Answer
from barnstorm.domain.letters import SHIFT, SHIFT_OFF
from barnstorm.domain.text import one_line
from barnstorm.mail.shifts import CHANGED, worded_shift
from barnstorm.mail.wording import Wording
from barnstorm.rows.shift import Shift
from tests.occasions import CAMPAIGN, hostile_text, household, occasion

EARLY = datetime(2017, 5, 16, 18, 45, tzinfo=ZoneInfo("Europe/London"))


class Tags(HTMLParser):
    """The words of a page, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.names: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def letter(
    kind: str, role: str = "Greeter", brief: str = "Welcome people.", answer: Answer = Answer.INVITED, **changes: object
) -> Wording:
    night = occasion(**changes)
    entry = occasion(title=f"{role}: {night.title}", description=brief, **{"starts_at": EARLY, **changes})
    return worded_shift(kind, Shift(7, role, entry, night), CAMPAIGN, household(answer=answer))


@pytest.mark.parametrize("kind", [SHIFT, CHANGED, SHIFT_OFF])
def test_a_letter_about_a_shift_says_what_and_when_and_no_word_that_is_wrong_tomorrow(kind: str) -> None:
    words = letter(kind)
    for form in (words.text, words.html):
        assert "Greeter: Carlisle barnstorm" in form
        assert "Tuesday 16 May 2017, 6.45pm to 9.30pm" in form
        assert "Promoted by A. Agent" in form
    assert not {"today", "tomorrow", "tonight"} & set(words.text.lower().split())


def test_who_has_confirmed_is_thanked_and_asked_anew_only_when_it_changes() -> None:
    assert "Thank you for taking this on." in letter(SHIFT, answer=Answer.GOING).text
    assert "If you can no longer do it" in letter(SHIFT, answer=Answer.GOING).text
    assert "Can you do it?" in letter(SHIFT).text
    assert "Can you do it?" in letter(CHANGED, answer=Answer.GOING).text


def test_the_links_name_the_shift_and_whose_it_is() -> None:
    link = "mailto:hello@together.example?subject=SHIFT%20no%207%201-2-k7f3q2w9xa2b"
    assert link in letter(SHIFT).text
    assert link in letter(SHIFT).html


def test_the_hours_of_the_event_are_said_where_they_are_others() -> None:
    assert "The event itself: Tuesday 16 May 2017, 7.30pm to 9.30pm." in letter(SHIFT).text
    assert "The event itself" not in letter(SHIFT, starts_at=EARLY).text


def test_a_shift_taken_back_asks_for_nothing() -> None:
    assert "SHIFT%20" not in letter(SHIFT_OFF).text + letter(SHIFT_OFF).html
    off = letter(SHIFT_OFF, cancelled=True, cancelled_reason="The hall is flooded.")
    assert "The event is cancelled, and with it your shift:" in off.text
    assert "Why: The hall is flooded." in off.html


@given(role=hostile_text, brief=hostile_text)
def test_other_peoples_text_stays_text_in_both_forms(role: str, brief: str) -> None:
    words = letter(SHIFT, one_line(role), one_line(brief) or "Welcome people.")
    page = Tags(words.html)
    assert page.names == Tags(letter(SHIFT).html).names
    assert one_line(role) in page.words
    assert one_line(role) in words.text
    assert "\n" not in words.subject
