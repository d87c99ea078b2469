"""What other systems say of people, as our three facts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.answers import Answer
from barnstorm.domain.reported import Status, presence_after, read_moment, read_presence, read_status
from barnstorm.errors.imports import UnknownPresence
from barnstorm.errors.rsvp import UnknownAnswer


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Scheduled|Sched-Web|REGISTERED|accepted|booked|Signed up|Attending|approved|going", Status(Answer.GOING)),
        ("Confirmed|CONFIRMED|Conf Twice|Conf Thrice", Status(Answer.GOING, confirmed=True)),
        ("Completed|attended|Checked In", Status(Answer.GOING, attended=True)),
        ("No Show|noshow", Status(Answer.GOING, attended=False)),
        ("Walk In|walk-in", Status(None, attended=True)),
        ("Invited|needs action|Left Msg|left message", Status(Answer.INVITED)),
        ("waitlist|waitlisted", Status(Answer.WAITLISTED)),
        ("Cancelled|CANCELLED|Refunded", Status(Answer.CANCELLED)),
        ("Declined|No", Status(Answer.DECLINED)),
        ("Tentative|maybe", Status(Answer.MAYBE)),
    ],
)
def test_a_status_is_an_answer_and_perhaps_a_presence(words: str, status: Status) -> None:
    assert [read_status(word) for word in words.split("|")] == [status] * len(words.split("|"))


def test_a_systems_own_meaning_of_a_word_wins() -> None:
    assert read_status("Pending", {"pending": Answer.WAITLISTED}).answer is Answer.WAITLISTED
    assert read_status("Pending").answer is Answer.INVITED


@given(st.text())
def test_any_other_word_is_refused(text: str) -> None:
    try:
        assert isinstance(read_status(text), Status)
    except UnknownAnswer as e:
        assert e.hint


@pytest.mark.parametrize(
    ("text", "came", "moment"),
    [
        ("", None, None),
        ("yes", True, None),
        ("TRUE", True, None),
        ("x", True, None),
        ("0", False, None),
        ("Not checked-in", False, None),
        ("2017-05-16T18:41:07.000Z", True, datetime(2017, 5, 16, 18, 41, 7, tzinfo=UTC)),
        ("16/05/2017 19:42", True, None),
    ],
)
def test_a_column_of_presences_says_yes_no_or_when(text: str, came: bool | None, moment: datetime | None) -> None:
    assert read_presence(text) == (came, moment)


@pytest.mark.parametrize("text", ["perhaps", "2", "seven"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(UnknownPresence):
        read_presence(text)


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_a_moment_that_is_read_is_an_instant(moment: datetime) -> None:
    read = read_moment(moment.isoformat())
    assert read is None or read.astimezone(UTC)


PRESENCE = st.none() | st.booleans()


@given(PRESENCE, PRESENCE, st.booleans())
def test_that_somebody_came_is_never_turned_back(held: bool | None, found: bool | None, over: bool) -> None:
    after = presence_after(held, found, over=over)
    if held is True:
        assert after is True
    if not over and held is None:
        assert after is not False, "nobody has stayed away before it is over"
    assert presence_after(after, found, over=over) is after, "the same a second time changes nothing"
