"""What holds of two answers to one event once the two people are one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.answers import Answer, fits
from barnstorm.domain.merging import Reply, joined, withdrawn_since

NOON = datetime(2017, 5, 1, 12, tzinfo=UTC)
EARLIER, LATER = NOON - timedelta(hours=1), NOON + timedelta(hours=1)


def reply(answer: Answer | None, at: datetime | None = NOON, heads: int = 1, **more: Any) -> Reply:
    facts: dict[str, Any] = {
        "waitlisted_at": at if answer is Answer.WAITLISTED else None, "confirmed_at": None, "confirmed_by": "",
        "confirmed_how": "", "attended": None, "checked_in_at": None, "heads_in": None, "replied_sequence": None,
        "replied_stamp": None, "source": "", "access": "", "notes": "", "created_at": NOON,
    }  # fmt: skip
    return Reply(answer=answer, answered_at=at, party_size=heads, **{**facts, **more})


@pytest.mark.parametrize(
    ("keep", "drop", "answer"),
    [
        (reply(Answer.GOING, EARLIER), reply(Answer.CANCELLED, LATER), Answer.CANCELLED),
        (reply(Answer.DECLINED, LATER), reply(Answer.GOING, EARLIER), Answer.DECLINED),
        (reply(Answer.DECLINED, EARLIER), reply(Answer.GOING, None), Answer.DECLINED),
        (reply(Answer.INVITED, None), reply(Answer.MAYBE, None), Answer.MAYBE),
        (reply(None, None, attended=True, checked_in_at=NOON), reply(Answer.INVITED, None), Answer.INVITED),
        (reply(Answer.GOING, None), reply(Answer.DECLINED, None), Answer.GOING),
    ],
    ids=["later no", "later no of KEEP", "own word over a file", "anything over invited", "walk-in", "a tie is KEEP’s"],
)
def test_the_answer_given_last_counts(keep: Reply, drop: Reply, answer: Answer) -> None:
    assert joined(keep, drop, None, 0).answer is answer


@pytest.mark.parametrize(("first", "second"), [(EARLIER, LATER), (LATER, EARLIER)])
def test_a_place_is_not_lost_by_asking_twice(first: datetime, second: datetime) -> None:
    one = joined(reply(Answer.GOING, first), reply(Answer.WAITLISTED, second), 5, 4)
    assert (one.answer, one.waitlisted_at) == (Answer.GOING, None)


@pytest.mark.parametrize(
    ("keep", "drop", "came"), [(None, None, None), (None, False, False), (False, True, True), (True, None, True)]
)
def test_they_came_if_either_record_says_so(keep: bool | None, drop: bool | None, came: bool | None) -> None:
    one, other = (
        reply(Answer.GOING, attended=attended, checked_in_at=NOON if attended else None) for attended in (keep, drop)
    )
    both = joined(one, other, None, 0)
    assert (both.attended, both.checked_in_at) == (came, NOON if came else None)


def test_the_larger_party_comes_if_it_fits() -> None:
    one, other = reply(Answer.GOING, heads=1), reply(Answer.WAITLISTED, heads=3)
    assert joined(one, other, 10, 7).party_size == 3
    assert joined(one, other, 10, 8).party_size == 1


def test_of_a_no_the_party_of_the_no_is_kept() -> None:
    assert joined(reply(Answer.GOING, EARLIER, heads=4), reply(Answer.DECLINED, LATER), None, 0).party_size == 1


def test_of_two_turns_the_earlier_counts() -> None:
    one = joined(reply(Answer.WAITLISTED, LATER), reply(Answer.WAITLISTED, EARLIER), 1, 1)
    assert (one.answer, one.waitlisted_at) == (Answer.WAITLISTED, EARLIER)


def test_some_of_the_party_may_still_be_outside() -> None:
    some = reply(Answer.GOING, heads=2, attended=True, checked_in_at=NOON)
    assert joined(some, reply(Answer.GOING, heads=4), None, 0).heads_in == 2
    assert joined(some, reply(Answer.GOING, heads=2), None, 0).heads_in is None


def test_remarks_of_both_are_kept_once() -> None:
    one = joined(reply(Answer.GOING, access="ramp", notes="n"), reply(Answer.GOING, access="loop", notes="n"), None, 0)
    assert (one.access, one.notes) == ("ramp; loop", "n")


SOMETIME = st.none() | st.integers(0, 99).map(lambda minutes: NOON + timedelta(minutes=minutes))
REPLIES = st.builds(
    lambda answer, at, heads, came: reply(
        answer, at or (NOON if answer is Answer.WAITLISTED else None), heads,
        attended=came, checked_in_at=NOON if came else None,
    ),
    st.none() | st.sampled_from(Answer), SOMETIME, st.integers(1, 5), st.sampled_from([None, True, False]),
)  # fmt: skip


@given(REPLIES, REPLIES, st.none() | st.integers(1, 8), st.integers(0, 12))
def test_one_takes_no_more_room_than_there_is_or_than_the_two_took(
    keep: Reply, drop: Reply, capacity: int | None, taken: int
) -> None:
    both = joined(keep, drop, capacity, taken)
    held = sum(one.party_size for one in (keep, drop) if one.has_place)
    if both.has_place:
        assert both.party_size <= held or fits(capacity, taken, both.party_size)
    assert both.answer in {keep.answer, drop.answer}
    assert (both.waitlisted_at is not None) == (both.answer is Answer.WAITLISTED)
    assert not both.attended or both.checked_in_at is not None


def test_a_consent_is_withdrawn_by_what_was_said_afterwards_only() -> None:
    assert withdrawn_since(NOON, [EARLIER]) is None
    assert withdrawn_since(NOON, [LATER, EARLIER]) == LATER
