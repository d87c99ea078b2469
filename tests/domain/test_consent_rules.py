"""When a consent counts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.consents import checked_given, read_wording
from barnstorm.errors.privacy import ConsentAhead, UnreadableWording, WithdrawnSince

NOW = datetime(2017, 5, 16, 12, tzinfo=UTC)
moments = st.integers(0, 100).map(lambda hours: NOW - timedelta(hours=hours))


@given(moments, st.lists(moments))
def test_a_consent_counts_unless_it_was_withdrawn_after_it_was_given(
    given_at: datetime, withdrawals: list[datetime]
) -> None:
    try:
        checked_given(given_at, withdrawals, NOW, "Ann Bell")
    except WithdrawnSince:
        assert any(moment > given_at for moment in withdrawals)
    else:
        assert not any(moment > given_at for moment in withdrawals)


def test_a_consent_cannot_be_given_ahead() -> None:
    with pytest.raises(ConsentAhead):
        checked_given(NOW + timedelta(seconds=1), [], NOW, "Ann Bell")


@given(st.integers(0, 999_999_999))
def test_digits_alone_are_the_number_of_a_wording(number: int) -> None:
    assert read_wording(f" {number} ") == number


@given(st.text(max_size=40))
def test_a_wording_is_kept_word_for_word_or_refused(text: str) -> None:
    try:
        found = read_wording(text)
    except UnreadableWording:
        assert not any(ch.isalpha() for ch in text)
    else:
        assert isinstance(found, int) or read_wording(found) == found
