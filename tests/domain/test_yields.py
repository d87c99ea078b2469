"""What became of a commitment, and how far people went."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.answers import Answer
from barnstorm.domain.yields import DECIDED, Outcome, Participant, funnel, hosts_hoped_for, outcome

ENDS = datetime(2017, 5, 18, 20, 30, tzinfo=UTC)
BEFORE, AFTER = ENDS - timedelta(hours=1), ENDS

answers = st.one_of(st.none(), st.sampled_from(list(Answer)))
participants = st.builds(
    Participant,
    answer=answers,
    confirmed=st.booleans(),
    came=st.booleans(),
    hosts=st.booleans(),
    commitments=st.lists(st.sampled_from(list(Outcome)), max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    ("answer", "attended", "now", "called_off", "expected"),
    [
        (Answer.GOING, None, BEFORE, False, Outcome.AHEAD),
        (Answer.GOING, True, BEFORE, False, Outcome.KEPT),
        (Answer.GOING, True, AFTER, False, Outcome.KEPT),
        (Answer.GOING, False, AFTER, False, Outcome.BROKEN),
        (Answer.GOING, None, AFTER, False, Outcome.UNTICKED),
        (Answer.GOING, False, AFTER, True, Outcome.CALLED_OFF),
        (Answer.WAITLISTED, None, AFTER, False, Outcome.WAITING),
        (Answer.WAITLISTED, False, AFTER, False, Outcome.WAITING),
        (Answer.WAITLISTED, True, AFTER, False, Outcome.KEPT),
        (Answer.CANCELLED, False, AFTER, False, Outcome.WITHDRAWN),
        (Answer.CANCELLED, True, AFTER, False, Outcome.KEPT),
        (Answer.MAYBE, True, AFTER, False, None),
        (Answer.INVITED, None, BEFORE, False, None),
        (None, True, AFTER, False, None),
    ],
)
def test_what_became_of_a_commitment(
    answer: Answer | None, attended: bool | None, now: datetime, called_off: bool, expected: Outcome | None
) -> None:
    assert expected == outcome(answer, attended, ends_at=ENDS, now=now, called_off=called_off)


@given(answers, st.sampled_from([None, True, False]), st.booleans(), st.sampled_from([BEFORE, AFTER]))
def test_no_promise_is_broken_without_a_note_that_somebody_stayed_away(
    answer: Answer | None, attended: bool | None, called_off: bool, now: datetime
) -> None:
    found = outcome(answer, attended, ends_at=ENDS, now=now, called_off=called_off)
    assert found is not Outcome.BROKEN or attended is False


@given(st.lists(participants, max_size=30))
def test_no_stage_holds_more_people_than_the_one_it_is_measured_against(people: list[Participant]) -> None:
    counted = funnel(people)
    assert counted.going <= counted.invited <= len(people)
    assert max(counted.confirmed, counted.came) <= counted.going
    assert max(counted.hosts, counted.committed) <= counted.here == sum(one.came for one in people)
    assert counted.kept <= counted.decided <= counted.committed


@given(st.lists(participants, max_size=30), st.lists(st.integers(0, 2), min_size=30, max_size=30))
def test_parts_of_a_list_add_up_to_the_whole(people: list[Participant], parts: list[int]) -> None:
    whole = Counter(vars(funnel(people)))
    split = [[one for one, mine in zip(people, parts, strict=False) if mine == part] for part in range(3)]
    summed = Counter[str]()
    for part in split:
        summed.update(vars(funnel(part)))
    assert whole == summed


def test_somebody_whose_only_action_lies_ahead_is_not_counted_as_decided() -> None:
    ahead = Participant(Answer.GOING, confirmed=False, came=True, hosts=False, commitments=(Outcome.AHEAD,))
    both = Participant(None, confirmed=False, came=True, hosts=False, commitments=(Outcome.KEPT, Outcome.BROKEN))
    counted = funnel([ahead, both])
    assert (counted.committed, counted.decided, counted.kept) == (2, 1, 1)
    assert Outcome.UNTICKED not in DECIDED


@pytest.mark.parametrize(("here", "hosts"), [(0, 1), (9, 1), (39, 5), (175, 20)])
def test_a_ninth_of_the_room_is_hoped_for(here: int, hosts: int) -> None:
    assert hosts == hosts_hoped_for(here)
