"""What an answer over HTTP means by its status alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.mail.http_answers import meaning, seconds
from barnstorm.mail.interface import Outcome


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ACCEPTED),
        (202, Outcome.ACCEPTED),
        (301, Outcome.CONFIG),
        (400, Outcome.REJECTED),
        (401, Outcome.CONFIG),
        (403, Outcome.CONFIG),
        (404, Outcome.CONFIG),
        (408, Outcome.DEFERRED),
        (409, Outcome.UNKNOWN),
        (413, Outcome.REJECTED),
        (420, Outcome.DEFERRED),
        (422, Outcome.REJECTED),
        (429, Outcome.DEFERRED),
        (500, Outcome.UNKNOWN),
        (503, Outcome.UNKNOWN),
    ],
)
def test_a_status_has_one_meaning(status: int, outcome: Outcome) -> None:
    assert meaning(status)[0] is outcome


@given(st.integers(100, 599))
def test_nothing_is_taken_that_is_not_said_to_be_and_nothing_is_sent_again_after_a_fault_of_theirs(status: int) -> None:
    outcome, _ = meaning(status)
    assert (outcome is Outcome.ACCEPTED) == (200 <= status < 300)
    assert (outcome is Outcome.UNKNOWN) == (status >= 500 or status == 409)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2", 2), ("0.5", 0.5), (" 30 ", 30), ("Wed, 21 Oct 2015 07:28:00 GMT", None), ("-1", None), ("", None)],
)
def test_a_pause_is_a_number_of_seconds(text: str, expected: float | None) -> None:
    assert seconds(text) == expected
