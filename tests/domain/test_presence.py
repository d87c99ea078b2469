"""Laptops without a network between them come to the same list, in whichever order they hear of one another."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.presence import Presence, came_apart, joined, seen

AT = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)
MOMENTS = st.integers(0, 5).map(lambda minutes: AT + timedelta(minutes=minutes))
KNOWN = st.builds(Presence, st.dictionaries(MOMENTS, st.integers(1, 4)), st.frozensets(MOMENTS))


def minutes(number: int) -> datetime:
    return AT + timedelta(minutes=number)


@given(KNOWN, KNOWN, KNOWN)
def test_the_order_in_which_files_are_merged_does_not_matter(one: Presence, other: Presence, third: Presence) -> None:
    assert joined(one, other) == joined(other, one)
    assert joined(joined(one, other), third) == joined(one, joined(other, third))


@given(KNOWN, KNOWN)
def test_merging_again_changes_nothing(one: Presence, other: Presence) -> None:
    once = joined(one, other)
    assert joined(once, other) == once


@given(KNOWN, KNOWN)
def test_whoever_stands_ticked_on_one_side_and_was_never_seen_by_the_other_is_in(
    one: Presence, other: Presence
) -> None:
    unheard_of = one.standing.keys() - other.ticks.keys() - other.taken_back
    assert unheard_of <= joined(one, other).standing.keys()


def test_the_first_time_somebody_was_seen_counts() -> None:
    assert joined(seen(minutes(5), 1, {}, ()), seen(minutes(3), 1, {}, ())).came_at == minutes(3)


def test_of_two_parts_of_a_party_the_larger_counts() -> None:
    assert joined(seen(minutes(1), 2, {}, ()), seen(minutes(2), 3, {}, ())).inside == 3


def test_an_undo_takes_back_the_tick_it_knew_of() -> None:
    before = seen(minutes(1), 1, {}, ())
    assert joined(before, seen(None, 0, {}, [minutes(1)])).came_at is None


def test_an_undo_takes_back_no_tick_that_its_laptop_did_not_know_of() -> None:
    slip = seen(None, 0, {}, [minutes(2)])
    assert joined(seen(minutes(1), 1, {}, ()), slip).came_at == minutes(1)
    assert joined(slip, seen(minutes(3), 1, {}, ())).came_at == minutes(3)


def test_who_is_ticked_again_at_the_same_instant_stays_in() -> None:
    assert seen(minutes(1), 1, {}, [minutes(1)]).came_at == minutes(1)


def test_desks_that_saw_the_same_tick_did_not_let_in_different_people() -> None:
    base = seen(minutes(1), 1, {}, ())
    assert not came_apart(base, seen(minutes(1), 2, {}, ()))
    assert came_apart(base, seen(minutes(2), 2, {}, ()))
