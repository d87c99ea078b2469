"""A letter is the same whether it was rendered in full or put together from what is alike in all of them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.mail.skeleton import worded_alike
from barnstorm.mail.wording import KINDS, worded
from barnstorm.rows.invite import Guest, Household
from tests.occasions import CAMPAIGN, hostile_text, occasion

ANSWERED = datetime(2017, 5, 3, 9, tzinfo=UTC)

names = st.one_of(hostile_text, st.sampled_from(["", "Ann Bell", "Zoë", "王小明"]))
guests = st.builds(
    Guest,
    name=names,
    called=names,
    token=st.from_regex(r"[1-9][0-9]{0,3}-[1-9][0-9]{0,3}-[a-z2-7]{12}", fullmatch=True),
    answer=st.sampled_from(["going", "maybe", "invited", "waitlisted", None]),
    answered_at=st.sampled_from([None, ANSWERED]),
)


@given(kind=st.sampled_from(KINDS), guests=st.lists(guests, min_size=1, max_size=3))
def test_a_letter_says_the_same_whichever_way_it_was_made(kind: str, guests: list[Guest]) -> None:
    household = Household("ann@example.org", tuple(guests))
    full = worded(kind, occasion(), CAMPAIGN, household)
    assert worded_alike(kind, occasion(), CAMPAIGN, household) == full
