"""How fast mail may leave."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.rates import SKEW, Allowance, Bucket, allowed, filled, full, left_today

NOON = datetime(2017, 5, 9, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_full_bucket_lets_one_seconds_worth_go() -> None:
    assert allowed(full(10, NOON), 10, 50, NOON) == Allowance(10)
    assert allowed(full(10, NOON), 10, 3, NOON) == Allowance(3)


def test_a_slow_rate_lets_one_go_and_tells_when_the_next_may() -> None:
    bucket = full(0.5, NOON)
    assert allowed(bucket, 0.5, 50, NOON) == Allowance(1)
    spent = Bucket(bucket.tokens - 1, NOON)
    assert allowed(spent, 0.5, 50, NOON).wait == 2 * SECOND
    assert allowed(filled(spent, 0.5, NOON + 2 * SECOND), 0.5, 50, NOON + 2 * SECOND).messages == 1


def test_of_two_clocks_only_the_later_one_fills_the_bucket() -> None:
    """Else the bucket would gain the difference between them each time they take turns."""
    ahead = filled(Bucket(0, NOON), 10, NOON + SECOND)
    behind = filled(Bucket(0, ahead.filled_at), 10, NOON)
    assert behind == Bucket(0, NOON + SECOND)
    assert filled(behind, 10, NOON + SECOND).tokens == 0


def test_a_bucket_filled_in_a_far_future_does_not_stop_the_mail() -> None:
    assert filled(Bucket(0, NOON + 2 * SKEW), 10, NOON) == Bucket(0, NOON)


@given(
    rate=st.floats(0.1, 100),
    steps=st.lists(st.tuples(st.floats(0, 5), st.integers(1, 60)), max_size=60),
)
def test_never_more_leaves_than_the_rate_and_one_seconds_worth(rate: float, steps: list[tuple[float, int]]) -> None:
    bucket, now, sent = full(rate, NOON), NOON, 0
    for seconds, most in steps:
        now += timedelta(seconds=seconds)
        bucket = filled(bucket, rate, now)
        allowance = allowed(bucket, rate, most, now)
        assert allowance.messages > 0 or allowance.wait > timedelta(0)
        bucket = Bucket(bucket.tokens - allowance.messages, bucket.filled_at)
        sent += allowance.messages
    assert sent <= rate * (now - NOON).total_seconds() + max(1, rate) + 1e-6


def test_the_days_number_is_the_last_24_hours() -> None:
    assert left_today(100, 98, NOON, 50, NOON) == Allowance(2)
    allowance = left_today(100, 100, NOON - timedelta(hours=23), 50, NOON)
    assert (allowance.messages, allowance.wait) == (0, timedelta(hours=1))
    assert allowance.why == "100 have left in 24 hours, as many as may."
