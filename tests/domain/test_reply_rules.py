"""What an answer by mail is worth, and what a subject asks for."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.answers import Answer
from barnstorm.domain.replies import Known, Said, What, Wish, gmail_key, party_of, spellings, weigh, wishes

NOON = datetime(2017, 5, 11, 12, tzinfo=UTC)
NOTHING = Known(Answer.INVITED, None, None, None)
TOKEN = "12-345-k7f3q2w9xa2b"  # noqa: S105 - the shape of one, not one

replies = st.builds(
    # A later version is answered later: a clock that goes backwards has no right order.
    lambda answer, sequence, minute: Said(answer, sequence, NOON + timedelta(hours=sequence, minutes=minute)),
    st.sampled_from([Answer.GOING, Answer.MAYBE, Answer.DECLINED]),
    st.integers(0, 2),
    st.integers(0, 3),
)


def test_the_first_answer_counts() -> None:
    assert weigh(Said(Answer.GOING, 0, NOON), NOTHING, 0) is What.ANSWER


def test_an_answer_to_an_older_version_is_stale_however_late_it_was_given() -> None:
    assert weigh(Said(Answer.GOING, 0, NOON + timedelta(days=9)), NOTHING, 1) is What.STALE


def test_an_answer_given_elsewhere_in_the_same_second_does_not_win() -> None:
    known = Known(Answer.DECLINED, NOON + timedelta(milliseconds=700), None, None)
    assert weigh(Said(Answer.GOING, 0, NOON), known, 0) is What.ANSWER
    assert weigh(Said(Answer.GOING, 0, NOON - timedelta(seconds=1)), known, 0) is What.OVERTAKEN


@given(st.lists(replies, max_size=5), st.integers(0, 1))
def test_replies_in_any_order_end_in_the_same_answer(said: list[Said], current: int) -> None:
    """As long as nobody answers elsewhere: then the last one given counts, whichever was read last."""
    ends = set()
    for order in permutations(said):
        known = NOTHING
        for one in order:
            if weigh(one, known, current) is What.ANSWER:
                known = Known(one.answer, one.stamp, one.sequence, one.stamp)
        ends.add(known.answer)
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("subject", "wish"),
    [
        (f"RSVP yes {TOKEN}", Wish(Answer.GOING, TOKEN)),
        (f"rsvp  NO {TOKEN}", Wish(Answer.DECLINED, TOKEN)),
        (f"Re: AW: Fwd: RSVP: maybe: {TOKEN}", Wish(Answer.MAYBE, TOKEN)),
        (f"回复：RSVP yes {TOKEN}.", Wish(Answer.GOING, TOKEN)),
        (f"[EXTERNAL] RSVP yes <{TOKEN}> thank you", Wish(Answer.GOING, TOKEN)),
        (f"Re: SHIFT no 7 {TOKEN}", Wish(Answer.DECLINED, TOKEN, shift=7)),
        (f"AW: shift: YES: 12 <{TOKEN}>", Wish(Answer.GOING, TOKEN, shift=12)),
        (f"Re: STOP {TOKEN}", Wish(None, TOKEN)),
        (f"unsubscribe {TOKEN}", Wish(None, TOKEN)),
        ("Unsubscribe", Wish(None, "")),
        ("Re: AW: please STOP!", Wish(None, "")),
        ("SV: unsubscribe me", Wish(None, "")),
    ],
)
def test_a_subject_says_what_is_wanted_wherever_it_stands(subject: str, wish: Wish) -> None:
    assert wish in list(wishes(subject))


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "RSVP",
        "RSVP yes",
        "Yes!",
        "Stop the cuts",
        "Re: Invitation: Stop the cuts, Tuesday",
        "Non-stop",
        "RSVPyes 1",
        "Shift yes, on Tuesday",
        "SHIFT no 7",
    ],
)
def test_what_only_looks_like_a_wish_is_none(subject: str) -> None:
    assert not [wish for wish in wishes(subject) if wish.answer is not None or not wish.token]


@given(st.text(max_size=300))
def test_no_subject_is_too_strange(subject: str) -> None:
    assert all(wish.answer is None or wish.token for wish in wishes(subject)), "nobody answers without a token"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ann.bell@gmail.com", "AnnBell+rsvp@googlemail.com", True),
        ("ann@gmail.com", "bo@gmail.com", False),
        ("ann@example.org", "ann@example.org", False),
    ],
)
def test_dots_and_tags_mean_nothing_at_gmail_alone(one: str, other: str, same: bool) -> None:
    assert (gmail_key(one) is not None and gmail_key(one) == gmail_key(other)) is same


def test_an_address_is_known_in_ascii_and_in_letters() -> None:
    assert spellings("Ann@XN--BCHER-KVA.example") == {"ann@xn--bcher-kva.example", "ann@bücher.example"}
    assert spellings("nobody") == set()


@pytest.mark.parametrize(("guests", "others", "heads"), [(0, 0, 1), (2, 0, 3), (1, 1, 1), (0, 1, 1), (3, 1, 3)])
def test_guests_who_are_on_the_list_themselves_are_not_counted_twice(guests: int, others: int, heads: int) -> None:
    assert party_of(guests, others) == heads
