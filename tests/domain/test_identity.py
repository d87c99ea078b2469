"""Identities made at once."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from barnstorm.domain.identity import new_uids

NOW = datetime(2017, 5, 16, 18, 30, tzinfo=UTC)


@given(st.integers(0, 50))
def test_uids_of_one_moment_differ_rise_and_are_of_version_7(count: int) -> None:
    made = new_uids(NOW, count)
    assert made == sorted(set(made))
    assert len(made) == count
    assert {(UUID(uid).version, UUID(uid).variant) for uid in made} <= {(7, "specified in RFC 4122")}
    assert {UUID(uid).int >> 80 for uid in made} <= {int(NOW.timestamp() * 1000)}
