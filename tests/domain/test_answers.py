"""Who gets a place, and who waits."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from barnstorm.domain.answers import (
    Answer,
    Waiting,
    decide,
    fits,
    import_may_set,
    read_answer,
    read_guests,
    read_party_size,
    waits_since,
    who_moves_up,
    why_waiting,
)
from barnstorm.errors.rsvp import BadPartySize, UnknownAnswer

NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)
PARTY = st.integers(1, 5)


def test_a_party_that_fits_is_going_and_one_that_does_not_waits() -> None:
    assert decide(10, 8, 2) is Answer.GOING
    assert decide(10, 8, 3) is Answer.WAITLISTED


def test_without_a_capacity_everybody_is_going() -> None:
    assert decide(None, 10**6, 1000) is Answer.GOING


def test_a_party_that_does_not_fit_does_not_block_a_smaller_one_behind_it() -> None:
    large, small, last = Waiting(1, 4), Waiting(2, 1), Waiting(3, 1)
    assert who_moves_up(10, 8, [large, small, last]) == [small, last]


def test_whoever_waits_longest_moves_up_first() -> None:
    assert who_moves_up(10, 9, [Waiting(7, 1), Waiting(3, 1)]) == [Waiting(7, 1)]


def test_over_capacity_nobody_moves_up() -> None:
    assert who_moves_up(10, 12, [Waiting(1, 1)]) == []


@given(st.integers(1, 30), st.integers(0, 40), st.lists(PARTY))
def test_moving_up_never_goes_over_and_leaves_nobody_who_fits(capacity: int, heads: int, sizes: list[int]) -> None:
    waiting = [Waiting(key, size) for key, size in enumerate(sizes)]
    promoted = who_moves_up(capacity, heads, waiting)
    after = heads + sum(party.party_size for party in promoted)
    assert after <= max(capacity, heads)
    assert not any(fits(capacity, after, party.party_size) for party in waiting if party not in promoted)


def test_turns_come_in_the_order_of_asking_whatever_the_clocks_say() -> None:
    assert waits_since(NOW, None) == NOW
    assert waits_since(NOW, NOW - timedelta(hours=1)) == NOW
    assert waits_since(NOW, NOW + timedelta(hours=1)) > NOW + timedelta(hours=1)


def test_why_somebody_waits_is_said_in_heads() -> None:
    assert why_waiting(10, 10, 1) == "no place is free"
    assert why_waiting(10, 9, 2) == "a party of 2, and 1 place is free"
    assert why_waiting(10, 8, 4) == "a party of 4, and 2 places are free"
    assert why_waiting(10, 0, 12) == "a party of 12 is more than the 10 places there are"


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("Going", Answer.GOING),
        ("YES", Answer.GOING),
        ("Sched-Web", Answer.GOING),
        ("Attending", Answer.GOING),
        ("Not Attending", Answer.DECLINED),
        ("CANCELLED", Answer.CANCELLED),
        ("canceled", Answer.CANCELLED),
        ("wait_list", Answer.WAITLISTED),
        ("Left Msg", Answer.INVITED),
        ("needs action", Answer.INVITED),
        ("tentative", Answer.MAYBE),
        ("no-show", Answer.GOING),
    ],
)
def test_other_systems_words_are_understood(word: str, answer: Answer) -> None:
    assert read_answer(word) is answer


def test_every_answer_of_ours_is_its_own_word() -> None:
    assert [read_answer(answer.value) for answer in Answer] == list(Answer)


def test_an_unknown_word_is_refused_with_the_answers_there_are() -> None:
    with pytest.raises(UnknownAnswer) as refused:
        read_answer("perhaps not")
    assert "going" in refused.value.hint


@pytest.mark.parametrize("text", ["0", "-1", "two", "", "1.5", "1001", "9" * 30, "１"])
def test_a_party_is_a_number_of_heads(text: str) -> None:
    with pytest.raises(BadPartySize):
        read_party_size(text)


def test_a_spreadsheets_number_is_one() -> None:
    assert read_party_size(" 3.0 ") == 3


def test_guests_come_besides_the_named_one() -> None:
    assert [read_guests(text) for text in ("0", "1", "2.0")] == [1, 2, 3]
    with pytest.raises(BadPartySize):
        read_guests("-1")


class TestWhatAnImportMaySet:
    def test_a_no_is_never_turned_into_a_yes(self) -> None:
        for held in (Answer.DECLINED, Answer.CANCELLED):
            for found in Answer:
                assert not import_may_set(held, by_themselves=False, found=found)

    def test_what_the_person_said_themselves_stands(self) -> None:
        for held in set(Answer) - {Answer.INVITED}:
            for found in Answer:
                assert not import_may_set(held, by_themselves=True, found=found)

    def test_an_answer_is_never_lowered_to_a_lesser_word(self) -> None:
        for held in (Answer.GOING, Answer.WAITLISTED):
            for found in (Answer.INVITED, Answer.MAYBE):
                assert not import_may_set(held, by_themselves=False, found=found)

    def test_a_cancellation_elsewhere_counts_while_only_files_have_spoken(self) -> None:
        assert import_may_set(Answer.GOING, by_themselves=False, found=Answer.CANCELLED)

    def test_whoever_was_only_asked_may_have_answered_elsewhere(self) -> None:
        assert import_may_set(Answer.INVITED, by_themselves=False, found=Answer.GOING)
        assert not import_may_set(Answer.INVITED, by_themselves=False, found=Answer.INVITED)


class Hall(RuleBasedStateMachine):
    """Any sequence of answers, cancellations, other parties and other capacities, as the services replay it."""

    def __init__(self) -> None:
        super().__init__()
        self.capacity: int | None = None
        self.asked: dict[int, int] = {}
        self.going: dict[int, int] = {}
        self.waiting: list[Waiting] = []
        self.numbers = count()
        self.crowd = 0
        """Heads that were in before the capacity was lowered: nobody is sent away for that."""

    @initialize(capacity=st.none() | st.integers(1, 12))
    def open(self, capacity: int | None) -> None:
        self.capacity = capacity

    @rule(party_size=PARTY)
    def ask(self, party_size: int) -> None:
        key = next(self.numbers)
        self.asked[key] = party_size
        if decide(self.capacity, self.heads, party_size) is Answer.GOING:
            self.going[key] = party_size
        else:
            self.waiting.append(Waiting(key, party_size))

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.asked)))
        del self.asked[key]
        self.going.pop(key, None)
        self.waiting = [party for party in self.waiting if party.key != key]
        self.fill()

    @rule(capacity=st.none() | st.integers(1, 12))
    def resize(self, capacity: int | None) -> None:
        self.capacity, self.crowd = capacity, self.heads
        self.fill()

    def fill(self) -> None:
        for party in who_moves_up(self.capacity, self.heads, self.waiting):
            self.waiting.remove(party)
            self.going[party.key] = party.party_size

    @property
    def heads(self) -> int:
        return sum(self.going.values())

    @invariant()
    def nobody_is_lost(self) -> None:
        assert sorted([*self.going, *(party.key for party in self.waiting)]) == sorted(self.asked)

    @invariant()
    def never_over_capacity(self) -> None:
        assert self.capacity is None or self.heads <= max(self.capacity, self.crowd)

    @invariant()
    def nobody_waits_who_would_fit(self) -> None:
        assert not any(fits(self.capacity, self.heads, party.party_size) for party in self.waiting)


TestHall = Hall.TestCase
